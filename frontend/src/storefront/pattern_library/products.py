"""Packets: on the shelf, in an order, and what they come to."""

from storefront.pattern_library import example_data
from storefront.pattern_library.pattern import Pattern, Variant

_FILE = "macros/products.html"
_CARD = '<ul class="cards">{{ card(product) }}</ul>'
_SMALL_CARD = '<ul class="cards four">{{ card(product, "h3") }}</ul>'
_EAGER_CARD = '<ul class="cards">{{ card(product, is_eager=true) }}</ul>'
PRODUCTS = (
    Pattern(
        _FILE,
        "card",
        (
            Variant("for sale", _CARD, lambda: {"product": example_data.SUNFLOWER}),
            Variant(
                "nearly gone", _CARD, lambda: {"product": example_data.NEARLY_GONE}
            ),
            Variant("sold out", _CARD, lambda: {"product": example_data.SOLD_OUT}),
            Variant("no facts", _CARD, lambda: {"product": example_data.WITHOUT_FACTS}),
            Variant(
                "below a heading of its own",
                _SMALL_CARD,
                lambda: {"product": example_data.POPPY},
            ),
            Variant(
                "in sight at once: its picture does not wait",
                _EAGER_CARD,
                lambda: {"product": example_data.SUNFLOWER},
            ),
        ),
    ),
    Pattern(
        _FILE,
        "order_lines",
        (
            Variant(
                "two kinds",
                "{{ order_lines(order.lines) }}",
                lambda: {"order": example_data.basket()},
            ),
        ),
    ),
    Pattern(
        _FILE,
        "totals",
        (
            Variant(
                "standard delivery",
                "{{ totals(order) }}",
                lambda: {"order": example_data.basket()},
            ),
            Variant(
                "express delivery",
                "{{ totals(order) }}",
                lambda: {"order": example_data.basket(delivery_method="express")},
            ),
        ),
    ),
)
