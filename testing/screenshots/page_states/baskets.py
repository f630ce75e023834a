"""The basket: empty, full, changed, and with lines that changed by themselves."""

from testing.screenshots.page_state import Action, State, at
from testing.screenshots.viewports import EVERY_WIDTH, EVERYWHERE
from testing.screenshots.visitor import Visitor

_PAGE = "Basket"


def _full(visitor: Visitor) -> None:
    visitor.forms.add("sunflower-velvet-noon", "chives", quantity=2)
    visitor.forms.add("sweet-pea-matucana")
    visitor.open("/basket")


def _full_of_many(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.forms.add("basil-genovese", "thyme", "oregano", "dill-mammoth", quantity=30)
    visitor.open("/basket")


def _removed(visitor: Visitor) -> None:
    _full(visitor)
    visitor.press("Remove Chives", asks="**/remove")


def _put_back(visitor: Visitor) -> None:
    _removed(visitor)
    visitor.press("Put it back")


def _last_line_removed(visitor: Visitor) -> None:
    visitor.forms.add("chives")
    visitor.open("/basket")
    visitor.press("Remove Chives", asks="**/remove")


def _changed(slug: str, **change: object) -> Action:
    """Open a basket with a product that the administrator has changed meanwhile."""

    def go(visitor: Visitor) -> None:
        visitor.forms.add(slug, "chives", quantity=5)
        visitor.administrator.change(slug, **change)
        visitor.open("/basket")

    return go


def _refused(visitor: Visitor) -> None:
    visitor.forms.add("chives")
    visitor.open("/basket")
    field = visitor.page.get_by_label("Packets of Chives")
    # The browser itself would refuse, and the shop should not rely on that.
    field.evaluate("field => field.removeAttribute('max')")
    with visitor.page.expect_response("**/basket/items/*"):
        field.fill("120")
        field.press("Tab")


def _waiting(visitor: Visitor) -> None:
    visitor.forms.add("chives")


_SHORT = _changed("parsnip-tender-and-true", quantity=2)
_SOLD_OUT = _changed("salad-rocket", quantity=0)
_DEARER = _changed("broccoli-green-calabrese", price="3.70")
_WITHDRAWN = _changed("spinach-matador", is_active=False)
BASKETS = (
    State(_PAGE, "empty", at("/basket"), "as empty as a bed in February"),
    State(_PAGE, "full", _full, "Go to checkout", on=EVERY_WIDTH),
    State(_PAGE, "full of many, signed in", _full_of_many, "Go to checkout"),
    State(_PAGE, "line removed, with undo", _removed, "is out of your basket"),
    State(_PAGE, "line put back", _put_back, "Chives: 2 packets added"),
    State(_PAGE, "last line removed", _last_line_removed, "Put it back"),
    State(_PAGE, "more than are left", _SHORT, "Only 2 left", on=EVERYWHERE),
    State(_PAGE, "line sold out", _SOLD_OUT, "Sold out since you chose it"),
    State(_PAGE, "price changed", _DEARER, "when you chose it", on=EVERYWHERE),
    State(_PAGE, "line withdrawn", _WITHDRAWN, "No longer for sale"),
    State(_PAGE, "quantity refused at its field", _refused, "Choose a whole number"),
    State(
        _PAGE,
        "order-service away",
        at("/basket"),
        "We can’t show baskets and orders right now",
        status=503,
        before=_waiting,
        without="order-service",
    ),
)
