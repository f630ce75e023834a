"""How an order stands, in each of its states, and the page that changes with them."""

from collections.abc import Mapping

from storefront import order_states, order_timeline
from storefront.pattern_library.example_data import order
from storefront.pattern_library.pattern import Pattern, Variant
from storefront.service_models import Order

_STATUS, _WHOLE = "orders/_order_status.html", "orders/_order.html"
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


_WHOLE_ORDERS = ("just placed", "paid", "failed", "refunded")


def _given(shown: Order, **more: object) -> Mapping[str, object]:
    address = f"/orders/{shown.number}"
    return {
        "order": shown,
        "status": order_states.status(shown),
        "heading": f"Order {shown.number}",
        "history": order_timeline.events(shown),
        "again": address,
        "news": address,
        "is_bought": False,
        "is_awaited": False,
        **more,
    }


def _variant(file: str, title: str, shown: Order, **more: object) -> Variant:
    return Variant(title, f'{{% include "{file}" %}}', lambda: _given(shown, **more))


_THANKS = _variant(
    _WHOLE,
    "thanks for it",
    _ORDERS["paid"],
    heading="Thank you for your order",
    is_bought=True,
)
_CONFIRMING = _variant(
    _WHOLE,
    "waits for the bank, just placed",
    _ORDERS["waits for the bank"],
    heading="Confirm your payment",
    is_awaited=True,
)
ORDER_STATUS = (
    Pattern(
        _WHOLE,
        "",
        (
            _THANKS,
            _CONFIRMING,
            *(
                _variant(_WHOLE, f"the page of one {title}", _ORDERS[title])
                for title in _WHOLE_ORDERS
            ),
        ),
    ),
    Pattern(
        _STATUS,
        "",
        tuple(_variant(_STATUS, title, each) for title, each in _ORDERS.items()),
    ),
)
