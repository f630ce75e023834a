"""One run: people shop while faults happen; then everything must be well again."""

import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.chaos.checker import Kind, Violation, find_violations
from tools.chaos.crowd import invite, raise_failures, stocked
from tools.chaos.faults import schedule
from tools.chaos.journal import Heard, Journal
from tools.chaos.ledger import Ledger, count_unsettled
from tools.chaos.nemesis import Nemesis
from tools.chaos.people import Shopkeeper
from tools.chaos.points import all_points
from tools.chaos.shoppers import PATIENCE, Shopper
from tools.chaos.stage import Stage, staged
from tools.chaos.wishes import Range

_SECONDS_BETWEEN_LOOKS = 0.2
# For shoppers to hear what became of the orders that were settled last.
_MORE_PATIENCE = 10.0


@dataclass(frozen=True)
class Plan:
    """What a run is made of; the same plan draws the same wishes and faults."""

    seed: int
    seconds: float
    shoppers: int = 48
    faults_per_second: float = 1.6

    @property
    def words(self) -> str:
        """The words that repeat it."""
        return (
            f"--seconds {self.seconds:g} --seed {self.seed}"
            f" --shoppers {self.shoppers} --faults {self.faults_per_second:g}"
        )


@dataclass(frozen=True)
class Outcome:
    """All that a run has shown."""

    plan: Plan
    ledger: Ledger
    heard: Sequence[Heard]
    struck: Mapping[tuple[str, str], int]
    hits: Mapping[str, int]
    prices_changed: int
    seconds_to_recover: float | None
    violations: Sequence[Violation]


def run(plan: Plan, journal_path: Path) -> Outcome:
    """Open a shop, break it for so long, let it recover, and look at the books."""
    journal = Journal(journal_path)
    # Two processes each: whoever is killed leaves another to meet unfinished work.
    with staged({"WEB_WORKERS": "2"}) as stage:
        keeper = Shopkeeper(stage.shop)
        products = keeper.stock()
        at_first = stocked(stage.ledger(), products)
        struck, recovery = _break(stage, plan, journal, keeper, products)
        ledger = stage.ledger()
        violations = [
            *find_violations(journal.heard, ledger, at_first),
            *_mismatches(stage),
        ]
        hits = stage.proxy.hits()
        keeper.leave()
    journal.close()
    return Outcome(
        plan,
        ledger,
        journal.heard,
        struck,
        hits,
        keeper.changed,
        recovery,
        violations,
    )


def _break(
    stage: Stage, plan: Plan, journal: Journal, keeper: Shopkeeper, products: Range
) -> tuple[Counter[tuple[str, str]], float | None]:
    closing = threading.Event()
    crowd = invite(
        stage.shop,
        stage.orders,
        journal,
        products,
        closing,
        seed=plan.seed,
        number=plan.shoppers,
    )
    prices = threading.Thread(target=keeper.change_prices, args=(closing, plan.seed))
    strikes = schedule(plan.seed, plan.seconds, all_points(), plan.faults_per_second)
    nemesis = Nemesis(strikes, stage.processes, stage.proxy, stage.points)
    for thread in (*crowd, prices):
        thread.start()
    try:
        nemesis.rage(plan.seconds)
    finally:
        closing.set()
    recovery = _seconds_to_recover(stage, crowd)
    prices.join()
    raise_failures(crowd)
    return nemesis.struck, recovery


def _seconds_to_recover(stage: Stage, crowd: Sequence[Shopper]) -> float | None:
    """Tell when the last order was settled; None where that takes too long.

    Shoppers who repeat themselves may still place one, and are waited for.
    """
    begin = settled = time.monotonic()
    while (unsettled := count_unsettled(stage.data)) or _any_alive(crowd):
        if unsettled:
            settled = time.monotonic()
        if time.monotonic() - begin > PATIENCE + _MORE_PATIENCE:
            break
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    recovery = settled - begin
    return recovery if recovery <= PATIENCE else None


def _any_alive(crowd: Sequence[Shopper]) -> bool:
    return any(shopper.is_alive() for shopper in crowd)


def _mismatches(stage: Stage) -> list[Violation]:
    stage.wait_until_open()
    report = stage.data.parent / "reconcile.json"
    told = stage.reconcile(report)
    if told.returncode == 0:
        return []
    said = f"{told.stdout}{told.stderr}".strip()
    return [Violation(Kind.MISMATCH, f"exit status {told.returncode}", said)]
