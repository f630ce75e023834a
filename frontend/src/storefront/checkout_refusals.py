"""Why a checkout came to nothing, in the words that a shopper reads: all of them.

order-service names its reasons. Each is a sentence on the page of the checkout; where
an order failed, it is two words beside the order as well, and a line of its history.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from service_kit.http_client import Rejected
from storefront.formatting import money
from storefront.forms import CheckoutForm
from storefront.service_models import Basket, Line

# Where in the page to look, and what is the matter there.
Faults = list[tuple[str, str]]
SUMMARY = "order-summary"
UNCONFIRMED = (
    SUMMARY,
    "We could not confirm whether your order was placed. Press the button again: "
    "it cannot be placed or paid twice.",
)
NEW_DELIVERY = (
    SUMMARY,
    "The delivery has changed the total. Have a look, and place the order.",
)
NOTHING_TO_PAY = "Your basket is empty, so there is nothing to pay yet."
PLACED_ELSEWHERE = (
    "Your basket is empty: perhaps the order was placed in another window."
)
_TO_MEND = {400, 409, 422}


@dataclass(frozen=True)
class _Reason:
    """The sentences on a checkout, beside an order, and in the history of one."""

    sentence: str
    name: str = "Order failed"
    event: str = "Something was in the way"


_REASONS = {
    "sold-out": _Reason(
        "Some items have just sold out.",
        "Sold out",
        "Not everything you chose was left",
    ),
    "price-changed": _Reason(
        "A price has changed since you saw it.",
        "Price changed",
        "A price was not the one you had seen",
    ),
    "cart-changed": _Reason(
        "Your basket was changed in another window. Have another look."
    ),
    "expired": _Reason(
        "It took too long, and we had to put your packets back on the shelf.",
        "Expired",
        "It took too long",
    ),
    "too-many-open-orders": _Reason(
        "Some of your orders are still being confirmed. Let them finish first."
    ),
    "too-many-held": _Reason(
        "That is more than one shopper may have set aside: half of what we have of a "
        "packet, or ten. Take fewer, or finish your other orders first.",
        "Too many packets",
        "It was more than one shopper may have set aside",
    ),
    "too-many-unpaid": _Reason(
        "You can have 200 packets on order before they are paid for. Take fewer, or "
        "finish your other orders first."
    ),
    "declined": _Reason(
        "The payment was declined. Choose another card, and try again.",
        "Payment failed",
        "The payment was declined",
    ),
    "payment-refused": _Reason(
        "The payment could not be taken. Please choose another one.",
        "Payment failed",
        "The payment could not be taken",
    ),
    "cancelled": _Reason(
        "You cancelled this order.", "Cancelled", "You cancelled the order"
    ),
}
_OTHER = _Reason("The order could not be placed. Have another look, and try again.")
# Why the bank declines a card.
_DECLINED = {
    "card_declined": "The card was declined. Choose another one, and try again.",
    "authentication_failed": "The payment was not confirmed with the bank. Choose "
    "another card, or try again.",
    "insufficient_funds": "There is not enough money on that card. Choose another one.",
}


@dataclass(frozen=True)
class Explanation:
    """Why a checkout was refused, and how many of a product may be had at once."""

    faults: Faults
    shares: Mapping[int, int]


def why(reason: str | None, code: str = "") -> str:
    """Return the sentence that says why there is no order."""
    sentence = _REASONS.get(reason or "", _OTHER).sentence
    return _DECLINED.get(code, sentence) if reason == "declined" else sentence


def name_of(reason: str | None) -> str:
    """Return the two words that stand beside an order that failed."""
    return _REASONS.get(reason or "", _OTHER).name


def event_of(reason: str | None) -> str:
    """Return what happened to an order that failed, for its history."""
    return _REASONS.get(reason or "", _OTHER).event


def explain(form: CheckoutForm, reason: str | None, code: str) -> Faults:
    """Show why there is no order, beside the field or above all of them."""
    sentence = f"{why(reason, code)} Nothing was charged."
    if reason == "declined":
        form.method.errors = [sentence]
        return []
    return [(SUMMARY, sentence)]


def explain_rejection(form: CheckoutForm, refusal: Rejected) -> Explanation:
    """Return why order-service refused; raise what no shopper can mend."""
    reason = refusal.reason
    if reason != "declined":
        if refusal.status == 422 and form.blame(refusal.errors):
            return Explanation([], {})
        if refusal.status not in _TO_MEND:
            raise refusal
    faults = explain(form, reason, str(refusal.problem.get("code", "")))
    return Explanation(faults, shares_of(refusal) if reason == "too-many-held" else {})


def shares_of(refusal: Rejected) -> dict[int, int]:
    """Read how many of each product one shopper may have, where that was too few."""
    short = refusal.problem.get("short", [])
    return {line["product_id"]: line["available"] for line in short}


def about_lines(
    order: Basket,
    former: Mapping[int, str],
    shares: Mapping[int, int],
    *,
    with_notices: bool,
) -> Faults:
    """Return what keeps lines from being bought, and what they cost before."""
    found = [(line, _notice(line)) for line in order.lines if line.notice]
    mistakes = found if with_notices else []
    for line in order.lines:
        if line.product_id in shares:
            mistakes.append((line, _share(line, shares[line.product_id])))
    for line in order.lines:
        if line.product_id in former:
            mistakes.append((line, _price(line, former[line.product_id])))
    return [(f"line-{line.product_id}", words) for line, words in mistakes]


def _price(line: Line, former: str) -> str:
    return f"{line.name} was {former}, and is {money(line.unit_price)} now."


def _notice(line: Line) -> str:
    if line.notice == "short":
        verb = "is" if line.available == 1 else "are"
        return f"Only {line.available} of {line.name} {verb} left."
    if line.notice == "sold-out":
        return f"{line.name} is sold out."
    return f"{line.name} is no longer for sale."


def _share(line: Line, count: int) -> str:
    if count == 0:
        return f"You cannot have more of {line.name} until your other order is paid."
    return f"You can have {count} of {line.name} in one go; others want some, too."
