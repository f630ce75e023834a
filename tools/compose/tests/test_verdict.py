from dataclasses import replace

import pytest

from tools.chaos.checker import Kind, Violation
from tools.chaos.crowd import Purchases
from tools.chaos.ledger import Ledger, Order
from tools.compose.building import too_large
from tools.compose.storm import Outcome
from tools.compose.table import table
from tools.compose.trial import Trial

PAID = Order("a", "AAAA-1111", 1, "key", "paid", None, 290, 290, {})


@pytest.fixture
def trial() -> Trial:
    bought = Purchases(Ledger((PAID,), (), (), {}), 1, [], [])
    storm = Outcome({"gateway": 3.5}, bought)
    return Trial("mariadb", 40.0, 20.0, {"gateway": 12}, storm, 0, [])


def test_trial_in_which_all_went_well_says_so(trial: Trial) -> None:
    told = table({"frontend": 99}, [trial])

    assert trial.complaints == trial.warnings == []
    assert "Nothing lost" in told
    assert "frontend" in told


def test_order_that_is_gone_fails_the_trial(trial: Trial) -> None:
    worse = replace(trial, forgotten=["BBBB-2222"])

    assert worse.complaints == ["order BBBB-2222 is gone after down and up"]
    assert "Nothing lost" not in table({}, [worse])


def test_violation_fails_the_trial(trial: Trial) -> None:
    oversold = [Violation(Kind.OVERSOLD, "product 7")]
    bought = replace(trial.storm.bought, violations=oversold)
    worse = replace(trial, storm=replace(trial.storm, bought=bought))

    assert any("oversold" in each for each in worse.complaints)


def test_storm_in_which_hardly_anybody_paid_proves_nothing(trial: Trial) -> None:
    unpaid = replace(PAID, state="failed")
    ledger = Ledger((PAID, unpaid, unpaid), (), (), {})
    bought = replace(trial.storm.bought, ledger=ledger)
    worse = replace(trial, storm=replace(trial.storm, bought=bought))

    assert worse.complaints == ["only 1 of 3 were paid"]


def test_failed_browser_test_fails_the_trial(trial: Trial) -> None:
    assert replace(trial, tests_failed=1).complaints


def test_slow_opening_and_much_memory_are_told(trial: Trial) -> None:
    slow = replace(trial, seconds_to_open=84.0, held={"gateway": 708})

    assert len(slow.warnings) == 2
    assert not slow.complaints


def test_image_is_too_large_from_121_megabytes_on() -> None:
    assert too_large({"frontend": 121, "setup": 120}) == ["frontend"]
