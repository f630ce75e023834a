"""Carts as they travel: the lines that somebody wants, and what they cost."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from order_service.carts import MOST_LINES
from order_service.config import Delivery
from order_service.models import MOST_OF_ONE_PRODUCT
from order_service.pricing import LineNotice, PricedCart, PricedLine
from service_kit.fields import Id, RequestModel
from service_kit.problems import Document

Quantity = Annotated[int, Field(ge=1, le=MOST_OF_ONE_PRODUCT)]


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


class CartItemDocument(BaseModel):
    """A line of a cart at the price of this moment, and a notice before it is paid."""

    product: int
    product_id: int
    name: str
    slug: str
    quantity: int
    unit_price: str
    line_total: str
    notice: LineNotice | None
    available: int | None


class CartDocument(BaseModel):
    """A cart, which the public course reads as an order that is open.

    So it has every member of an order, and those that only an order can have are null.
    """

    number: None
    state: Literal["open"]
    reason: None
    code: None
    is_open: Literal[True]
    user_id: int | None
    version: int
    items: list[CartItemDocument]
    subtotal: str
    delivery: str
    delivery_method: Delivery
    total: str
    currency: str
    address: None
    action_url: None
    created_at: None


class CartResponse(BaseModel):
    """The answer to everything about a cart."""

    result: CartDocument
    message: str | None = None


def cart_document(owner: int | None, version: int, cart: PricedCart) -> Document:
    """Write a cart as it travels; a guest's has no owner."""
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
