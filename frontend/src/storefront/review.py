"""What a shopper must look at again before paying: lines that have changed."""

import re
from collections.abc import Iterable, Mapping

from service_kit.http import Rejected
from service_kit.money import Money
from storefront.formatting import money
from storefront.payloads import Line, Order

# Where in the page to look, and what is the matter there.
Faults = list[tuple[str, str]]
_SEEN = re.compile(r"([0-9]{1,10}):([0-9]{1,9}\.[0-9]{2})")
MOST_LINES = 100


def prices_of(order: Order) -> list[str]:
    """Write the prices of an order as a page carries them along."""
    return [f"{line.product_id}:{line.unit_price.amount}" for line in order.lines]


def line_faults(order: Order) -> Faults:
    """Say what is the matter with each line that cannot be had as it is."""
    return [
        (f"line-{line.product_id}", _words(line)) for line in order.lines if line.notice
    ]


def shares_of(refusal: Rejected) -> dict[int, int]:
    """Read how many of each product one shopper may have, where that was too few."""
    short = refusal.problem.get("short", [])
    return {line["product_id"]: line["available"] for line in short}


def share_faults(order: Order, shares: Mapping[int, int]) -> Faults:
    """Say at each line of which one shopper wants too many how many may be had."""
    return [
        (f"line-{line.product_id}", _share(line, shares[line.product_id]))
        for line in order.lines
        if line.product_id in shares
    ]


def former_prices(seen: Iterable[str], order: Order) -> Mapping[int, str]:
    """Tell the prices that the shopper saw before, where they are others now.

    The page carries them along as `7:2.40`.
    """
    now = {line.product_id: line.unit_price for line in order.lines}
    former = {}
    for text in list(seen)[:MOST_LINES]:
        found = _SEEN.fullmatch(text)
        if found and int(found[1]) in now:
            price = Money.parse(found[2], order.total.currency)
            if price != now[int(found[1])]:
                former[int(found[1])] = money(price)
    return former


def price_faults(order: Order, former: Mapping[int, str]) -> Faults:
    """Name both prices of each line that costs something else than before."""
    return [
        (
            f"line-{line.product_id}",
            f"{line.name} was {former[line.product_id]}, and is "
            f"{money(line.unit_price)} now.",
        )
        for line in order.lines
        if line.product_id in former
    ]


def _share(line: Line, count: int) -> str:
    if count == 0:
        return f"You cannot have more of {line.name} until your other order is paid."
    return f"You can have {count} of {line.name} in one go; others want some, too."


def _words(line: Line) -> str:
    if line.notice == "short":
        verb = "is" if line.available == 1 else "are"
        return f"Only {line.available} of {line.name} {verb} left."
    if line.notice == "sold-out":
        return f"{line.name} is sold out."
    return f"{line.name} is no longer for sale."
