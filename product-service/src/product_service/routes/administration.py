"""The catalogue's administration; every change says which version it starts from."""

from flask import Blueprint, Response, current_app

from product_service.administration import (
    add_product,
    change_product,
    withdraw_product,
)
from product_service.errors import IfMatchNeeded, ProductMissing, ProductTaken
from product_service.models import Product
from product_service.payloads.administration import (
    ProductAdded,
    ProductChanged,
    ProductChanges,
    ProductRequest,
    SeenVersion,
    added_document,
    changed_document,
)
from product_service.routes.versions import seen_by_caller, tagged
from service_kit.access import administrator
from service_kit.answers import answer
from service_kit.openapi import Answer
from service_kit.operations import operation
from service_kit.problems import PreconditionFailed
from service_kit.tokens import Caller

administration = Blueprint("administration", __name__)
_PRODUCT = "/api/product/<regex('[A-Za-z0-9._~-]{1,200}'):slug>"
_AS_IT_IS_NOW = {200: Answer(ProductChanged, headers=("ETag",))}
_MISSED = (ProductMissing, PreconditionFailed, IfMatchNeeded)


@administration.post("/api/products")
@administration.post("/api/product/create", endpoint="add_in_the_course_s_words")
@operation(
    access=administrator,
    body=ProductRequest,
    answers={201: Answer(ProductAdded, headers=("ETag", "Location"))},
    problems=(ProductTaken,),
)
def add(body: ProductRequest, caller: Caller) -> Response:
    """Add a product."""
    product = add_product(body.details(currency()))
    address = {"Location": f"/api/product/{product.slug}"}
    return tagged(answer(added_document(product), 201, address), product)


@administration.put(_PRODUCT)
@operation(
    access=administrator,
    body=ProductRequest,
    headers=SeenVersion,
    answers=_AS_IT_IS_NOW,
    problems=(*_MISSED, ProductTaken),
)
def replace(slug: str, body: ProductRequest, caller: Caller) -> Response:
    """Replace what is said of a product; what is not given falls back."""
    return _changed(change_product(slug, seen_by_caller(), body.replacement))


@administration.patch(_PRODUCT)
@operation(
    access=administrator,
    body=ProductChanges,
    headers=SeenVersion,
    answers=_AS_IT_IS_NOW,
    problems=(*_MISSED, ProductTaken),
)
def change(slug: str, body: ProductChanges, caller: Caller) -> Response:
    """Change what is given and leave the rest as it is."""
    return _changed(change_product(slug, seen_by_caller(), body.change))


@administration.delete(_PRODUCT)
@operation(
    access=administrator,
    headers=SeenVersion,
    answers=_AS_IT_IS_NOW,
    problems=_MISSED,
)
def withdraw(slug: str, caller: Caller) -> Response:
    """Take a product off sale."""
    return _changed(withdraw_product(slug, seen_by_caller()), "Product removed")


def currency() -> str:
    """Return what the shop sells in."""
    return str(current_app.extensions["settings"].currency)


def _changed(product: Product, message: str = "Product changed") -> Response:
    return tagged(answer(changed_document(message, product)), product)
