"""Orders as they travel: one with its history, or a page of them."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from order_service.models import Order, OrderEvent, OrderLine
from order_service.schemas.checkout import Address
from service_kit.clock import rfc3339
from service_kit.fields import Line, RequestModel
from service_kit.money import Money
from service_kit.problems import Document


class OrdersQuery(RequestModel):
    """Which orders to list; `all` is for administrators."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    cursor: Annotated[Line, Field(max_length=200)] | None = None
    state: Annotated[Line, Field(max_length=20)] | None = None
    idempotency_key: Annotated[Line, Field(max_length=64)] | None = None
    all: bool = False


class OrderItemDocument(BaseModel):
    """A line of an order; `product` is the course's word for its id.

    What has been ordered needs no notice: that member is for carts.
    """

    product: int
    product_id: int
    name: str
    slug: str
    quantity: int
    unit_price: str
    line_total: str
    notice: None
    available: None


class EventDocument(BaseModel):
    """A state that an order reached, when, and why if that needs saying."""

    state: str
    reason: str | None
    happened_at: str


class OrderDocument(BaseModel):
    """An order that was placed; a `CartDocument` has the same members.

    It has its history where one order is asked for, its `action_url` while the shopper
    has to confirm the payment there, and the provider's `code` where it was declined.
    """

    number: str
    state: str
    reason: str | None
    code: str | None
    is_open: Literal[False]
    user_id: int
    version: int
    items: list[OrderItemDocument]
    subtotal: str
    delivery: str
    delivery_method: str
    total: str
    currency: str
    address: Address | None
    action_url: str | None
    created_at: str
    history: list[EventDocument] | None = None


class OrderResponse(BaseModel):
    """The answer to everything about one order."""

    result: OrderDocument
    message: str | None = None


class OrdersResponse(BaseModel):
    """A page of orders, newest first."""

    results: list[OrderDocument]
    next: str | None
    total: int


class MessageResponse(BaseModel):
    """A sentence, and how many orders it is about."""

    message: str
    result: dict[str, int]


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
