"""What the states of an order mean to the person who is waiting for it."""

from dataclasses import dataclass

from storefront import purchase
from storefront.payloads import Order

_CONFIRMING = "Being confirmed"
_NAMES = {
    "pending": _CONFIRMING,
    "reserved": _CONFIRMING,
    "authorised": _CONFIRMING,
    "committed": _CONFIRMING,
    "paid": "Paid, being packed",
    "shipped": "On its way",
    "delivered": "Delivered",
    "failing": "Not placed",
    "failed": "Not placed",
    "refunding": "Being refunded",
    "refunded": "Called off, refunded",
}
_WORDS = {
    "pending": "We are confirming your order. This page tells you as soon as we know.",
    "paid": "We have your payment, and are packing your seeds.",
    "shipped": "Your parcel has left us.",
    "delivered": "Your parcel has arrived. Good growing!",
    "refunding": "You called this order off. Your money is on its way back.",
    "refunded": "You called this order off, and you have your money back.",
}
_STEPS = ("Placed", "Paid", "On its way", "Delivered")
_REACHED = {"paid": 2, "shipped": 3, "delivered": 4}
_FAILED = {"failing", "failed"}
_REFUNDED = {"refunding", "refunded"}
_CHANGING = {"pending", "reserved", "authorised", "committed", "failing", "refunding"}
# Once the stock is committed an order only goes forward, until it is paid.
_CAN_BE_CALLED_OFF = {"pending", "reserved", "authorised", "paid"}


@dataclass(frozen=True)
class Status:
    """How an order stands."""

    name: str
    words: str
    is_good: bool
    is_final: bool
    can_be_called_off: bool
    steps: tuple[tuple[str, bool], ...]


def status(order: Order) -> Status:
    """Say how an order stands."""
    state = order.state
    reached = _REACHED.get(state, 1)
    is_good = state not in _FAILED | _REFUNDED
    return Status(
        name=_NAMES.get(state, _CONFIRMING),
        words=_words(order),
        is_good=is_good,
        is_final=state not in _CHANGING,
        can_be_called_off=state in _CAN_BE_CALLED_OFF,
        steps=tuple((step, place <= reached) for place, step in enumerate(_STEPS, 1))
        if is_good
        else (),
    )


def _words(order: Order) -> str:
    if order.state in _FAILED:
        return (
            f"{purchase.why(order.reason)} Nothing was charged, and what you chose is "
            "back in your basket."
        )
    return _WORDS.get(order.state, _WORDS["pending"])
