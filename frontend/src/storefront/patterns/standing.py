"""How an order stands, in each of its states."""

from collections.abc import Mapping

from storefront import order_history, order_states
from storefront.patterns.examples import order
from storefront.patterns.pattern import Pattern, Variant
from storefront.payloads import Order

_FILE = "orders/_order_status.html"
_PAID = ("pending", "reserved", "authorised", "committed", "paid")
_BANK = "https://bank.example/confirm"
_ORDERS = {
    "just placed": order("pending"),
    "waits for the bank": order("pending", "reserved", action_url=_BANK),
    "past calling off": order("pending", "reserved", "authorised", "committed"),
    "paid": order(*_PAID),
    "on its way": order(*_PAID, "shipped"),
    "delivered": order(*_PAID, "shipped", "delivered"),
    "failing": order("pending", "reserved", "failing", reason="declined"),
    "failed": order("pending", "reserved", "failing", "failed", reason="declined"),
    "called off before it was paid": order(
        "pending", "reserved", "failing", "failed", reason="cancelled"
    ),
    "being refunded": order(*_PAID, "refunding", reason="cancelled"),
    "refunded": order(*_PAID, "refunding", "refunded", reason="cancelled"),
}


def _given(shown: Order) -> Mapping[str, object]:
    address = f"/orders/{shown.number}"
    return {
        "order": shown,
        "status": order_states.status(shown),
        "history": order_history.told(shown),
        "again": address,
        "news": address,
    }


def _variant(title: str, shown: Order) -> Variant:
    return Variant(title, f'{{% include "{_FILE}" %}}', lambda: _given(shown))


STANDING = (
    Pattern(_FILE, "", tuple(_variant(title, each) for title, each in _ORDERS.items())),
)
