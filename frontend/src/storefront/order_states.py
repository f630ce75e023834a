"""What the states of an order mean to the person who is waiting for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from service_kit.clock import now
from storefront import checkout_refusals
from storefront.service_models import Order

_CONFIRMING = "Being confirmed"
_WAITING = "Waiting for your bank"
_NAMES = {
    "pending": _CONFIRMING,
    "reserved": _CONFIRMING,
    "authorised": _CONFIRMING,
    "committed": _CONFIRMING,
    "paid": "Paid, being packed",
    "shipped": "On its way",
    "delivered": "Delivered",
    "refunding": "Being refunded",
    "refunded": "Cancelled, refunded",
}
_WORDS = {
    "pending": "We put your packets aside and ask your bank. It takes a moment.",
    "paid": "We have your payment, and are packing your seeds.",
    "shipped": "Your parcel has left us.",
    "delivered": "Your parcel has arrived. Good growing!",
    "refunding": "This order was cancelled. Your money is on its way back.",
    "refunded": "This order was cancelled, and you have your money back.",
}
_ASKED_BY_BANK = (
    "Your bank asks you to confirm this payment. Nothing is charged before you do, and "
    "we keep your packets for a quarter of an hour."
)
_STEPS = ("Placed", "Paid", "On its way", "Delivered")
_REACHED = {"paid": 2, "shipped": 3, "delivered": 4}
_FAILED = {"failing", "failed"}
# The others have the packets in the basket already, or are about to put them there.
_CAN_BE_BOUGHT_AGAIN = {"paid", "shipped", "delivered", "refunding", "refunded"}
_REFUNDED = {"refunding", "refunded"}
_SETTLING = {"pending", "reserved", "authorised", "committed"}
_CHANGING = _SETTLING | {"failing", "refunding"}
# Once the stock is committed an order only goes forward, until it is paid.
_CAN_BE_CANCELLED = {"pending", "reserved", "authorised", "paid"}
# How often a page asks, by the time since the last change: mostly it takes a second,
# and whoever leaves a page open must not ask for ever.
_PACES = (
    (timedelta(seconds=15), 1),
    (timedelta(minutes=1), 3),
    (timedelta(minutes=20), 10),
)
# Whoever comes back from the bank has waited enough; a page out of sight asks nothing.
_SLOWEST_AT_THE_BANK = 2


@dataclass(frozen=True)
class Status:
    """How an order stands, and how a page that shows it goes on."""

    name: str
    words: str
    is_good: bool
    has_failed: bool
    is_settling: bool
    is_undone: bool
    is_final: bool
    can_be_cancelled: bool
    can_be_bought_again: bool
    leads_back: bool
    action_url: str | None
    seconds_to_wait: int | None
    seen: str
    steps: tuple[tuple[str, bool], ...]


def status(order: Order) -> Status:
    """Describe the state of an order."""
    state = order.state
    waits_for_bank = state == "reserved" and order.action_url is not None
    is_good = state not in _FAILED | _REFUNDED
    pace = _pace(order, now())
    if waits_for_bank and pace:
        pace = min(pace, _SLOWEST_AT_THE_BANK)
    return Status(
        name=_WAITING if waits_for_bank else _name(order),
        words=_ASKED_BY_BANK if waits_for_bank else _words(order),
        is_good=is_good,
        has_failed=state in _FAILED,
        is_settling=state in _SETTLING,
        is_undone=state in _FAILED | _REFUNDED,
        is_final=state not in _CHANGING,
        can_be_cancelled=state in _CAN_BE_CANCELLED,
        can_be_bought_again=state in _CAN_BE_BOUGHT_AGAIN,
        leads_back=state == "failed" and order.reason != "cancelled",
        action_url=order.action_url if waits_for_bank else None,
        seconds_to_wait=pace,
        seen=f"{state}-{'bank' if waits_for_bank else 'us'}-{pace or 'never'}",
        steps=_steps(state) if is_good else (),
    )


def _name(order: Order) -> str:
    if order.state in _FAILED:
        return checkout_refusals.name_of(order.reason)
    return _NAMES.get(order.state, _CONFIRMING)


def _words(order: Order) -> str:
    if order.state == "failing":
        why = checkout_refusals.why(order.reason, order.code)
        return f"{why} We are putting everything back; nothing is charged."
    if order.state == "failed":
        return (
            f"{checkout_refusals.why(order.reason, order.code)} Nothing was charged, "
            "and what you chose is back in your basket."
        )
    return _WORDS.get(order.state, _WORDS["pending"])


def _steps(state: str) -> tuple[tuple[str, bool], ...]:
    reached = _REACHED.get(state, 1)
    return tuple((step, place <= reached) for place, step in enumerate(_STEPS, 1))


def _pace(order: Order, at: datetime) -> int | None:
    """Choose the seconds between two questions; None when there are none to ask."""
    if order.state not in _CHANGING:
        return None
    changed_at = order.history[-1].happened_at if order.history else order.created_at
    waited = at - (changed_at or at)
    return next((pace for most, pace in _PACES if waited < most), None)
