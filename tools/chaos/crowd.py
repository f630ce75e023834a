"""A crowd that buys until closing time, and what the books say of it afterwards.

Each storm breaks something else meanwhile; the people and the judge are the same.
"""

import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.chaos.buyer import Buyer
from tools.chaos.checker import Kind, Violation, find_violations
from tools.chaos.journal import CHECKOUT, Heard, Journal
from tools.chaos.ledger import ONCE_PAID, Ledger, Quantities
from tools.chaos.people import Shopkeeper, register
from tools.chaos.shoppers import PATIENCE, Shopper
from tools.chaos.wishes import Range, wishes
from tools.shop import RunningShop

_SEED = 2026
_MORE_PATIENCE = 15.0
_LEAST_PAID = 0.4
_SECONDS_BETWEEN_LOOKS = 0.3


@dataclass(frozen=True)
class Purchases:
    """What the crowd asked for and was told, and what is wrong with the books."""

    ledger: Ledger
    asked: int
    heard: Sequence[Heard]
    violations: Sequence[Violation]

    @property
    def paid(self) -> int:
        """Count the orders that were paid."""
        return sum(order.state in ONCE_PAID for order in self.ledger.orders)

    @property
    def lost(self) -> int:
        """Count what was promised to somebody and is in no book."""
        return sum(violation.kind == Kind.LOST for violation in self.violations)

    @property
    def complaints(self) -> list[str]:
        """Return what is wrong with it, or with what it proves."""
        found = [
            f"{each.kind}: {each.about} {each.sentence}" for each in self.violations
        ]
        if self.paid < _LEAST_PAID * len(self.ledger.orders) or not self.paid:
            found.append(f"only {self.paid} of {len(self.ledger.orders)} were paid")
        return found


class Crowd:
    """Some shoppers of one shop, and a way to read its books."""

    def __init__(
        self,
        shop: RunningShop,
        orders: str,
        read: Callable[[], Ledger],
        journal: Journal,
        number: int,
    ) -> None:
        """Stock the shelves, and invite so many to buy at the address `orders`."""
        keeper = Shopkeeper(shop)
        products = keeper.stock()
        keeper.leave()
        self.journal = journal
        self._read = read
        self._stocked = stocked(read(), products)
        self._closing = threading.Event()
        self._people = invite(
            shop, orders, journal, products, self._closing, seed=_SEED, number=number
        )

    @contextmanager
    def shopping(self) -> Iterator[None]:
        """Run every shopper for the length of a `with`, and wait for the last."""
        for shopper in self._people:
            shopper.start()
        try:
            yield
        finally:
            self._closing.set()
            for shopper in self._people:
                shopper.join(PATIENCE + _MORE_PATIENCE)
        raise_failures(self._people)

    def judge(self) -> Purchases:
        """Read the books once nothing is on its way, or when that takes too long."""
        deadline = time.monotonic() + PATIENCE
        while (ledger := self._read()).unsettled and time.monotonic() < deadline:
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        asked = sum(question.deed == CHECKOUT for question in self.journal.asked)
        heard = self.journal.heard
        found = find_violations(heard, ledger, self._stocked)
        return Purchases(ledger, asked, heard, found)


@contextmanager
def crowd_at(
    shop: RunningShop, orders: str, read: Callable[[], Ledger], number: int
) -> Iterator[Crowd]:
    """Gather a crowd whose journal is gone after the `with`."""
    with tempfile.TemporaryDirectory(prefix="storm-") as folder:
        journal = Journal(Path(folder) / "journal.jsonl")
        try:
            yield Crowd(shop, orders, read, journal, number)
        finally:
            journal.close()


def invite(
    shop: RunningShop,
    orders: str,
    journal: Journal,
    products: Range,
    closing: threading.Event,
    *,
    seed: int,
    number: int,
) -> list[Shopper]:
    """Open an account for each shopper; each draws wishes of their own."""
    return [
        Shopper(
            Buyer(one, orders, register(shop, f"ada-{one}"), journal),
            wishes(seed, one, products),
            closing,
        )
        for one in range(number)
    ]


def stocked(ledger: Ledger, products: Range) -> Quantities:
    """Count what there is of each product that is bought in a storm."""
    return {
        product: pieces
        for product, pieces in ledger.available.items()
        if product in products.everything
    }


def raise_failures(people: Sequence[Shopper]) -> None:
    """Raise what has ended a shopper: a storm with fewer people sees less."""
    for shopper in people:
        if shopper.failure:
            raise shopper.failure
