"""One packet, front and back: there, nearly gone, gone, and of no kind we know."""

from tools.gallery.looks import EVERY_WIDTH, EVERYWHERE
from tools.gallery.scene import Scene, at
from tools.gallery.visit import Visit

_PAGE = "Packet"
_FACTS = {
    "botanical_name": "Salicornia europaea",
    "sowing_months": [4, 5, 6],
    "height_cm": 30,
    "spacing_cm": 20,
    "depth_mm": 0,
}
_PICTURE = {"plant": "dill", "colours": ["#d8c33c", "#7a9a3a"], "ground": "#e9edd8"}


def _of_no_known_kind(visit: Visit) -> None:
    slug = visit.keeper.put_on_shelf(
        name="Marsh Samphire",
        price="3.10",
        quantity=30,
        category="vegetables",
        description="Wants its feet in salt water. Water with a pinch of sea salt.",
        facts=_FACTS,
    )
    visit.open(f"/product/{slug}")


def _without_facts(visit: Visit) -> None:
    slug = visit.keeper.put_on_shelf(
        name="Found Behind the Shed",
        price="1.00",
        quantity=12,
        category="herbs",
        description="Nobody remembers what it is. It smelled good.",
        picture=_PICTURE,
    )
    visit.open(f"/product/{slug}")


def _with_a_long_name(visit: Visit) -> None:
    slug = visit.keeper.put_on_shelf(
        name="Runner Bean ‘The Head Gardener’s Extraordinarily Long-Podded and Late’",
        price="1234.50",
        quantity=5000,
        category="vegetables",
        description="Climbs. " * 60,
        facts=_FACTS | {"botanical_name": "Phaseolus coccineus subsp. polyanthus"},
    )
    visit.open(f"/product/{slug}")


def _added(visit: Visit) -> None:
    visit.open("/product/borage")
    with visit.page.expect_response("**/basket/add"):
        visit.press("Add to basket")


def _too_many(visit: Visit) -> None:
    visit.put_in("sage", quantity=99)
    visit.open("/product/sage")
    with visit.page.expect_response("**/basket/add"):
        visit.press("Add to basket")


PACKETS = (
    Scene(
        _PAGE,
        "in stock",
        at("/product/sunflower-velvet-noon"),
        "In stock",
        looks=EVERY_WIDTH,
    ),
    Scene(_PAGE, "low stock", at("/product/rosemary"), "Only 4 left"),
    Scene(
        _PAGE,
        "sold out",
        at("/product/cauliflower-all-the-year-round"),
        "Sold out just now",
        looks=EVERYWHERE,
    ),
    Scene(_PAGE, "of no known kind", _of_no_known_kind, "Wants its feet in salt"),
    Scene(_PAGE, "without facts", _without_facts, "It smelled good"),
    Scene(_PAGE, "with a long name", _with_a_long_name, "Extraordinarily"),
    Scene(_PAGE, "added, in words", _added, "1 packet added", looks=EVERYWHERE),
    Scene(_PAGE, "too many, in words", _too_many, "99"),
)
