"""Shoppers who buy until closing time, and what the databases hold afterwards.

Each storm breaks something else meanwhile; the shoppers and the checks are the same.
"""

import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from testing.driver.administrator import Administrator, register
from testing.resilience.storms.api_shopper import ApiShopper
from testing.resilience.storms.consistency_checker import (
    Kind,
    Violation,
    find_violations,
)
from testing.resilience.storms.database_rows import ONCE_PAID, Snapshot
from testing.resilience.storms.journal import CHECKOUT, Journal, Response
from testing.resilience.storms.purchase_plans import purchase_plans
from testing.resilience.storms.shopper_thread import PATIENCE, ShopperThread
from testing.resilience.storms.stock_and_prices import stock
from tools.shop import RunningShop

_SEED = 2026
_MORE_PATIENCE = 15.0
# A run in which hardly anybody bought anything proves nothing.
LEAST_PAID = 0.4
_SECONDS_BETWEEN_LOOKS = 0.3


@dataclass(frozen=True)
class Purchases:
    """What the shoppers requested and were answered, and what is wrong with it."""

    snapshot: Snapshot
    requested: int
    responses: Sequence[Response]
    violations: Sequence[Violation]

    @property
    def paid(self) -> int:
        """Count the orders that were paid."""
        return sum(order.state in ONCE_PAID for order in self.snapshot.orders)

    @property
    def lost(self) -> int:
        """Count the orders that were confirmed to a shopper and no database holds."""
        return sum(violation.kind == Kind.LOST for violation in self.violations)

    @property
    def complaints(self) -> list[str]:
        """Return what is wrong with it, or with what it proves."""
        found = [
            f"{each.kind}: {each.about} {each.sentence}" for each in self.violations
        ]
        if self.paid < LEAST_PAID * len(self.snapshot.orders) or not self.paid:
            found.append(f"only {self.paid} of {len(self.snapshot.orders)} were paid")
        return found


class ConcurrentShoppers:
    """Some shoppers of one shop, each with an account and purchases of their own."""

    def __init__(
        self,
        shop: RunningShop,
        orders: str,
        read: Callable[[], Snapshot],
        journal: Journal,
        number: int,
        seed: int = _SEED,
    ) -> None:
        """Stock the products, and register so many to buy at the address `orders`."""
        administrator = Administrator.of(shop)
        products, self.unsteady = stock(administrator)
        administrator.close()
        self.journal = journal
        self._read = read
        available = read().available
        self._stocked = {each: available[each] for each in products.everything}
        self.closing = threading.Event()
        users = shop.services["user-service"]
        self._threads = [
            ShopperThread(
                ApiShopper(one, orders, register(users, f"ada-{one}"), journal),
                purchase_plans(seed, one, products),
                self.closing,
            )
            for one in range(number)
        ]

    def start(self) -> None:
        """Start every shopper."""
        for thread in self._threads:
            thread.start()

    @property
    def are_shopping(self) -> bool:
        """Return whether anybody is still there."""
        return any(thread.is_alive() for thread in self._threads)

    def raise_failure(self) -> None:
        """Raise what has ended a shopper: a storm with fewer of them sees less."""
        for thread in self._threads:
            if thread.failure:
                raise thread.failure

    @contextmanager
    def shopping(self) -> Iterator[None]:
        """Run every shopper for the length of a `with`, and wait for the last."""
        self.start()
        try:
            yield
        finally:
            self.closing.set()
            for thread in self._threads:
                thread.join(PATIENCE + _MORE_PATIENCE)
        self.raise_failure()

    def purchases(self) -> Purchases:
        """Read the databases once all is settled, or when that takes too long."""
        deadline = time.monotonic() + PATIENCE
        while (snapshot := self._read()).unsettled and time.monotonic() < deadline:
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        responses = self.journal.responses
        requested = sum(each.action == CHECKOUT for each in self.journal.requests)
        found = find_violations(responses, snapshot, self._stocked)
        return Purchases(snapshot, requested, responses, found)


@contextmanager
def concurrent_shoppers(
    shop: RunningShop, orders: str, read: Callable[[], Snapshot], number: int
) -> Iterator[ConcurrentShoppers]:
    """Register shoppers whose journal is gone after the `with`."""
    with tempfile.TemporaryDirectory(prefix="storm-") as folder:
        journal = Journal(Path(folder) / "journal.jsonl")
        try:
            yield ConcurrentShoppers(shop, orders, read, journal, number)
        finally:
            journal.close()
