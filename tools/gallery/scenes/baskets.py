"""The basket: empty, full, changed, and with lines that changed by themselves."""

from tools.gallery.looks import EVERY_WIDTH, EVERYWHERE
from tools.gallery.scene import Scene, at
from tools.gallery.visit import Visit

_PAGE = "Basket"


def _full(visit: Visit) -> None:
    visit.put_in("sunflower-velvet-noon", "chives", quantity=2)
    visit.put_in("sweet-pea-matucana")
    visit.open("/basket")


def _full_of_many(visit: Visit) -> None:
    visit.sign_up()
    visit.put_in("basil-genovese", "thyme", "oregano", "dill-mammoth", quantity=30)
    visit.open("/basket")


def _removed(visit: Visit) -> None:
    _full(visit)
    with visit.page.expect_response("**/remove"):
        visit.press("Remove Chives")


def _put_back(visit: Visit) -> None:
    _removed(visit)
    visit.press("Put it back")


def _last_line_removed(visit: Visit) -> None:
    visit.put_in("chives")
    visit.open("/basket")
    with visit.page.expect_response("**/remove"):
        visit.press("Remove Chives")


def _short(visit: Visit) -> None:
    visit.put_in("parsnip-tender-and-true", quantity=5)
    visit.put_in("chives")
    visit.keeper.change("parsnip-tender-and-true", quantity=2)
    visit.open("/basket")


def _sold_out(visit: Visit) -> None:
    visit.put_in("salad-rocket", "chives")
    visit.keeper.change("salad-rocket", quantity=0)
    visit.open("/basket")


def _withdrawn(visit: Visit) -> None:
    visit.put_in("spinach-matador", "chives")
    visit.keeper.change("spinach-matador", is_active=False)
    visit.open("/basket")


def _dearer(visit: Visit) -> None:
    visit.put_in("broccoli-green-calabrese", "chives")
    visit.keeper.change("broccoli-green-calabrese", price="3.70")
    visit.open("/basket")


def _refused(visit: Visit) -> None:
    visit.put_in("chives")
    visit.open("/basket")
    field = visit.page.get_by_label("Packets of Chives")
    # The browser itself would refuse, and the shop should not rely on that.
    field.evaluate("field => field.removeAttribute('max')")
    with visit.page.expect_response("**/basket/items/*"):
        field.fill("120")
        field.press("Tab")


def _waiting(visit: Visit) -> None:
    visit.put_in("chives")


BASKETS = (
    Scene(_PAGE, "empty", at("/basket"), "as empty as a bed in February"),
    Scene(_PAGE, "full", _full, "Go to checkout", looks=EVERY_WIDTH),
    Scene(_PAGE, "full of many, signed in", _full_of_many, "Go to checkout"),
    Scene(_PAGE, "line removed, with undo", _removed, "is out of your basket"),
    Scene(_PAGE, "line put back", _put_back, "Chives: 2 packets added"),
    Scene(_PAGE, "last line removed", _last_line_removed, "Put it back"),
    Scene(_PAGE, "more than are left", _short, "Only 2 left", looks=EVERYWHERE),
    Scene(_PAGE, "line sold out", _sold_out, "Sold out since you chose it"),
    Scene(_PAGE, "price changed", _dearer, "when you chose it", looks=EVERYWHERE),
    Scene(_PAGE, "line withdrawn", _withdrawn, "No longer for sale"),
    Scene(_PAGE, "quantity refused at its field", _refused, "Choose a whole number"),
    Scene(
        _PAGE,
        "order-service away",
        at("/basket"),
        "Baskets and orders are resting",
        status=503,
        before=_waiting,
        without="order-service",
    ),
)
