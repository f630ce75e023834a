"""What every page knows without asking anybody: who is here, and what they carry."""

from flask import Flask

from storefront import basket
from storefront.countries import country_name
from storefront.notices import MEMORY_IS_LOST, take_notices
from storefront.packet_back import year_strip
from storefront.pages.theme import chosen
from storefront.payloads import Category
from storefront.shelf import shelf
from storefront.shopper import shopper

_MOST_SHELVES = 4
# What a template may ask of every page, and most pages have nothing to say of.
_UNSAID = {
    "faults": (),
    "request_id": "",
    "category": None,
    "is_part": False,
    "is_swapped": False,
}


def give_context(app: Flask) -> None:
    """Let templates call for these; what is not called for costs nothing."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        **_UNSAID,
        theme=chosen,
        shopper=shopper,
        count_of_basket=basket.count,
        shelves=_shelves,
        take_notices=take_notices,
        memory_is_lost=MEMORY_IS_LOST,
        country_name=country_name,
        public_url=app.extensions["settings"].public_url,
    )
    app.jinja_env.filters["year_strip"] = year_strip


def _shelves() -> list[Category]:
    """Pick the largest shelves for the head of the page."""
    known = shelf().known_categories()
    largest = sorted(known, key=lambda kept: -kept.count)[:_MOST_SHELVES]
    return [kept for kept in known if kept in largest]
