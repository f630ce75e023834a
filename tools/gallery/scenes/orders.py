"""Orders, from the thanks to the parcel, and those that came to nothing."""

from tools.gallery.looks import EVERY_WIDTH, EVERYWHERE, PAPER, USUAL
from tools.gallery.scene import Scene, signed_in_at
from tools.gallery.visit import Visit

_PAGE, _CANCEL, _LIST = "Order", "Cancel an order", "Orders"
_SETTLED = 40


def _bought(visit: Visit, *slugs: str, method: str = "tok_ok") -> str:
    visit.sign_up()
    return visit.place_order(*(slugs or ("chives", "foxglove")), method=method)


def _show(visit: Visit, number: str, words: str, *, is_new: bool = False) -> None:
    """Open an order and look again until it stands as it is to be seen."""
    visit.open(f"/orders/{number}{'?placed=1' if is_new else ''}")
    visit.sees(words, patience=_SETTLED)


def _thanks(visit: Visit) -> None:
    _show(visit, _bought(visit), "Thank you for your order", is_new=True)


def _paid(visit: Visit) -> None:
    _show(visit, _bought(visit), "Paid, being packed")


def _paid_for_much(visit: Visit) -> None:
    slugs = ("basil-genovese", "sage", "thyme", "oregano", "borage", "coneflower")
    _show(visit, _bought(visit, *slugs), "Paid, being packed")


def _shipped(visit: Visit) -> None:
    number = _bought(visit)
    _show(visit, number, "Paid, being packed")
    visit.keeper.send_off(number)
    visit.open(f"/orders/{number}")


def _delivered(visit: Visit) -> None:
    number = _bought(visit)
    _show(visit, number, "Paid, being packed")
    visit.keeper.deliver(number)
    visit.open(f"/orders/{number}")


def _waits_for_bank(visit: Visit) -> None:
    number = _bought(visit, method="tok_requires_action")
    _show(visit, number, "Waiting for your bank", is_new=True)


def _fill_basket(visit: Visit) -> None:
    visit.sign_up()
    visit.put_in("chives", "foxglove")
    visit.open("/checkout")
    visit.shopper.fill_in_address()


def _agree(visit: Visit) -> None:
    visit.shopper.agree()


def _failed(visit: Visit) -> None:
    number = _bought(visit, method="tok_requires_action")
    _show(visit, number, "Waiting for your bank")
    visit.answer_bank("no")
    _show(visit, number, "Not placed")


def _called_off(visit: Visit) -> None:
    number = _bought(visit)
    _show(visit, number, "Paid, being packed")
    visit.shopper.cancel_order()


def _called_off_unpaid(visit: Visit) -> None:
    number = _bought(visit, method="tok_requires_action")
    _show(visit, number, "Waiting for your bank")
    visit.shopper.cancel_order()


def _called_off_and_read_later(visit: Visit) -> None:
    number = _bought(visit)
    _show(visit, number, "Paid, being packed")
    visit.send(f"/orders/{number}/cancel", {}, script=False)
    _show(visit, number, "Called off, refunded")


def _too_late(visit: Visit) -> None:
    number = _bought(visit)
    _show(visit, number, "Paid, being packed")
    visit.keeper.send_off(number)
    visit.open(f"/orders/{number}/cancel")


def _ask_to_cancel(visit: Visit) -> None:
    number = _bought(visit)
    _show(visit, number, "Paid, being packed")
    visit.open(f"/orders/{number}/cancel")


def _ask_to_cancel_unpaid(visit: Visit) -> None:
    number = _bought(visit, method="tok_requires_action")
    visit.open(f"/orders/{number}/cancel")


def _buy_paid(visit: Visit) -> None:
    _show(visit, _bought(visit), "Paid, being packed")


def _cancel(visit: Visit) -> None:
    visit.shopper.cancel_order()


def _again(visit: Visit) -> None:
    _paid(visit)
    visit.press("Buy all of this again")


def _several(visit: Visit) -> None:
    visit.sign_up()
    visit.place_order("chives", "foxglove", "borage", "sage", "thyme")
    sent, arrived = visit.place_order("dill-mammoth"), visit.place_order("oregano")
    for number in (sent, arrived):
        _show(visit, number, "Paid, being packed")
    visit.keeper.send_off(sent)
    visit.keeper.deliver(arrived)
    gone = visit.place_order("coneflower", "zinnia-market-carmine")
    visit.send(f"/orders/{gone}/cancel", {}, script=False)
    visit.place_order("calendula-indian-prince", method="tok_requires_action")
    visit.open("/orders")


ORDERS = (
    Scene(_PAGE, "thanks", _thanks, "Thank you for your order", looks=EVERY_WIDTH),
    Scene(
        _PAGE,
        "being confirmed, payment-sandbox away",
        _agree,
        "We are confirming your order",
        before=_fill_basket,
        without="payment-sandbox",
        looks=EVERYWHERE,
    ),
    Scene(
        _PAGE,
        "waits for the bank",
        _waits_for_bank,
        "Confirm with your bank",
        looks=EVERYWHERE,
    ),
    Scene(_PAGE, "paid", _paid, "Paid, being packed", looks=(*USUAL, PAPER)),
    Scene(_PAGE, "paid, many lines", _paid_for_much, "packed", looks=(*USUAL, PAPER)),
    Scene(_PAGE, "on its way", _shipped, "On its way", looks=(*USUAL, PAPER)),
    Scene(_PAGE, "delivered", _delivered, "Good growing!"),
    Scene(_PAGE, "failed", _failed, "Not placed", looks=(*USUAL, PAPER)),
    Scene(
        _PAGE,
        "being refunded, payment-sandbox away",
        _cancel,
        "Being refunded",
        before=_buy_paid,
        without="payment-sandbox",
    ),
    Scene(_PAGE, "just called off, refunded", _called_off, "is called off"),
    Scene(_PAGE, "just called off, unpaid", _called_off_unpaid, "Nothing was charged"),
    Scene(_PAGE, "refunded", _called_off_and_read_later, "Called off, refunded"),
    Scene(_PAGE, "too late to call off", _too_late, "It is too late"),
    Scene(_PAGE, "bought again", _again, "Everything of that order"),
    Scene(_CANCEL, "paid", _ask_to_cancel, "You get", looks=EVERYWHERE),
    Scene(_CANCEL, "not paid yet", _ask_to_cancel_unpaid, "It is not paid yet"),
    Scene(
        _CANCEL,
        "sent, order-service away",
        lambda visit: visit.press("Cancel this order"),
        "Baskets and orders are resting",
        503,
        before=_ask_to_cancel,
        without="order-service",
        looks=EVERYWHERE,
    ),
    Scene(_LIST, "none", signed_in_at("/orders"), "You have not ordered anything"),
    Scene(_LIST, "several", _several, "Waiting for your bank", looks=EVERY_WIDTH),
    Scene(
        _LIST,
        "order-service away",
        lambda visit: visit.open("/orders"),
        "Baskets and orders are resting",
        503,
        before=lambda visit: visit.sign_up(),
        without="order-service",
    ),
)
