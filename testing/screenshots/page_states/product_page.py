"""The page of a product: in stock, nearly gone, gone, and of no kind we know."""

from testing.screenshots.page_state import Action, State, at
from testing.screenshots.viewports import EVERY_WIDTH, EVERYWHERE
from testing.screenshots.visitor import Visitor

_PAGE = "Product"
_FACTS = {
    "botanical_name": "Salicornia europaea",
    "sowing_months": [4, 5, 6],
    "height_cm": 30,
    "spacing_cm": 20,
    "depth_mm": 0,
}
_PICTURE = {"plant": "dill", "colours": ["#d8c33c", "#7a9a3a"], "ground": "#e9edd8"}


def _new(**details: object) -> Action:
    """Open the page of a product that the administrator has just added."""
    return lambda visitor: visitor.open(
        visitor.administrator.add_product(**details).path
    )


def _added(visitor: Visitor) -> None:
    visitor.open("/product/borage")
    visitor.press("Add to basket", asks="**/basket/add")


def _too_many(visitor: Visitor) -> None:
    visitor.forms.add("chives", quantity=99)
    visitor.open("/product/chives")
    visitor.press("Add to basket", asks="**/basket/add")


_OF_NO_KIND = _new(
    name="Marsh Samphire",
    category="vegetables",
    description="Wants its feet in salt water. Water with a pinch of sea salt.",
    facts=_FACTS,
)
_WITHOUT_FACTS = _new(
    name="Found Behind the Shed",
    description="Nobody remembers what it is. It smelled good.",
    facts=None,
    picture=_PICTURE,
)
_WITH_A_LONG_NAME = _new(
    name="Runner Bean ‘The Head Gardener’s Extraordinarily Long-Podded and Late’",
    price="1234.50",
    category="vegetables",
    quantity=5000,
    description="Climbs. " * 60,
    facts=_FACTS | {"botanical_name": "Phaseolus coccineus subsp. polyanthus"},
)
PRODUCTS = (
    State(
        _PAGE,
        "in stock",
        at("/product/sunflower-velvet-noon"),
        "In stock",
        on=EVERY_WIDTH,
    ),
    State(_PAGE, "low stock", at("/product/rosemary"), "Only 4 left"),
    State(
        _PAGE,
        "sold out",
        at("/product/cauliflower-all-the-year-round"),
        "Sold out just now",
        on=EVERYWHERE,
    ),
    State(_PAGE, "of no known kind", _OF_NO_KIND, "Wants its feet in salt"),
    State(_PAGE, "without facts", _WITHOUT_FACTS, "It smelled good"),
    State(_PAGE, "with a long name", _WITH_A_LONG_NAME, "Extraordinarily"),
    State(_PAGE, "added, in words", _added, "1 packet added", on=EVERYWHERE),
    State(_PAGE, "too many, in words", _too_many, "99"),
)
