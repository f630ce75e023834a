"""The open cart over HTTP."""

from flask import Blueprint

from order_service import carts as use_cases
from order_service.carts import FilledCart, OpenCart
from order_service.errors import ProductNotFound, TooMany
from order_service.pricing import PricedCart, price, priced
from order_service.schemas.carts import (
    CartQuery,
    CartResponse,
    GuestCart,
    Item,
    NewQuantity,
    QuoteRequest,
    cart_document,
)
from service_kit.access import anyone, signed_in
from service_kit.operation_decorator import operation
from service_kit.problems import Document
from service_kit.tokens import Caller

carts = Blueprint("carts", __name__, url_prefix="/api/order")


@carts.get("")
@operation(access=signed_in, query=CartQuery, responses={200: CartResponse})
def show_cart(query: CartQuery, caller: Caller) -> Document:
    """Show the open cart at the prices of this moment."""
    cart = use_cases.open_cart(caller.user_id)
    return _written(cart, price(cart.quantities, query.delivery))


@carts.post("/add-item")
@operation(
    access=signed_in,
    body=Item,
    responses={200: CartResponse},
    problems=(ProductNotFound, TooMany),
)
def add_item(body: Item, caller: Caller) -> Document:
    """Put some of a product into the cart."""
    filled = use_cases.add_item(caller.user_id, body.product_id, body.qty)
    return _filled_cart(filled)


@carts.patch("/items/<id:product_id>")
@operation(
    access=signed_in,
    body=NewQuantity,
    responses={200: CartResponse},
    problems=(ProductNotFound, TooMany),
)
def change_quantity(product_id: int, body: NewQuantity, caller: Caller) -> Document:
    """Set the quantity of a product."""
    changed = use_cases.change_quantity(caller.user_id, product_id, body.qty)
    return _filled_cart(changed)


@carts.delete("/items/<id:product_id>")
@operation(access=signed_in, responses={200: CartResponse})
def remove_item(product_id: int, caller: Caller) -> Document:
    """Take a product out of the cart."""
    return _filled_cart(use_cases.remove_item(caller.user_id, product_id))


@carts.post("/merge")
@operation(
    access=signed_in,
    body=GuestCart,
    responses={200: CartResponse},
    problems=(TooMany,),
)
def merge(body: GuestCart, caller: Caller) -> Document:
    """Add the cart that somebody filled before signing in."""
    return _filled_cart(use_cases.merge(caller.user_id, body.quantities))


@carts.post("/quote")
@operation(
    access=anyone,
    body=QuoteRequest,
    responses={200: CartResponse},
    problems=(ProductNotFound,),
)
def quote(body: QuoteRequest) -> Document:
    """Price the cart of somebody who has not signed in."""
    cart = price(body.quantities, body.delivery)
    if body.lines and not cart.lines:
        raise ProductNotFound
    return {"result": cart_document(None, 0, cart)}


def _filled_cart(filled: FilledCart) -> Document:
    cart = filled.cart
    return _written(cart, priced(filled.products, cart.quantities, "standard"))


def _written(cart: OpenCart, costs: PricedCart) -> Document:
    document: Document = {"result": cart_document(cart.owner, cart.version, costs)}
    if not cart.quantities:
        document["message"] = "No order found"
    return document
