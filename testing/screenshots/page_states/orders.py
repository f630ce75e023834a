"""Orders, from the thanks to the parcel, and those that came to nothing."""

from collections.abc import Callable

from testing.screenshots.page_state import Action, State, signed_in_at
from testing.screenshots.viewports import EVERY_WIDTH, EVERYWHERE, PAPER, USUAL
from testing.screenshots.visitor import Visitor

_PAGE, _CANCEL, _LIST = "Order", "Cancel an order", "Orders"
_SETTLED = 40
_MANY = ("basil-genovese", "sage", "thyme", "oregano", "borage", "coneflower")


def _bought(visitor: Visitor, *slugs: str, card: str = "tok_ok") -> str:
    visitor.sign_up()
    return visitor.forms.buy(*(slugs or ("chives", "foxglove")), card=card)


def _show(visitor: Visitor, number: str, words: str, *, is_new: bool = False) -> None:
    """Open an order and look again until it stands as it is to be seen."""
    visitor.open(f"/orders/{number}{'?placed=1' if is_new else ''}")
    visitor.sees(words, patience=_SETTLED)


def _paid(visitor: Visitor, *slugs: str) -> str:
    number = _bought(visitor, *slugs)
    _show(visitor, number, "Paid, being packed")
    return number


def _unpaid(visitor: Visitor) -> str:
    number = _bought(visitor, card="tok_requires_action")
    _show(visitor, number, "Waiting for your bank")
    return number


def _shipped(visitor: Visitor) -> str:
    number = _paid(visitor)
    visitor.administrator.ship(number)
    visitor.open(f"/orders/{number}")
    return number


def _delivered(visitor: Visitor) -> None:
    number = _shipped(visitor)
    visitor.administrator.deliver(number)
    visitor.open(f"/orders/{number}")


def _thanks(visitor: Visitor) -> None:
    _show(visitor, _bought(visitor), "Thank you for your order", is_new=True)


def _waits_for_bank(visitor: Visitor) -> None:
    number = _bought(visitor, card="tok_requires_action")
    _show(visitor, number, "Waiting for your bank", is_new=True)


def _fill_basket(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.forms.add("chives", "foxglove")
    visitor.open("/checkout")
    visitor.shopper.fill_in_address()


def _failed(visitor: Visitor) -> None:
    number = _unpaid(visitor)
    visitor.answer_bank("no")
    _show(visitor, number, "Payment failed")


def _cancel_unseen(visitor: Visitor, number: str) -> None:
    page = f"/orders/{number}/cancel"
    visitor.browser.submit(page, page)


def _called_off(visitor: Visitor) -> None:
    _paid(visitor)
    visitor.shopper.cancel_order()


def _called_off_unpaid(visitor: Visitor) -> None:
    _unpaid(visitor)
    visitor.shopper.cancel_order()


def _called_off_and_read_later(visitor: Visitor) -> None:
    number = _paid(visitor)
    _cancel_unseen(visitor, number)
    _show(visitor, number, "Cancelled, refunded")


def _asking_to_cancel(buy: Callable[[Visitor], str]) -> Action:
    return lambda visitor: visitor.open(f"/orders/{buy(visitor)}/cancel")


def _again(visitor: Visitor) -> None:
    _paid(visitor)
    visitor.press("Buy all of this again")


def _several(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.forms.buy("chives", "foxglove", "borage", "sage", "thyme")
    sent, arrived = visitor.forms.buy("dill-mammoth"), visitor.forms.buy("oregano")
    for number in (sent, arrived):
        _show(visitor, number, "Paid, being packed")
    visitor.administrator.ship(sent)
    visitor.administrator.ship(arrived)
    visitor.administrator.deliver(arrived)
    gone = visitor.forms.buy("coneflower", "zinnia-market-carmine")
    _cancel_unseen(visitor, gone)
    visitor.forms.buy("calendula-indian-prince", card="tok_requires_action")
    visitor.open("/orders")


ORDERS = (
    State(_PAGE, "thanks", _thanks, "Thank you for your order", on=EVERY_WIDTH),
    State(
        _PAGE,
        "being confirmed, payment-sandbox away",
        lambda visitor: visitor.shopper.agree(),
        "We are confirming your order",
        before=_fill_basket,
        without="payment-sandbox",
        on=EVERYWHERE,
    ),
    State(
        _PAGE,
        "waits for the bank",
        _waits_for_bank,
        "Confirm with your bank",
        on=EVERYWHERE,
    ),
    State(_PAGE, "paid", _paid, "Paid, being packed", on=(*USUAL, PAPER)),
    State(
        _PAGE,
        "paid, many lines",
        lambda visitor: _paid(visitor, *_MANY),
        "packed",
        on=(*USUAL, PAPER),
    ),
    State(_PAGE, "on its way", _shipped, "On its way", on=(*USUAL, PAPER)),
    State(_PAGE, "delivered", _delivered, "Good growing!"),
    State(_PAGE, "failed", _failed, "Payment failed", on=(*USUAL, PAPER)),
    State(
        _PAGE,
        "being refunded, payment-sandbox away",
        lambda visitor: visitor.shopper.cancel_order(),
        "Being refunded",
        before=_paid,
        without="payment-sandbox",
    ),
    State(_PAGE, "just called off, refunded", _called_off, "is cancelled"),
    State(_PAGE, "just called off, unpaid", _called_off_unpaid, "Nothing was charged"),
    State(_PAGE, "refunded", _called_off_and_read_later, "Cancelled, refunded"),
    State(_PAGE, "too late to call off", _asking_to_cancel(_shipped), "It is too late"),
    State(_PAGE, "bought again", _again, "Everything of that order"),
    State(_CANCEL, "paid", _asking_to_cancel(_paid), "You get", on=EVERYWHERE),
    State(_CANCEL, "not paid yet", _asking_to_cancel(_unpaid), "It is not paid yet"),
    State(
        _CANCEL,
        "sent, order-service away",
        lambda visitor: visitor.press("Cancel this order"),
        "We can’t show baskets and orders right now",
        503,
        before=_asking_to_cancel(_paid),
        without="order-service",
        on=EVERYWHERE,
    ),
    State(_LIST, "none", signed_in_at("/orders"), "You have not ordered anything"),
    State(_LIST, "several", _several, "Waiting for your bank", on=EVERY_WIDTH),
    State(
        _LIST,
        "order-service away",
        lambda visitor: visitor.open("/orders"),
        "We can’t show baskets and orders right now",
        503,
        before=lambda visitor: visitor.sign_up(),
        without="order-service",
    ),
)
