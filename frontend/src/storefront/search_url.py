"""A search as an address: read from one, written as one, kept once in the history.

While somebody types, each answer has an address of its own, and "back" shall not lead
through the letters of a word.
"""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl

from flask import request, url_for

from service_kit.invisible_characters import BLANK_LETTERS
from storefront.clients.product_service import CatalogueQuery

SORTS = {
    "featured": "Our pick",
    "name": "Name",
    "price": "Price, low to high",
    "-price": "Price, high to low",
    "newest": "Newest",
}
_EVERYTHING = CatalogueQuery()
_STEP = _EVERYTHING.limit
# What is shown at once stays within the hundred that product-service lists at once.
_MOST_STEPS = 8
_MOST_WORDS, _LONGEST_CURSOR = 80, 1000


def read_search(sent: Mapping[str, str]) -> CatalogueQuery:
    """Read what somebody looks for, and take what makes no sense for not sent."""
    if not sent:
        return _EVERYTHING
    sort = sent.get("sort", "")
    return CatalogueQuery(
        words=_words(sent.get("q", "")),
        category=sent.get("category", "")[:80],
        sort=sort if sort in SORTS else _EVERYTHING.sort,
        cursor=sent.get("cursor", "")[:_LONGEST_CURSOR],
        limit=_shown(sent.get("shown", "")),
    )


def history_headers(query: CatalogueQuery) -> dict[str, str]:
    """Return what HTMX notes in the history when a part of the page has changed."""
    before = _search_on_screen()
    if query.cursor:
        # More of the same was appended: "back" to this page shows that, too.
        limit = min(before.limit + _STEP, _STEP * _MOST_STEPS)
        return {"HX-Replace-Url": _address(replace(before, limit=limit))}
    is_same = _is_same_search(before, query)
    return {"HX-Replace-Url" if is_same else "HX-Push-Url": _address(query)}


def is_front(query: CatalogueQuery) -> bool:
    """Return whether nothing is looked for, however much of it is shown."""
    return replace(query, limit=_STEP) == _EVERYTHING


def _words(typed: str) -> str:
    """Leave out what nobody types on purpose, and what is too long to be a search."""
    visible = "".join(sign if _is_visible(sign) else " " for sign in typed)
    return " ".join(visible.split())[:_MOST_WORDS]


def _is_visible(sign: str) -> bool:
    return sign.isprintable() and sign not in BLANK_LETTERS


def _shown(sent: str) -> int:
    """Read how many are shown: so many that a press of "Show 12 more" leads there."""
    counts = (_STEP * steps for steps in range(1, _MOST_STEPS + 1))
    return next((count for count in counts if str(count) == sent), _STEP)


def _search_on_screen() -> CatalogueQuery:
    address = request.headers.get("HX-Current-URL", "").partition("#")[0]
    return read_search(dict(parse_qsl(address.partition("?")[2])))


def _is_same_search(before: CatalogueQuery, now: CatalogueQuery) -> bool:
    """Return whether one search is the other with letters typed or taken back."""
    if (before.category, before.sort) != (now.category, now.sort):
        return False
    shorter, longer = sorted((before.words, now.words), key=len)
    return shorter == longer or (shorter != "" and longer.startswith(shorter))


def _address(query: CatalogueQuery) -> str:
    return url_for(
        "catalogue.show",
        q=query.words or None,
        category=query.category or None,
        sort=query.sort if query.sort != _EVERYTHING.sort else None,
        cursor=query.cursor or None,
        shown=query.limit if query.limit != _STEP else None,
    )
