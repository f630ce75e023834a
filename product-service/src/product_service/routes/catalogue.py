"""The catalogue, open to everybody."""

from flask import Blueprint, Response

from product_service import browsing
from product_service.errors import ProductNotFound
from product_service.routes.etags import tagged
from product_service.schemas.catalogue import (
    CategoriesResponse,
    ProductQuery,
    ProductResponse,
    ProductsResponse,
    categories_document,
    page_document,
    product_document,
)
from service_kit.access import (
    administrator,
    anyone,
    anyone_recognised,
    authorize,
    is_identified,
)
from service_kit.operation_decorator import operation
from service_kit.problems import Forbidden, Unauthenticated
from service_kit.responses import respond, revalidated

catalogue = Blueprint("catalogue", __name__)


@catalogue.get("/api/products")
@operation(
    access=anyone, query=ProductQuery, responses={200: ProductsResponse, 304: None}
)
def search_products(query: ProductQuery) -> Response:
    """Search the catalogue and walk through it."""
    return revalidated(respond(page_document(browsing.browse(query.search()))))


@catalogue.get("/api/categories")
@operation(access=anyone, responses={200: CategoriesResponse, 304: None})
def list_categories() -> Response:
    """List the categories that hold something for sale."""
    return revalidated(respond(categories_document(browsing.categories())))


# Any word that an address can hold, so that the answer to a wrong one says why.
@catalogue.get("/api/product/<regex('[A-Za-z0-9._~-]{1,200}'):slug>")
@operation(
    access=anyone_recognised,
    responses={200: ProductResponse, 304: None},
    problems=(ProductNotFound,),
)
def show_product(slug: str) -> Response:
    """Show a product; one that is not for sale is shown to administrators alone."""
    product = browsing.find(slug)
    if not product.is_active and not _is_administrator():
        raise ProductNotFound
    return revalidated(tagged(respond({"result": product_document(product)}), product))


def _is_administrator() -> bool:
    try:
        return is_identified() and bool(authorize(administrator))
    except (Unauthenticated, Forbidden):
        return False
