"""The quick starts of tutorials, as people type them: decision 0017.

The words are the tutorials' own; the use cases are those of every other route.
"""

from flask import Blueprint

from product_service import browsing
from product_service.administration import (
    add_product,
    change_product,
    withdraw_product,
)
from product_service.browsing import Search
from product_service.errors import ProductNotFound, ProductTaken
from product_service.routes.administration import currency
from product_service.routes.etags import if_match_or_any
from product_service.schemas.administration import ProductChanges, ProductRequest
from product_service.schemas.legacy_api import (
    CountedProduct,
    CountedProductStored,
    LegacyMessage,
    LegacyProducts,
    counted_document,
    products_document,
    stored_document,
)
from service_kit.access import (
    Access,
    administrator,
    anyone,
    authorize,
    is_identified,
)
from service_kit.legacy_problems import Legacy
from service_kit.operation_decorator import operation
from service_kit.problems import (
    Document,
    NotFoundProblem,
    PreconditionFailed,
    Unauthenticated,
)
from service_kit.tokens import Caller

legacy_api = Blueprint("legacy_api", __name__, url_prefix="/products")
_LEGACY = Legacy({NotFoundProblem: "Product not found"})
_TOKEN_OR_NONE = Access("anyone", lambda caller: True, asks_token=False, cookie="token")
_MISSED = (ProductNotFound, PreconditionFailed)


@legacy_api.get("")
@operation(
    access=_TOKEN_OR_NONE,
    responses={200: LegacyProducts},
    problems=(Unauthenticated,),
    legacy=_LEGACY,
)
def list_products() -> Document:
    """List the first hundred products for sale.

    Nobody needs a token; one that is shown, in the header or as a cookie, must be good.
    """
    if is_identified(_TOKEN_OR_NONE):
        authorize(_TOKEN_OR_NONE)
    return products_document(browsing.browse(Search()).products)


@legacy_api.post("")
@operation(
    access=administrator,
    body=ProductRequest,
    responses={201: CountedProductStored},
    problems=(ProductTaken,),
    legacy=_LEGACY,
)
def add(body: ProductRequest, caller: Caller) -> tuple[Document, int]:
    """Add a product."""
    product = add_product(body.details(currency()))
    return stored_document("Product created successfully", product), 201


@legacy_api.get("/<id:product_id>")
@operation(
    access=anyone,
    responses={200: CountedProduct},
    problems=(ProductNotFound,),
    legacy=_LEGACY,
)
def show(product_id: int) -> Document:
    """Show a product that is for sale."""
    return counted_document(browsing.for_sale(product_id))


@legacy_api.put("/<id:product_id>")
@operation(
    access=administrator,
    body=ProductChanges,
    responses={200: CountedProductStored},
    problems=(*_MISSED, ProductTaken),
    legacy=_LEGACY,
)
def change(product_id: int, body: ProductChanges, caller: Caller) -> Document:
    """Change what is given of a product and leave the rest as it is."""
    slug = browsing.for_sale(product_id).slug
    product = change_product(slug, if_match_or_any(), body.change)
    return stored_document("Product updated successfully", product)


@legacy_api.delete("/<id:product_id>")
@operation(
    access=administrator,
    responses={200: LegacyMessage},
    problems=_MISSED,
    legacy=_LEGACY,
)
def withdraw(product_id: int, caller: Caller) -> Document:
    """Take a product off sale."""
    withdraw_product(browsing.for_sale(product_id).slug, if_match_or_any())
    return {"message": "Product deleted successfully"}
