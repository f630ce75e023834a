from dataclasses import replace

import pytest

from testing.resilience.compose.container_kills import KillResult
from testing.resilience.compose.lifecycle_scenario import (
    LifecycleResult,
    failed_tests,
)
from testing.resilience.compose.report import report
from testing.resilience.storms.concurrent_shoppers import Purchases
from testing.resilience.storms.consistency_checker import Kind, Violation
from testing.resilience.storms.database_rows import Order, Snapshot
from tools.containers.shop_images import too_large

PAID = Order("a", "AAAA-1111", 1, "key", "paid", None, 290, 290, {})


@pytest.fixture
def result() -> LifecycleResult:
    bought = Purchases(Snapshot((PAID,), (), (), {}), 1, [], [])
    storm = KillResult({"gateway": 3.5}, bought)
    return LifecycleResult("mariadb", 40.0, 20.0, {"gateway": 12}, storm, [], [])


def test_trial_in_which_all_went_well_says_so(result: LifecycleResult) -> None:
    lines = report({"frontend": 99}, [result])

    assert result.complaints == result.warnings == []
    assert "Nothing lost" in lines
    assert "frontend" in lines


def test_order_that_is_gone_fails_the_trial(result: LifecycleResult) -> None:
    worse = replace(result, forgotten=["BBBB-2222"])

    assert worse.complaints == ["order BBBB-2222 is gone after down and up"]
    assert "Nothing lost" not in report({}, [worse])


def test_violation_fails_the_trial(result: LifecycleResult) -> None:
    oversold = [Violation(Kind.OVERSOLD, "product 7")]
    bought = replace(result.storm.bought, violations=oversold)
    worse = replace(result, storm=replace(result.storm, bought=bought))

    assert any("oversold" in each for each in worse.complaints)


def test_storm_in_which_hardly_anybody_paid_proves_nothing(
    result: LifecycleResult,
) -> None:
    unpaid = replace(PAID, state="failed")
    snapshot = Snapshot((PAID, unpaid, unpaid), (), (), {})
    bought = replace(result.storm.bought, snapshot=snapshot)
    worse = replace(result, storm=replace(result.storm, bought=bought))

    assert worse.complaints == ["only 1 of 3 were paid"]


def test_failed_browser_test_fails_the_trial(result: LifecycleResult) -> None:
    line = "FAILED e2e/test_smoke.py::test_shop_is_whole - Failed: 503"
    summary = f"== short test summary info ==\n{line}\n== 1 failed in 1.00s ==\n"

    failed = replace(result, failed_tests=failed_tests(summary, 1))

    assert failed.complaints == [f"{line}: its words are above"]


def test_browser_tests_that_end_without_a_name_fail_the_trial() -> None:
    assert failed_tests("No browser found.", 2) == [
        "the browser tests ended with status 2"
    ]
    assert failed_tests("== 9 passed ==", 0) == []


def test_slow_opening_and_much_memory_are_warned_about(result: LifecycleResult) -> None:
    slow = replace(result, seconds_to_open=84.0, held={"gateway": 708})

    assert len(slow.warnings) == 2
    assert not slow.complaints


def test_image_is_too_large_from_121_megabytes_on() -> None:
    assert too_large({"frontend": 121, "setup": 120}) == ["frontend"]
