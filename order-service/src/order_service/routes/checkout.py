"""The checkout over HTTP: one key, one order, however often it is sent."""

import re

from flask import Blueprint, Response, request

from order_service import carts
from order_service.checkout import Checkout, place_order
from order_service.config import current_settings
from order_service.errors import (
    REFUSALS,
    CartChanged,
    CourseCheckoutClosed,
    EmptyCart,
    KeyMissing,
    KeyReused,
    TooManyOpenOrders,
    TooManyUnpaid,
)
from order_service.models import Order
from order_service.orders import INLINE_SECONDS
from order_service.pricing import price
from order_service.schemas.checkout import (
    KEY_PATTERN,
    CheckoutHeaders,
    CheckoutRequest,
)
from order_service.schemas.orders import OrderResponse, whole_order_document
from order_service.settlement import settle
from order_service.states import UNSETTLED, OrderState
from service_kit.access import signed_in
from service_kit.money import Money
from service_kit.openapi import Body, DeclaredResponse
from service_kit.operation_decorator import operation
from service_kit.request_parsing import read_body
from service_kit.responses import respond
from service_kit.tokens import Caller

checkout = Blueprint("checkout", __name__, url_prefix="/api/order")
_KEY = re.compile(KEY_PATTERN, re.ASCII)


@checkout.post("/checkout")
@operation(
    access=signed_in,
    own_body=Body(CheckoutRequest, is_required=False),
    headers=CheckoutHeaders,
    responses={
        201: DeclaredResponse(OrderResponse, headers=("Idempotency-Replayed",)),
        202: DeclaredResponse(
            OrderResponse, headers=("Idempotency-Replayed", "Location")
        ),
    },
    problems=(
        *(KeyMissing, KeyReused, CourseCheckoutClosed),
        *(EmptyCart, CartChanged, TooManyOpenOrders, TooManyUnpaid),
        *REFUSALS.values(),
    ),
)
def place(caller: Caller) -> Response:
    """Buy what is in the cart, at the total that was shown, or not at all."""
    key = request.headers.get("Idempotency-Key")
    if key is None and not request.get_data():
        key, wanted = _course_checkout(caller)
    else:
        key, wanted = _checked_key(key), _checkout()
    placed, is_replay = place_order(caller.user_id, key, wanted)
    order = settle(placed.id, INLINE_SECONDS)
    return _outcome(order, is_replay)


def _checked_key(key: str | None) -> str:
    if key is None or not _KEY.fullmatch(key):
        raise KeyMissing
    return key


def _checkout() -> Checkout:
    body = read_body(CheckoutRequest)
    return Checkout(
        body.cart_version,
        Money.parse(body.expected_total, current_settings().currency),
        body.method,
        body.delivery,
        current_settings().delivery_price(body.delivery),
        body.address.model_dump(),
    )


def _course_checkout(caller: Caller) -> tuple[str, Checkout]:
    """Agree, in the name of the course's client, to the cart as it stands."""
    method = current_settings().course_checkout_method
    if method is None:
        raise CourseCheckoutClosed
    cart = carts.open_cart(caller.user_id)
    costs = price(cart.quantities, "standard")
    return f"course-{cart.version}", Checkout(
        cart.version, costs.total, method, "standard", costs.delivery, None
    )


def _outcome(order: Order, is_replay: bool) -> Response:
    """Answer what is true now: a repeat may come when the order has long moved on.

    Paid for is 201 whatever became of it since; the message and the state say which.
    """
    headers = {"Idempotency-Replayed": "true"} if is_replay else {}
    if order.state == OrderState.FAILED:
        refusal = REFUSALS[str(order.reason)]
        members = {"number": order.number, **(order.refusal or {})}
        raise refusal(headers=headers, **members)
    sentence = _SENTENCES.get(OrderState(order.state), "Order placed")
    document = {"message": sentence, "result": whole_order_document(order)}
    if order.state in UNSETTLED:
        headers["Location"] = f"/api/order/{order.number}"
        return respond(document, 202, headers)
    return respond(document, 201, headers)


_SENTENCES = {
    **dict.fromkeys(UNSETTLED, "The order is being settled"),
    OrderState.REFUNDING: "The order is being refunded",
    OrderState.REFUNDED: "The order was refunded",
}
