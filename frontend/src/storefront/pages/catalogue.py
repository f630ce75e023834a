"""The shelves: everything for sale, found by words, category and order."""

from weakref import WeakKeyDictionary

from flask import Blueprint, Response, abort, make_response, render_template, request

from service_kit.http_client import CallFailed, Rejected
from storefront.catalogue_cache import catalogue_cache
from storefront.clients.product_service import CatalogueQuery
from storefront.htmx import wants_partial
from storefront.pages.theme import chosen
from storefront.search_url import SORTS, history_headers, is_front, read_search
from storefront.service_models import CataloguePage, Category, Product
from storefront.sessions import session

catalogue = Blueprint("catalogue", __name__)
Shelves = tuple[Category, ...]
# What a visitor without a session sees depends on the two answers of the catalogue, on
# the colours and on nothing else; it is rendered once for all of them.
_Rendered = dict[str, tuple[Shelves, str]]
_for_strangers: WeakKeyDictionary[CataloguePage, _Rendered] = WeakKeyDictionary()


@catalogue.get("/")
def show() -> Response:
    """Show the shelves, or the part of them that somebody looks for."""
    query = read_search(request.args)
    try:
        page = catalogue_cache().page(query)
    except Rejected:
        # Nobody gets here by a link of ours: the cursor or the category was made up.
        abort(404)
    response = make_response(_html(page, query, _shelves()))
    if wants_partial():
        response.headers.update(history_headers(query))
    return response


def _html(page: CataloguePage, query: CatalogueQuery, shelves: Shelves) -> str:
    if session:
        return _render(page, query, shelves)
    shape = "part" if wants_partial() else chosen()
    rendered = _for_strangers.setdefault(page, {})
    made_with, html = rendered.get(shape, (None, ""))
    if made_with is not shelves:
        html = _render(page, query, shelves)
        rendered[shape] = (shelves, html)
    return html


def _shelves() -> Shelves:
    try:
        return catalogue_cache().categories()
    except CallFailed:
        return catalogue_cache().known_categories()


def _render(page: CataloguePage, query: CatalogueQuery, shelves: Shelves) -> str:
    is_part = wants_partial()
    category = next((kept for kept in shelves if kept.slug == query.category), None)
    return render_template(
        "catalogue/_product_list.html" if is_part else "catalogue/catalogue.html",
        is_part=is_part,
        heading=_heading(category, query),
        page=page,
        query=query,
        category=category,
        all_shelves=shelves,
        sorts=SORTS,
        others=() if page.products else _others(),
        is_front=is_front(query),
    )


def _heading(category: Category | None, query: CatalogueQuery) -> str:
    if category:
        return category.name
    if query.words:
        return f"Seeds for “{query.words}”"
    return "Seeds worth getting your hands dirty for"


def _others() -> tuple[Product, ...]:
    """Offer something else where nothing was found."""
    try:
        return catalogue_cache().page(CatalogueQuery(limit=4)).products
    except CallFailed:
        return ()
