"""The shelves: everything for sale, found by words, category and order."""

from weakref import WeakKeyDictionary

from flask import Blueprint, abort, render_template, request, session

from service_kit.http import CallFailed, Rejected
from storefront.clients.product_service import CatalogueQuery
from storefront.pages.theme import chosen
from storefront.partials import wants_partial
from storefront.payloads import CataloguePage, Category, Product
from storefront.shelf import shelf

catalogue = Blueprint("catalogue", __name__)
Shelves = tuple[Category, ...]
SORTS = {
    "featured": "Our pick",
    "name": "Name",
    "price": "Price, low to high",
    "-price": "Price, high to low",
    "newest": "Newest",
}
_MOST_WORDS, _LONGEST_CURSOR = 80, 1000
# What a visitor without a session sees depends on the two answers of the catalogue, on
# the colours and on nothing else; it is rendered once for all of them.
_Rendered = dict[str, tuple[Shelves, str]]
_for_strangers: WeakKeyDictionary[CataloguePage, _Rendered] = WeakKeyDictionary()


@catalogue.get("/")
def show() -> str:
    """Show the shelves, or the part of them that somebody looks for."""
    query = _query()
    try:
        page = shelf().page(query)
    except Rejected:
        # Nobody gets here by a link of ours: the cursor or the category was made up.
        abort(404)
    shelves = _shelves()
    if session:
        return _render(page, query, shelves)
    shape = "part" if wants_partial() else chosen()
    rendered = _for_strangers.setdefault(page, {})
    made_with, html = rendered.get(shape, (None, ""))
    if made_with is not shelves:
        html = _render(page, query, shelves)
        rendered[shape] = (shelves, html)
    return html


def _query() -> CatalogueQuery:
    if not request.args:
        return CatalogueQuery()
    sort = request.args.get("sort", "")
    return CatalogueQuery(
        words=_words(request.args.get("q", "")),
        category=request.args.get("category", "")[:80],
        sort=sort if sort in SORTS else "featured",
        cursor=request.args.get("cursor", "")[:_LONGEST_CURSOR],
    )


def _words(typed: str) -> str:
    """Leave out what nobody types on purpose, and what is too long to be a search."""
    visible = "".join(sign if sign.isprintable() else " " for sign in typed)
    return " ".join(visible.split())[:_MOST_WORDS]


def _shelves() -> Shelves:
    try:
        return shelf().categories()
    except CallFailed:
        return shelf().known_categories()


def _render(page: CataloguePage, query: CatalogueQuery, shelves: Shelves) -> str:
    is_part = wants_partial()
    return render_template(
        "catalogue/_results.html" if is_part else "catalogue/catalogue.html",
        page=page,
        query=query,
        category=next((kept for kept in shelves if kept.slug == query.category), None),
        all_shelves=shelves,
        sorts=SORTS,
        others=() if page.products else _others(),
        is_front=query == CatalogueQuery(),
    )


def _others() -> tuple[Product, ...]:
    """Offer something else where nothing was found."""
    try:
        return shelf().page(CatalogueQuery(limit=4)).products
    except CallFailed:
        return ()
