"""The catalogue, open to everybody."""

from flask import Blueprint, Response

from product_service import browsing
from product_service.errors import ProductMissing
from product_service.payloads.catalogue import (
    CategoriesAnswer,
    ProductAnswer,
    ProductQuery,
    ProductsAnswer,
    page_document,
    product_document,
    shelves_document,
)
from product_service.routes.versions import tagged
from service_kit.access import (
    administrator,
    admitted,
    anyone,
    anyone_recognised,
    is_identified,
)
from service_kit.answers import answer, revalidated
from service_kit.operations import operation
from service_kit.problems import Forbidden, Unauthenticated

catalogue = Blueprint("catalogue", __name__)


@catalogue.get("/api/products")
@operation(access=anyone, query=ProductQuery, answers={200: ProductsAnswer, 304: None})
def search_products(query: ProductQuery) -> Response:
    """Search the catalogue and walk through it."""
    return revalidated(answer(page_document(browsing.browse(query.search()))))


@catalogue.get("/api/categories")
@operation(access=anyone, answers={200: CategoriesAnswer, 304: None})
def list_categories() -> Response:
    """List the categories that hold something for sale."""
    return revalidated(answer(shelves_document(browsing.shelves())))


# Any word that an address can hold, so that a wrong one is told what is missing.
@catalogue.get("/api/product/<regex('[A-Za-z0-9._~-]{1,200}'):slug>")
@operation(
    access=anyone_recognised,
    answers={200: ProductAnswer, 304: None},
    problems=(ProductMissing,),
)
def show_product(slug: str) -> Response:
    """Show a product; one that is not for sale is shown to administrators alone."""
    product = browsing.find(slug)
    if not product.is_active and not _is_administrator():
        raise ProductMissing
    return revalidated(tagged(answer({"result": product_document(product)}), product))


def _is_administrator() -> bool:
    try:
        return is_identified() and bool(admitted(administrator))
    except (Unauthenticated, Forbidden):
        return False
