"""People buy while the main process of each container is killed once, from outside."""

import os
import signal
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.chaos.buyer import Buyer
from tools.chaos.checker import Violation, find_violations
from tools.chaos.journal import CHECKOUT, Journal
from tools.chaos.ledger import ONCE_PAID, Ledger
from tools.chaos.people import Shopkeeper, register
from tools.chaos.shoppers import PATIENCE, Shopper
from tools.chaos.wishes import wishes
from tools.compose.house import House
from tools.refusal import Refusal

_SHOPPERS = 4
_SEED = 2026
_MORE_PATIENCE = 15.0
_LEAST_PAID = 0.4
_SECONDS_BETWEEN_LOOKS = 0.3


@dataclass(frozen=True)
class Outcome:
    """What was killed, how long it took to heal, and what the books say."""

    healed: dict[str, float]
    ledger: Ledger
    asked: int
    violations: Sequence[Violation]

    @property
    def paid(self) -> int:
        """Count the orders that were paid."""
        return sum(order.state in ONCE_PAID for order in self.ledger.orders)

    @property
    def complaints(self) -> list[str]:
        """Return what is wrong with it, or with what it proves."""
        found = [
            f"{each.kind}: {each.about} {each.sentence}" for each in self.violations
        ]
        if self.paid < _LEAST_PAID * len(self.ledger.orders) or not self.paid:
            found.append(f"only {self.paid} of {len(self.ledger.orders)} were paid")
        return found


def rage(house: House) -> Outcome:
    """Kill everything once while people buy; judge when all is settled."""
    shop = house.shop()
    keeper = Shopkeeper(shop)
    products = keeper.stock()
    keeper.leave()
    before = house.ledger()
    stocked = {
        product: pieces
        for product, pieces in before.available.items()
        if product in products.everything
    }
    with tempfile.TemporaryDirectory(prefix="storm-") as folder:
        journal = Journal(Path(folder) / "journal.jsonl")
        closing = threading.Event()
        crowd = [
            Shopper(
                Buyer(number, house.url, register(shop, f"ada-{number}"), journal),
                wishes(_SEED, number, products),
                closing,
            )
            for number in range(_SHOPPERS)
        ]
        with _shopping(crowd, closing):
            healed = {
                name: max(
                    _kill(house, each, journal) for each in house.containers(name)
                )
                for name in house.services
            }
            house.compose("restart", "database", "redis")
            healed["restart of both stores"] = _heal(house)
        ledger = _settled(house)
        journal.close()
    return Outcome(
        healed,
        ledger,
        sum(question.deed == CHECKOUT for question in journal.asked),
        find_violations(journal.heard, ledger, stocked),
    )


@contextmanager
def _shopping(crowd: Sequence[Shopper], closing: threading.Event) -> Iterator[None]:
    for shopper in crowd:
        shopper.start()
    try:
        yield
    finally:
        closing.set()
        for shopper in crowd:
            shopper.join(PATIENCE + _MORE_PATIENCE)
    for shopper in crowd:
        if shopper.failure:
            raise shopper.failure


def _kill(house: House, victim: dict[str, Any], journal: Journal) -> float:
    """Kill a container's main process as the host would; tell how long it was ill."""
    _wait_for_a_purchase(journal)
    process = int(victim["State"]["Pid"])
    try:
        os.kill(process, signal.SIGKILL)
    except PermissionError:
        raise Refusal("Only root may kill what runs in a container.") from None
    begin = time.monotonic()
    while house.engine.inspect(victim["Id"])[0]["State"]["Pid"] in (0, process):
        if time.monotonic() - begin > PATIENCE:
            raise Refusal(f"{victim['Name']} does not come back by itself.")
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    _heal(house)
    return time.monotonic() - begin


def _wait_for_a_purchase(journal: Journal) -> None:
    """Let people be at it: who is killed is to be in the middle of something."""
    seen, begin = len(journal.heard), time.monotonic()
    while len(journal.heard) == seen:
        if time.monotonic() - begin > PATIENCE:
            raise Refusal("Nobody hears anything from the shop any more.")
        time.sleep(0.01)


def _heal(house: House) -> float:
    begin = time.monotonic()
    house.wait_until_whole()
    return time.monotonic() - begin


def _settled(house: House) -> Ledger:
    """Read the books once nothing is on its way, or when that takes too long."""
    deadline = time.monotonic() + PATIENCE
    while (ledger := house.ledger()).unsettled and time.monotonic() < deadline:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    return ledger
