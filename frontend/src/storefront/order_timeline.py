"""The life of an order in words: what happened, and when."""

from datetime import datetime

from storefront import checkout_refusals
from storefront.formatting import money
from storefront.service_models import Order

_DEEDS = {
    "pending": "You placed the order",
    "reserved": "We put your packets aside",
    "authorised": "Your bank agreed to the payment",
    "committed": "Your packets left the shelf",
    "shipped": "Your parcel left us",
    "delivered": "Your parcel arrived",
    "failed": "Nothing was charged, and your packets went back into your basket",
    "refunding": "We cancelled the order",
    "refunded": "Your money went back to you",
}
# Nothing was placed then, whatever the shopper pressed.
_CAME_TO_NOTHING = {"failing", "failed"}


def events(order: Order) -> list[tuple[str, datetime]]:
    """Return what happened to an order and when, the latest last."""
    return [(_deed(event.state, order), event.happened_at) for event in order.history]


def _deed(state: str, order: Order) -> str:
    if state == "paid":
        return f"You paid {money(order.total)}"
    if state == "refunding" and order.reason == "cancelled":
        return "You cancelled the order"
    if state == "pending" and order.state in _CAME_TO_NOTHING:
        return "You sent us the order"
    if state == "failing":
        return checkout_refusals.event_of(order.reason)
    return _DEEDS.get(state, "The order went on")
