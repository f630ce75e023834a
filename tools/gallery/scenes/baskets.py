"""The basket: empty, full, changed, and with lines that changed by themselves."""

from tools.gallery.looks import EVERY_WIDTH
from tools.gallery.scene import Scene, at
from tools.gallery.visit import Visit

_PAGE = "Basket"


def _full(visit: Visit) -> None:
    visit.put_in("sunflower-velvet-noon", "chives", quantity=2)
    visit.put_in("sweet-pea-matucana")
    visit.open("/basket")


def _removed(visit: Visit) -> None:
    _full(visit)
    with visit.page.expect_response("**/remove"):
        visit.press("Remove Chives")


BASKETS = (
    Scene(_PAGE, "empty", at("/basket"), "as empty as a bed in February"),
    Scene(_PAGE, "full", _full, "Go to checkout", looks=EVERY_WIDTH),
    Scene(_PAGE, "line removed, with undo", _removed, "is out of your basket"),
)
