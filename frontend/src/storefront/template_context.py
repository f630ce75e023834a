"""What every page knows without asking anybody: who is here, and what they carry."""

from flask import Flask

from storefront import basket
from storefront.catalogue_cache import catalogue_cache
from storefront.countries import country_name
from storefront.flash_messages import SESSIONS_UNAVAILABLE, take_notices
from storefront.packet_back import year_strip
from storefront.pages.theme import chosen
from storefront.service_models import Category
from storefront.shopper import shopper

_MOST_SHELVES = 4
# What a template may ask of every page, and most pages have nothing to add to.
_UNSAID = {
    "faults": (),
    "request_id": "",
    "category": None,
    "is_part": False,
    "is_swapped": False,
}


def add_template_globals(app: Flask) -> None:
    """Offer these to templates as calls; what is not called costs nothing."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        **_UNSAID,
        theme=chosen,
        shopper=shopper,
        count_of_basket=basket.count,
        shelves=_shelves,
        take_notices=take_notices,
        sessions_unavailable=SESSIONS_UNAVAILABLE,
        country_name=country_name,
        public_url=app.extensions["settings"].public_url,
    )
    app.jinja_env.filters["year_strip"] = year_strip


def _shelves() -> list[Category]:
    """Pick the largest shelves for the head of the page."""
    known = catalogue_cache().known_categories()
    largest = sorted(known, key=lambda kept: -kept.count)[:_MOST_SHELVES]
    return [kept for kept in known if kept in largest]
