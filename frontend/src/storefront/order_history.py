"""The life of an order in words: what happened, and when."""

from datetime import datetime

from storefront.formatting import money
from storefront.payloads import Order

_DEEDS = {
    "pending": "You placed the order",
    "reserved": "We put your packets aside",
    "authorised": "Your bank agreed to the payment",
    "committed": "Your packets left the shelf",
    "shipped": "Your parcel left us",
    "delivered": "Your parcel arrived",
    "failed": "Nothing was charged, and your packets went back into your basket",
    "refunding": "We called the order off",
    "refunded": "Your money went back to you",
}
# Nothing was placed then, whatever the shopper pressed.
_CAME_TO_NOTHING = {"failing", "failed"}
_OBSTACLES = {
    "sold-out": "Not everything you chose was left",
    "too-many-held": "It was more than one shopper may have set aside",
    "price-changed": "A price was not the one you had seen",
    "declined": "The payment was declined",
    "expired": "It took too long",
    "payment-refused": "The payment could not be taken",
    "cancelled": "You called the order off",
}


def told(order: Order) -> list[tuple[str, datetime]]:
    """Tell what happened to an order, the latest last."""
    return [(_deed(event.state, order), event.happened_at) for event in order.history]


def _deed(state: str, order: Order) -> str:
    if state == "paid":
        return f"You paid {money(order.total)}"
    if state == "refunding" and order.reason == "cancelled":
        return "You called the order off"
    if state == "pending" and order.state in _CAME_TO_NOTHING:
        return "You sent us the order"
    if state == "failing":
        return _OBSTACLES.get(order.reason or "", "Something was in the way")
    return _DEEDS.get(state, "The order went on")
