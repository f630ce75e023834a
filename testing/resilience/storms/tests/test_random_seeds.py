from collections import Counter
from itertools import islice

import pytest

from testing.resilience.storms.fault_schedule import FaultKind, schedule
from testing.resilience.storms.proxy_modes import STORM_MODES
from testing.resilience.storms.purchase_plans import (
    METHODS,
    ProductRange,
    PurchasePlan,
    purchase_plans,
)

POINTS = ("order-service.before-place", "product-service.after-commit")
PRODUCTS = ProductRange(plenty=range(1, 7), last=range(7, 9), unsteady=range(9, 12))


def day_of(seed: int, shopper: int, length: int = 300) -> list[PurchasePlan]:
    return list(islice(purchase_plans(seed, shopper, PRODUCTS), length))


def test_same_seed_is_the_same_disaster() -> None:
    assert schedule(7, 60, POINTS, 2.0) == schedule(7, 60, POINTS, 2.0)
    assert schedule(7, 60, POINTS, 2.0) != schedule(8, 60, POINTS, 2.0)


def test_same_seed_is_the_same_shopping_day() -> None:
    assert day_of(7, 1) == day_of(7, 1)
    assert day_of(7, 1) != day_of(7, 2)
    assert day_of(7, 1) != day_of(8, 1)


def test_a_short_run_has_every_fault_and_every_trouble() -> None:
    faults = schedule(7, 30, POINTS, 2.0)

    assert {fault.kind for fault in faults} == set(FaultKind)
    assert {fault.mode for fault in faults} >= set(STORM_MODES)


def test_half_of_all_faults_kill() -> None:
    faults = schedule(7, 300, POINTS, 2.0)

    kills = sum(str(fault.kind).startswith("kill -9") for fault in faults)

    assert 0.5 <= kills / len(faults) <= 0.8
    assert 550 <= len(faults) <= 650


def test_faults_end_when_the_run_does() -> None:
    assert max(fault.at for fault in schedule(7, 20, POINTS, 2.0)) < 20


def test_every_key_is_used_for_one_wish() -> None:
    keys = Counter(plan.key for shopper in range(5) for plan in day_of(7, shopper))

    assert set(keys.values()) == {1}
    assert all(8 <= len(key) <= 64 for key in keys)


def test_shoppers_try_every_way_to_pay() -> None:
    days = [plan for shopper in range(4) for plan in day_of(7, shopper)]

    assert {plan.method for plan in days} == set(METHODS)
    assert {plan.delivery for plan in days} == {"standard", "express"}
    assert sum(plan.is_doubled for plan in days) / len(days) == pytest.approx(
        0.2, abs=0.05
    )
