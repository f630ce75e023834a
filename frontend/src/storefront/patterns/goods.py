"""Packets: on the shelf, in an order, and what they come to."""

from storefront.patterns import examples
from storefront.patterns.pattern import Pattern, Variant

_FILE = "macros/products.html"
_CARD = '<ul class="cards">{{ card(product) }}</ul>'
_SMALL_CARD = '<ul class="cards four">{{ card(product, "h3") }}</ul>'
_EAGER_CARD = '<ul class="cards">{{ card(product, is_eager=true) }}</ul>'
GOODS = (
    Pattern(
        _FILE,
        "card",
        (
            Variant("for sale", _CARD, lambda: {"product": examples.SUNFLOWER}),
            Variant("nearly gone", _CARD, lambda: {"product": examples.NEARLY_GONE}),
            Variant("sold out", _CARD, lambda: {"product": examples.SOLD_OUT}),
            Variant("no facts", _CARD, lambda: {"product": examples.WITHOUT_FACTS}),
            Variant(
                "below a heading of its own",
                _SMALL_CARD,
                lambda: {"product": examples.POPPY},
            ),
            Variant(
                "in sight at once: its picture does not wait",
                _EAGER_CARD,
                lambda: {"product": examples.SUNFLOWER},
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
                lambda: {"order": examples.basket()},
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
                lambda: {"order": examples.basket()},
            ),
            Variant(
                "express delivery",
                "{{ totals(order) }}",
                lambda: {"order": examples.basket(delivery_method="express")},
            ),
        ),
    ),
)
