"""The wire names of order-service: what it takes and what it answers."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints

from order_service.carts import MOST_LINES
from order_service.config import Delivery
from order_service.models import (
    MOST_OF_ONE_PRODUCT,
    Order,
    OrderEvent,
    OrderLine,
)
from order_service.pricing import PricedCart, PricedLine
from service_kit.clock import rfc3339
from service_kit.fields import Amount, Id, Line, RequestModel
from service_kit.money import Money
from service_kit.problems import Document

Quantity = Annotated[int, Field(ge=1, le=MOST_OF_ONE_PRODUCT)]
Method = Literal[
    "tok_ok",
    "tok_declined",
    "tok_insufficient_funds",
    "tok_slow",
    "tok_lost",
    "tok_500_once",
    "tok_capture_refused",
    "tok_requires_action",
]
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]
KEY_PATTERN = r"^[A-Za-z0-9_-]{8,64}$"
ShortLine = Annotated[Line, Field(min_length=1, max_length=100)]


class Item(RequestModel):
    """Some of a product."""

    product_id: Id
    qty: Quantity = 1


class NewQuantity(RequestModel):
    """How many of a product are wanted now."""

    qty: Quantity


class GuestCart(RequestModel):
    """The lines of a cart that was filled before signing in."""

    lines: Annotated[list[Item], Field(max_length=MOST_LINES)]

    @property
    def quantities(self) -> dict[int, int]:
        """Quantities by product id; a product named twice is wanted that often."""
        wanted: dict[int, int] = {}
        for line in self.lines:
            together = wanted.get(line.product_id, 0) + line.qty
            wanted[line.product_id] = min(together, MOST_OF_ONE_PRODUCT)
        return wanted


class QuoteRequest(GuestCart):
    """Lines to price, and how they would be delivered."""

    delivery: Delivery = "standard"


class CartQuery(RequestModel):
    """How the open cart would be delivered."""

    delivery: Delivery = "standard"


class Address(RequestModel):
    """Where the packets go; the country is an ISO 3166 code of two letters."""

    name: ShortLine
    line1: ShortLine
    line2: Annotated[Line, Field(max_length=100)] | None = None
    postcode: Annotated[Line, Field(min_length=2, max_length=12)]
    city: ShortLine
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


class CheckoutRequest(RequestModel):
    """What the shopper agrees to; none of it at all is the public course's checkout."""

    cart_version: Version
    expected_total: Amount
    method: Method
    delivery: Delivery = "standard"
    address: Address


class CheckoutHeaders(BaseModel):
    """What makes a checkout repeatable: one key, one order."""

    idempotency_key: Annotated[
        str | None,
        Field(alias="Idempotency-Key", pattern=KEY_PATTERN),
    ] = None


class NewsHeaders(BaseModel):
    """Who signed the news."""

    stripe_signature: Annotated[str | None, Field(alias="Stripe-Signature")] = None


class StripeEvent(BaseModel):
    """An event of Stripe's; what this service does not read of it may be anything."""

    type: str
    data: dict[str, Any]


class OrdersQuery(RequestModel):
    """Which orders to list; `all` is for administrators."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    cursor: Annotated[Line, Field(max_length=200)] | None = None
    state: Annotated[Line, Field(max_length=20)] | None = None
    idempotency_key: Annotated[Line, Field(max_length=64)] | None = None
    all: bool = False


class ItemPayload(BaseModel):
    """A line of an order; `product` is the course's word for its id."""

    product: int
    product_id: int
    name: str
    slug: str
    quantity: int
    unit_price: str
    line_total: str
    notice: str | None
    available: int | None


class EventPayload(BaseModel):
    """A state that an order reached, when, and why if that needs saying."""

    state: str
    reason: str | None
    happened_at: str


class OrderPayload(BaseModel):
    """An order; an open cart is an order that is open.

    Its history is told where one order is asked for, its `action_url` while the shopper
    has to confirm the payment there, and the provider's `code` where it was declined.
    """

    number: str | None
    state: str
    reason: str | None
    code: str | None
    is_open: bool
    user_id: int | None
    version: int
    items: list[ItemPayload]
    subtotal: str
    delivery: str
    delivery_method: str
    total: str
    currency: str
    address: Address | None
    action_url: str | None
    created_at: str | None
    history: list[EventPayload] | None = None


class OrderAnswer(BaseModel):
    """The answer to everything about one order."""

    result: OrderPayload
    message: str | None = None


class OrdersAnswer(BaseModel):
    """A page of orders, newest first."""

    results: list[OrderPayload]
    next: str | None
    total: int


class MessageAnswer(BaseModel):
    """A sentence, and how many orders it is about."""

    message: str
    result: dict[str, int]


class NewsAnswer(BaseModel):
    """Whether news of a payment woke an order: not one that is settled already."""

    result: dict[str, bool]


def cart_document(owner: int | None, version: int, cart: PricedCart) -> Document:
    """Write an open cart as an order that is open."""
    return {
        "number": None,
        "state": "open",
        "reason": None,
        "code": None,
        "is_open": True,
        "user_id": owner,
        "version": version,
        "items": [_priced_item(line) for line in cart.lines],
        "subtotal": cart.subtotal.amount,
        "delivery": cart.delivery.amount,
        "delivery_method": cart.delivery_method,
        "total": cart.total.amount,
        "currency": cart.total.currency,
        "address": None,
        "action_url": None,
        "created_at": None,
    }


def order_document(order: Order) -> Document:
    """Write an order that was placed."""
    currency = order.currency
    delivery = Money(order.delivery_amount, currency)
    total = Money(order.total, currency)
    return {
        "number": order.number,
        "state": order.state,
        "reason": order.reason,
        "code": (order.refusal or {}).get("code"),
        "is_open": False,
        "user_id": order.user_id,
        "version": order.cart_version,
        "items": [_ordered_item(line, currency) for line in order.lines],
        "subtotal": (total - delivery).amount,
        "delivery": delivery.amount,
        "delivery_method": order.delivery_method,
        "total": total.amount,
        "currency": currency,
        "address": order.address,
        "action_url": order.action_url if order.waits_for_shopper else None,
        "created_at": rfc3339(order.created_at),
    }


def whole_order_document(order: Order) -> Document:
    """Write an order that was placed, with all that has happened to it."""
    history = [_event(event) for event in order.history]
    return {**order_document(order), "history": history}


def _event(event: OrderEvent) -> Document:
    return {
        "state": event.state,
        "reason": event.reason,
        "happened_at": rfc3339(event.happened_at),
    }


def _priced_item(line: PricedLine) -> Document:
    product = line.product
    return {
        "product": product.id,
        "product_id": product.id,
        "name": product.name,
        "slug": product.slug,
        "quantity": line.quantity,
        "unit_price": product.price.amount,
        "line_total": line.total.amount,
        "notice": line.notice,
        "available": product.available if line.notice == "short" else None,
    }


def _ordered_item(line: OrderLine, currency: str) -> Document:
    price = Money(line.unit_amount, currency)
    return {
        "product": line.product_id,
        "product_id": line.product_id,
        "name": line.name_snapshot,
        "slug": line.slug_snapshot,
        "quantity": line.quantity,
        "unit_price": price.amount,
        "line_total": (price * line.quantity).amount,
        "notice": None,
        "available": None,
    }
