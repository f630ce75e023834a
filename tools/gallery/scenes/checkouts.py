"""The checkout, up to the press on the button and whatever stands in its way."""

from tools.gallery.looks import EVERY_WIDTH, EVERYWHERE
from tools.gallery.scene import Scene, at, signed_in_at
from tools.gallery.visit import Visit

_PAGE = "Checkout"
_WORKING = "A card that works"


def _as_guest(visit: Visit) -> None:
    visit.put_in("chives", "foxglove")
    visit.open("/checkout")


def _stand_at(visit: Visit, *slugs: str) -> None:
    visit.sign_up()
    visit.put_in(*slugs, quantity=2)
    visit.open("/checkout")


def _empty(visit: Visit) -> None:
    _stand_at(visit, "chives", "foxglove")


def _filled_in(visit: Visit, *slugs: str, card: str = _WORKING) -> None:
    _stand_at(visit, *(slugs or ("chives", "foxglove")))
    visit.shopper.fill_in_address()
    visit.shopper.pay_with(card)


def _mistakes(visit: Visit) -> None:
    _empty(visit)
    visit.page.get_by_label("Full name").fill("Ada Lovelace")
    visit.page.get_by_label("Postcode").fill("1")
    visit.shopper.agree()


def _express(visit: Visit) -> None:
    _filled_in(visit)
    with visit.page.expect_response("**/checkout/summary*"):
        visit.page.get_by_label("Express").check()


def _returning(visit: Visit) -> None:
    visit.sign_up()
    visit.place_order("chives")
    visit.put_in("foxglove")
    visit.open("/checkout")


def _declined(visit: Visit) -> None:
    _filled_in(visit, card="A card that is declined")
    visit.shopper.place_order()


def _without_money(visit: Visit) -> None:
    _filled_in(visit, card="A card without enough money")
    visit.shopper.place_order()


def _thought_better_of(visit: Visit) -> None:
    _filled_in(visit, card="A card whose bank thinks better of it")
    visit.shopper.place_order()


def _sold_out(visit: Visit) -> None:
    _filled_in(visit, "kale-nero-di-toscana", "chives")
    visit.keeper.change("kale-nero-di-toscana", quantity=0)
    visit.shopper.place_order()


def _short(visit: Visit) -> None:
    _filled_in(visit, "cabbage-golden-acre", "chives")
    visit.keeper.change("cabbage-golden-acre", quantity=1)
    visit.shopper.place_order()


def _more_than_a_share(visit: Visit) -> None:
    visit.keeper.change("thyme", quantity=30)
    visit.sign_up()
    visit.put_in("thyme", quantity=20)
    visit.open("/checkout")
    visit.shopper.fill_in_address()
    visit.shopper.agree()


def _dearer(visit: Visit) -> None:
    _filled_in(visit, "sweetcorn-golden-bantam", "chives")
    visit.keeper.change("sweetcorn-golden-bantam", price="3.40")
    visit.shopper.place_order()


def _changed_in_another_window(visit: Visit) -> None:
    _filled_in(visit)
    visit.put_in("thyme")
    visit.shopper.place_order()


def _agree(visit: Visit) -> None:
    visit.shopper.agree()


def _refused_by_bank(visit: Visit) -> None:
    _filled_in(visit, card="A card that asks you to confirm")
    visit.shopper.agree()
    visit.answer_bank("no")
    visit.sees("There is a problem", patience=30)


CHECKOUTS = (
    Scene(_PAGE, "as a guest", _as_guest, "Before you pay", looks=EVERYWHERE),
    Scene(
        _PAGE, "with nothing in the basket", signed_in_at("/checkout"), "nothing to pay"
    ),
    Scene(_PAGE, "empty", _empty, "You pay exactly this", looks=EVERY_WIDTH),
    Scene(_PAGE, "mistakes", _mistakes, "There is a problem", 422, looks=EVERYWHERE),
    Scene(_PAGE, "express chosen", _express, "Express delivery"),
    Scene(_PAGE, "address known", _returning, "You pay exactly this"),
    Scene(_PAGE, "card declined", _declined, "Nothing was charged", 422),
    Scene(_PAGE, "not enough money", _without_money, "Nothing was charged", 422),
    Scene(_PAGE, "payment refused", _thought_better_of, "There is a problem", 422),
    Scene(_PAGE, "bank said no", _refused_by_bank, "Nothing was charged"),
    Scene(_PAGE, "line sold out", _sold_out, "is sold out", 422, looks=EVERYWHERE),
    Scene(_PAGE, "more than are left", _short, "Only 1 of", 422),
    Scene(
        _PAGE,
        "more than a fair share",
        _more_than_a_share,
        "You can have 15 of",
        422,
        looks=EVERYWHERE,
    ),
    Scene(_PAGE, "price changed", _dearer, "and is €3.40 now", 422),
    Scene(
        _PAGE,
        "changed in another window",
        _changed_in_another_window,
        "changed in another window",
        422,
    ),
    Scene(
        _PAGE,
        "not heard, order-service away",
        _agree,
        "We could not hear",
        503,
        before=_filled_in,
        without="order-service",
        looks=EVERYWHERE,
    ),
    Scene(
        _PAGE,
        "mistakes, order-service away",
        _agree,
        "We cannot show it just now",
        503,
        before=_empty,
        without="order-service",
        looks=EVERYWHERE,
    ),
    Scene(
        _PAGE,
        "opened, order-service away",
        at("/checkout"),
        "Baskets and orders are resting",
        503,
        before=_empty,
        without="order-service",
    ),
)
