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
from product_service.errors import ProductMissing, ProductTaken
from product_service.payloads.administration import ProductChanges, ProductRequest
from product_service.payloads.quick_starts import (
    CountedProduct,
    CountedProductStored,
    KeptMessage,
    KeptProducts,
    counted_document,
    products_document,
    stored_document,
)
from product_service.routes.administration import currency
from product_service.routes.versions import seen_by_caller_if_told
from service_kit.access import (
    Access,
    administrator,
    admitted,
    anyone,
    is_identified,
)
from service_kit.legacy import Legacy
from service_kit.operations import operation
from service_kit.problems import (
    Document,
    Missing,
    PreconditionFailed,
    Unauthenticated,
)
from service_kit.tokens import Caller

quick_starts = Blueprint("quick_starts", __name__, url_prefix="/products")
_KEPT = Legacy({Missing: "Product not found"})
_TOKEN_OR_NONE = Access("anyone", lambda caller: True, asks_token=False, cookie="token")
_MISSED = (ProductMissing, PreconditionFailed)


@quick_starts.get("")
@operation(
    access=_TOKEN_OR_NONE,
    answers={200: KeptProducts},
    problems=(Unauthenticated,),
    legacy=_KEPT,
)
def list_products() -> Document:
    """List the first hundred products for sale.

    Nobody needs a token; one that is shown, in the header or as a cookie, must be good.
    """
    if is_identified(_TOKEN_OR_NONE):
        admitted(_TOKEN_OR_NONE)
    return products_document(browsing.browse(Search()).products)


@quick_starts.post("")
@operation(
    access=administrator,
    body=ProductRequest,
    answers={201: CountedProductStored},
    problems=(ProductTaken,),
    legacy=_KEPT,
)
def add(body: ProductRequest, caller: Caller) -> tuple[Document, int]:
    """Add a product."""
    product = add_product(body.details(currency()))
    return stored_document("Product created successfully", product), 201


@quick_starts.get("/<id:product_id>")
@operation(
    access=anyone,
    answers={200: CountedProduct},
    problems=(ProductMissing,),
    legacy=_KEPT,
)
def show(product_id: int) -> Document:
    """Show a product that is for sale."""
    return counted_document(browsing.for_sale(product_id))


@quick_starts.put("/<id:product_id>")
@operation(
    access=administrator,
    body=ProductChanges,
    answers={200: CountedProductStored},
    problems=(*_MISSED, ProductTaken),
    legacy=_KEPT,
)
def change(product_id: int, body: ProductChanges, caller: Caller) -> Document:
    """Change what is given of a product and leave the rest as it is."""
    slug = browsing.for_sale(product_id).slug
    product = change_product(slug, seen_by_caller_if_told(), body.change)
    return stored_document("Product updated successfully", product)


@quick_starts.delete("/<id:product_id>")
@operation(
    access=administrator,
    answers={200: KeptMessage},
    problems=_MISSED,
    legacy=_KEPT,
)
def withdraw(product_id: int, caller: Caller) -> Document:
    """Take a product off sale."""
    withdraw_product(browsing.for_sale(product_id).slug, seen_by_caller_if_told())
    return {"message": "Product deleted successfully"}
