"""The checkout, up to the press on the button and whatever stands in its way."""

from testing.screenshots.page_state import Action, State, at, signed_in_at
from testing.screenshots.viewports import EVERY_WIDTH, EVERYWHERE
from testing.screenshots.visitor import Visitor

_PAGE = "Checkout"
_WORKING = "A card that works"


def _as_guest(visitor: Visitor) -> None:
    visitor.forms.add("chives", "foxglove")
    visitor.open("/checkout")


def _stand_at(visitor: Visitor, *slugs: str) -> None:
    visitor.sign_up()
    visitor.forms.add(*slugs, quantity=2)
    visitor.open("/checkout")


def _empty(visitor: Visitor) -> None:
    _stand_at(visitor, "chives", "foxglove")


def _filled_in(visitor: Visitor, *slugs: str, card: str = _WORKING) -> None:
    _stand_at(visitor, *(slugs or ("chives", "foxglove")))
    visitor.shopper.fill_in_address()
    visitor.shopper.pay_with(card)


def _mistakes(visitor: Visitor) -> None:
    _empty(visitor)
    visitor.page.get_by_label("Full name").fill("Ada Lovelace")
    visitor.page.get_by_label("Postcode").fill("1")
    visitor.shopper.agree()


def _express(visitor: Visitor) -> None:
    _filled_in(visitor)
    with visitor.page.expect_response("**/checkout/summary*"):
        visitor.page.get_by_label("Express").check()


def _returning(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.forms.buy("chives")
    visitor.forms.add("foxglove")
    visitor.open("/checkout")


def _paying_with(card: str) -> Action:
    """Place an order with a card that does not do as it should."""

    def go(visitor: Visitor) -> None:
        _filled_in(visitor, card=card)
        visitor.shopper.place_order()

    return go


def _changed(slug: str, **change: object) -> Action:
    """Place an order of a product that the administrator has changed meanwhile."""

    def go(visitor: Visitor) -> None:
        _filled_in(visitor, slug, "chives")
        visitor.administrator.change(slug, **change)
        visitor.shopper.place_order()

    return go


def _more_than_a_share(visitor: Visitor) -> None:
    visitor.administrator.change("thyme", quantity=30)
    visitor.sign_up()
    visitor.forms.add("thyme", quantity=20)
    visitor.open("/checkout")
    visitor.shopper.fill_in_address()
    visitor.shopper.agree()


def _changed_in_another_window(visitor: Visitor) -> None:
    _filled_in(visitor)
    visitor.forms.add("thyme")
    visitor.shopper.place_order()


def _agree(visitor: Visitor) -> None:
    visitor.shopper.agree()


def _refused_by_bank(visitor: Visitor) -> None:
    _filled_in(visitor, card="A card that asks you to confirm")
    visitor.shopper.agree()
    visitor.answer_bank("no")
    visitor.sees("There is a problem", patience=30)


_DECLINED = _paying_with("A card that is declined")
_WITHOUT_MONEY = _paying_with("A card without enough money")
_REFUSED = _paying_with("A card whose bank thinks better of it")
_SOLD_OUT = _changed("kale-nero-di-toscana", quantity=0)
_SHORT = _changed("cabbage-golden-acre", quantity=1)
_DEARER = _changed("sweetcorn-golden-bantam", price="3.40")
CHECKOUTS = (
    State(_PAGE, "as a guest", _as_guest, "Before you pay", on=EVERYWHERE),
    State(
        _PAGE, "with nothing in the basket", signed_in_at("/checkout"), "nothing to pay"
    ),
    State(_PAGE, "empty", _empty, "You pay exactly this", on=EVERY_WIDTH),
    State(_PAGE, "mistakes", _mistakes, "There is a problem", 422, on=EVERYWHERE),
    State(_PAGE, "express chosen", _express, "Express delivery"),
    State(_PAGE, "address known", _returning, "You pay exactly this"),
    State(_PAGE, "card declined", _DECLINED, "Nothing was charged", 422),
    State(_PAGE, "not enough money", _WITHOUT_MONEY, "Nothing was charged", 422),
    State(_PAGE, "payment refused", _REFUSED, "There is a problem", 422),
    State(_PAGE, "bank said no", _refused_by_bank, "Nothing was charged"),
    State(_PAGE, "line sold out", _SOLD_OUT, "is sold out", 422, on=EVERYWHERE),
    State(_PAGE, "more than are left", _SHORT, "Only 1 of", 422),
    State(
        _PAGE,
        "more than a fair share",
        _more_than_a_share,
        "You can have 15 of",
        422,
        on=EVERYWHERE,
    ),
    State(_PAGE, "price changed", _DEARER, "and is €3.40 now", 422),
    State(
        _PAGE,
        "changed in another window",
        _changed_in_another_window,
        "changed in another window",
        422,
    ),
    State(
        _PAGE,
        "not confirmed, order-service away",
        _agree,
        "We could not confirm",
        503,
        before=_filled_in,
        without="order-service",
        on=EVERYWHERE,
    ),
    State(
        _PAGE,
        "mistakes, order-service away",
        _agree,
        "We cannot show it just now",
        503,
        before=_empty,
        without="order-service",
        on=EVERYWHERE,
    ),
    State(
        _PAGE,
        "opened, order-service away",
        at("/checkout"),
        "We can’t show baskets and orders right now",
        503,
        before=_empty,
        without="order-service",
    ),
)
