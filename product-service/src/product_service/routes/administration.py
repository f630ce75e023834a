"""The catalogue's administration; every change names the version before it."""

from flask import Blueprint, Response

from product_service.administration import (
    add_product,
    change_product,
    withdraw_product,
)
from product_service.config import current_settings
from product_service.errors import IfMatchNeeded, ProductNotFound, ProductTaken
from product_service.models import Product
from product_service.routes.etags import if_match, tagged
from product_service.schemas.administration import (
    ProductAdded,
    ProductChanged,
    ProductChanges,
    ProductRequest,
    SeenVersion,
    added_document,
    changed_document,
)
from service_kit.access import administrator
from service_kit.openapi import DeclaredResponse
from service_kit.operation_decorator import operation
from service_kit.problems import PreconditionFailed
from service_kit.responses import respond
from service_kit.tokens import Caller

administration = Blueprint("administration", __name__)
_PRODUCT = "/api/product/<regex('[A-Za-z0-9._~-]{1,200}'):slug>"
_AS_IT_IS_NOW = {200: DeclaredResponse(ProductChanged, headers=("ETag",))}
_MISSED = (ProductNotFound, PreconditionFailed, IfMatchNeeded)


@administration.post("/api/products")
@administration.post("/api/product/create", endpoint="add_in_the_course_s_words")
@operation(
    access=administrator,
    body=ProductRequest,
    responses={201: DeclaredResponse(ProductAdded, headers=("ETag", "Location"))},
    problems=(ProductTaken,),
)
def add(body: ProductRequest, caller: Caller) -> Response:
    """Add a product."""
    product = add_product(body.details(currency()))
    address = {"Location": f"/api/product/{product.slug}"}
    return tagged(respond(added_document(product), 201, address), product)


@administration.put(_PRODUCT)
@operation(
    access=administrator,
    body=ProductRequest,
    headers=SeenVersion,
    responses=_AS_IT_IS_NOW,
    problems=(*_MISSED, ProductTaken),
)
def replace(slug: str, body: ProductRequest, caller: Caller) -> Response:
    """Replace what is said of a product; what is not given falls back."""
    return _changed(change_product(slug, if_match(), body.replacement))


@administration.patch(_PRODUCT)
@operation(
    access=administrator,
    body=ProductChanges,
    headers=SeenVersion,
    responses=_AS_IT_IS_NOW,
    problems=(*_MISSED, ProductTaken),
)
def change(slug: str, body: ProductChanges, caller: Caller) -> Response:
    """Change what is given and leave the rest as it is."""
    return _changed(change_product(slug, if_match(), body.change))


@administration.delete(_PRODUCT)
@operation(
    access=administrator,
    headers=SeenVersion,
    responses=_AS_IT_IS_NOW,
    problems=_MISSED,
)
def withdraw(slug: str, caller: Caller) -> Response:
    """Take a product off sale."""
    return _changed(withdraw_product(slug, if_match()), "Product removed")


def currency() -> str:
    """Return what the shop sells in."""
    return current_settings().currency


def _changed(product: Product, message: str = "Product changed") -> Response:
    return tagged(respond(changed_document(message, product)), product)
