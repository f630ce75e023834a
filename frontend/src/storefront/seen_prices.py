"""The prices at which a shopper chose things, so that the basket can say what changed.

They are kept one by one, like a guest's lines, until the basket has become an order.
"""

from flask import session

from service_kit.money import Money
from storefront.payloads import Order

_PRICE = "price:"


def keep(product_id: int, price: Money) -> None:
    """Keep the price of something that was not there before."""
    session.setdefault(_PRICE + str(product_id), price.amount)


def keep_all(order: Order | None) -> None:
    """Keep the price of each line, and forget those of lines that are gone."""
    lines = order.lines if order else ()
    there = {_PRICE + str(line.product_id) for line in lines}
    for name in _kept_names():
        if name not in there:
            del session[name]
    for line in lines:
        keep(line.product_id, line.unit_price)


def kept() -> list[str]:
    """List what was kept, as pages carry it along: `7:2.40`."""
    return [f"{name.removeprefix(_PRICE)}:{session[name]}" for name in _kept_names()]


def _kept_names() -> list[str]:
    return [name for name in session if name.startswith(_PRICE)]
