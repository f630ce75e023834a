from collections import Counter
from itertools import islice

import pytest

from tools.chaos.faults import Fault, schedule
from tools.chaos.modes import TROUBLES
from tools.chaos.wishes import METHODS, Range, Wish, wishes

POINTS = ("order-service.before-place", "product-service.after-commit")
SHELVES = Range(plenty=range(1, 7), last=range(7, 9), unsteady=range(9, 12))


def day_of(seed: int, shopper: int, length: int = 300) -> list[Wish]:
    return list(islice(wishes(seed, shopper, SHELVES), length))


def test_same_seed_is_the_same_disaster() -> None:
    assert schedule(7, 60, POINTS, 2.0) == schedule(7, 60, POINTS, 2.0)
    assert schedule(7, 60, POINTS, 2.0) != schedule(8, 60, POINTS, 2.0)


def test_same_seed_is_the_same_shopping_day() -> None:
    assert day_of(7, 1) == day_of(7, 1)
    assert day_of(7, 1) != day_of(7, 2)
    assert day_of(7, 1) != day_of(8, 1)


def test_a_short_run_has_every_fault_and_every_trouble() -> None:
    strikes = schedule(7, 30, POINTS, 2.0)

    assert {strike.fault for strike in strikes} == set(Fault)
    assert {strike.mode for strike in strikes} >= set(TROUBLES)


def test_half_of_all_faults_kill() -> None:
    strikes = schedule(7, 300, POINTS, 2.0)

    kills = sum(str(strike.fault).startswith("kill -9") for strike in strikes)

    assert 0.5 <= kills / len(strikes) <= 0.8
    assert 550 <= len(strikes) <= 650


def test_faults_end_when_the_run_does() -> None:
    assert max(strike.at for strike in schedule(7, 20, POINTS, 2.0)) < 20


def test_every_key_is_used_for_one_wish() -> None:
    keys = Counter(wish.key for shopper in range(5) for wish in day_of(7, shopper))

    assert set(keys.values()) == {1}
    assert all(8 <= len(key) <= 64 for key in keys)


def test_shoppers_try_every_way_to_pay() -> None:
    days = [wish for shopper in range(4) for wish in day_of(7, shopper)]

    assert {wish.method for wish in days} == set(METHODS)
    assert {wish.delivery for wish in days} == {"standard", "express"}
    assert sum(wish.is_doubled for wish in days) / len(days) == pytest.approx(
        0.2, abs=0.05
    )
