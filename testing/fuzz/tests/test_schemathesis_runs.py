"""A run of made-up calls is good only where some were made and all went well."""

from typing import Any

from testing.fuzz.schemathesis_runs import FuzzRun, read_run

GOOD: dict[str, Any] = {
    "operations": {"tested": 7},
    "test_cases": {"generated": 274, "unique_failures": 0, "errored": 0},
    "running_time": 7.5,
}


def read(found: dict[str, Any], *, is_red: bool = False) -> FuzzRun:
    return read_run("tea-house", "shopper", found, "", is_red=is_red)


def test_run_with_cases_and_no_failure_is_good() -> None:
    assert read(GOOD).is_good
    assert read(GOOD).cases == 274


def test_failure_and_error_count_alike() -> None:
    bad = {"generated": 274, "unique_failures": 3, "errored": 1}

    assert read({**GOOD, "test_cases": bad}).failures == 4


def test_run_that_broke_off_is_not_good() -> None:
    assert not read({}, is_red=True).is_good


def test_run_that_called_nothing_is_not_good() -> None:
    assert not read({**GOOD, "test_cases": {"generated": 0}}).is_good
