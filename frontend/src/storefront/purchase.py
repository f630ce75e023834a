"""Placing an order once, whatever gets lost on the way."""

from service_kit.http import Rejected, ServiceUnavailable
from storefront.clients.order_service import OrderServiceClient, Purchase
from storefront.payloads import Order

_KEY_REUSED = "idempotency-key-reused"
# What a shopper reads when an order could not be placed; nothing was charged then.
REASONS = {
    "sold-out": "Somebody was quicker: not everything you chose is left.",
    "price-changed": "A price has changed since you saw it.",
    "cart-changed": "Your basket was changed in another window. Have another look.",
    "expired": "It took too long, and we had to put your packets back on the shelf.",
    "too-many-open-orders": "Some of your orders are still being confirmed. "
    "Let them finish first.",
    "too-many-held": "That is more than one shopper may have set aside: half of what "
    "we have of a packet, or ten. Take fewer, or finish your other orders first.",
    "too-many-unpaid": "You can have 200 packets on order before they are paid for. "
    "Take fewer, or finish your other orders first.",
    "payment-refused": "The payment could not be taken. Please choose another one.",
    "cancelled": "You called this order off.",
}
DECLINED = {
    "card_declined": "The card was declined. Choose another one, and try again.",
    "authentication_failed": "The payment was not confirmed with the bank. Choose "
    "another card, or try again.",
    "insufficient_funds": "There is not enough money on that card. Choose another one.",
}
_SOMEHOW = "The payment was declined. Choose another card, and try again."
_OTHERWISE = "The order could not be placed. Have another look, and try again."


def place(orders: OrderServiceClient, token: str, purchase: Purchase) -> Order:
    """Place an order; when the answer is lost, find out what became of it.

    Raises `Rejected` where there is no order, and `ServiceUnavailable` where nobody
    knows: the same key may then be sent again.
    """
    try:
        return orders.check_out(token, purchase)
    except ServiceUnavailable:
        found = orders.find_by_key(token, purchase.key)
        if found is None:
            raise
        return found
    except Rejected as refusal:
        if refusal.reason != _KEY_REUSED:
            raise
        found = orders.find_by_key(token, purchase.key)
        if found is None:
            raise
        return found


def why(reason: str | None, code: str = "") -> str:
    """Say in words why there is no order."""
    if reason == "declined":
        return DECLINED.get(code, _SOMEHOW)
    return REASONS.get(reason or "", _OTHERWISE)
