"""One storm: shoppers buy while faults happen; then everything must be well again."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from testing.driver.administrator import Administrator
from testing.resilience.storms.concurrent_shoppers import ConcurrentShoppers, Purchases
from testing.resilience.storms.consistency_checker import Kind, Violation
from testing.resilience.storms.database_rows import count_unsettled
from testing.resilience.storms.failpoints import all_failpoints
from testing.resilience.storms.fault_schedule import schedule
from testing.resilience.storms.journal import Journal
from testing.resilience.storms.nemesis import Nemesis
from testing.resilience.storms.proxied_shop import ProxiedShop, running_proxied_shop
from testing.resilience.storms.shopper_thread import PATIENCE
from testing.resilience.storms.stock_and_prices import PriceChanger
from testing.resilience.storms.unmet_faults import Struck, cause_until_met

_SECONDS_BETWEEN_LOOKS = 0.2
# For shoppers to see what became of the orders that were settled last.
_MORE_PATIENCE = 10.0
_BEYOND_ALL_SEEDS = 10**6


@dataclass(frozen=True)
class StormPlan:
    """What a storm is made of; the same plan draws the same purchases and faults."""

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
class StormResult:
    """All that a storm has shown."""

    plan: StormPlan
    purchases: Purchases
    struck: Mapping[tuple[str, str], int]
    hits: Mapping[str, int]
    prices_changed: int
    seconds_to_recover: float | None


def run(plan: StormPlan, journal_path: Path) -> StormResult:
    """Open a shop, break it for so long, let it recover, and check its databases."""
    journal = Journal(journal_path)
    # Two processes each: whoever is killed leaves another to meet unfinished work.
    with running_proxied_shop({"WEB_WORKERS": "2"}) as shop:
        shoppers = ConcurrentShoppers(
            shop.running,
            shop.orders,
            shop.snapshot,
            journal,
            plan.shoppers,
            plan.seed,
        )
        administrator = Administrator.of(shop.running)
        prices = PriceChanger(
            administrator, shoppers.unsteady, shoppers.closing, plan.seed
        )
        struck, recovery = _break(shop, plan, shoppers, prices)
        purchases = shoppers.purchases()
        violations = [*purchases.violations, *_mismatches(shop)]
        hits = shop.proxy.hits()
        administrator.close()
    journal.close()
    return StormResult(
        plan,
        replace(purchases, violations=violations),
        struck,
        hits,
        prices.changed,
        recovery,
    )


def _break(
    shop: ProxiedShop,
    plan: StormPlan,
    shoppers: ConcurrentShoppers,
    prices: PriceChanger,
) -> tuple[Mapping[tuple[str, str], int], float | None]:
    shoppers.start()
    prices.start()
    try:
        struck = cause_until_met(partial(_cause, shop, plan), shop.proxy.hits)
    finally:
        shoppers.closing.set()
    recovery = _seconds_to_recover(shop, shoppers)
    prices.join()
    shoppers.raise_failure()
    return struck, recovery


def _cause(shop: ProxiedShop, plan: StormPlan, part: int) -> Struck:
    """Cause the faults of the plan; in later parts others, with more time between."""
    seed = plan.seed + part * _BEYOND_ALL_SEEDS
    pace = plan.faults_per_second / 2**part
    faults = schedule(seed, plan.seconds, all_failpoints(), pace)
    nemesis = Nemesis(faults, shop.processes, shop.proxy, shop.failpoints)
    nemesis.run(plan.seconds)
    return nemesis.struck


def _seconds_to_recover(
    shop: ProxiedShop, shoppers: ConcurrentShoppers
) -> float | None:
    """Return when the last order was settled; None where that takes too long.

    Shoppers who repeat themselves may still place one, and are waited for.
    """
    begin = settled = time.monotonic()
    while (unsettled := count_unsettled(shop.data)) or shoppers.are_shopping:
        if unsettled:
            settled = time.monotonic()
        if time.monotonic() - begin > PATIENCE + _MORE_PATIENCE:
            break
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    recovery = settled - begin
    return recovery if recovery <= PATIENCE else None


def _mismatches(shop: ProxiedShop) -> list[Violation]:
    shop.wait_until_open()
    done = shop.reconcile(shop.data.parent / "reconcile.json")
    if done.returncode == 0:
        return []
    output = f"{done.stdout}{done.stderr}".strip()
    return [Violation(Kind.MISMATCH, f"exit status {done.returncode}", output)]
