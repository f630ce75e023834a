"""The prices at which a shopper chose things, so that the basket can say what changed.

They are kept one by one, like a guest's lines, until the basket has become an order.
A page carries those that it shows along as `7:2.40`.
"""

import re
from collections.abc import Iterable, Mapping

from service_kit.money import Money
from storefront.formatting import money
from storefront.service_models import Basket
from storefront.sessions import session

MOST_LINES = 100
_PRICE = "price:"
_SEEN = re.compile(r"([0-9]{1,10}):([0-9]{1,9}\.[0-9]{2})")


def keep(product_id: int, price: Money) -> None:
    """Keep the price of something that was not there before."""
    session.setdefault(_PRICE + str(product_id), price.amount)


def keep_all(order: Basket | None) -> None:
    """Keep the price of each line, and forget those of lines that are gone."""
    lines = order.lines if order else ()
    there = {_PRICE + str(line.product_id) for line in lines}
    for name in _kept_names():
        if name not in there:
            del session[name]
    for line in lines:
        keep(line.product_id, line.unit_price)


def kept() -> list[str]:
    """List what was kept, as pages carry it along."""
    return [f"{name.removeprefix(_PRICE)}:{session[name]}" for name in _kept_names()]


def prices_of(order: Basket) -> list[str]:
    """Write the prices of an order as a page carries them along."""
    return [f"{line.product_id}:{line.unit_price.amount}" for line in order.lines]


def former_prices(seen: Iterable[str], order: Basket) -> Mapping[int, str]:
    """Return the prices that a page carried along, where they are others now."""
    now = {line.product_id: line.unit_price for line in order.lines}
    former = {}
    for text in list(seen)[:MOST_LINES]:
        found = _SEEN.fullmatch(text)
        if found and int(found[1]) in now:
            price = Money.parse(found[2], order.total.currency)
            if price != now[int(found[1])]:
                former[int(found[1])] = money(price)
    return former


def _kept_names() -> list[str]:
    return [name for name in session if name.startswith(_PRICE)]
