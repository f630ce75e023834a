"""The check of the contracts counts what it has seen, and says what is lacking."""

import json
from collections import Counter
from pathlib import Path

import pytest

from contract_kit import Interaction
from contract_kit.map.results import Documented, read_results
from contract_kit.outcomes import FoundOutcomes
from contract_kit.strength import Strength
from tools.contracts.table import Row, rows, table, write_rows

ARROW = ("counter", "tea-service")


def promise(description: str) -> Interaction:
    return Interaction(*ARROW, description, (), {}, {})


def found(kept: int = 0, pending: int = 0) -> FoundOutcomes:
    return FoundOutcomes(Counter({ARROW: kept}), Counter({ARROW: pending}), ())


def test_row_counts_what_was_seen() -> None:
    promises = [promise("a tea"), promise("all teas")]

    (row,) = rows([ARROW], promises, found(kept=2), Strength((), (), ()), Counter())

    assert (row.promises, row.verified, row.unused) == (2, 2, 0)
    assert not row.is_lacking


@pytest.mark.parametrize("kept", [0, 1])
def test_promise_that_nobody_verified_is_lacking(kept: int) -> None:
    promises = [promise("a tea"), promise("all teas")]

    (row,) = rows([ARROW], promises, found(kept=kept), Strength((), (), ()), Counter())

    assert row.is_lacking


def test_promise_that_may_wait_is_not_lacking() -> None:
    promises = [promise("a tea"), promise("all teas")]
    seen = found(kept=1, pending=1)

    (row,) = rows([ARROW], promises, seen, Strength((), (), ()), Counter())

    assert not row.is_lacking


def test_arrow_without_promises_is_lacking() -> None:
    (row,) = rows([ARROW], [], found(), Strength((), (), ()), Counter())

    assert row.is_lacking


def test_table_ends_with_all_together() -> None:
    counter = Row("counter", "tea-service", 3, 2, 19, 20, 1)
    cook = Row("cook", "tea-service", 1, 1, 5, 5, 0)

    lines = table([counter, cook]).splitlines()

    assert lines[1].split() == ["counter", "tea-service", "3", "2", "95", "%", "1"]
    assert lines[-1].split() == ["together", "4", "3", "96", "%", "1"]


def test_strength_is_never_rounded_up() -> None:
    assert Row("counter", "tea-service", 1, 1, 999, 1000, 0).strength == "99 %"


def test_rows_are_written_for_the_map(tmp_path: Path) -> None:
    rows = [Row("counter", "tea-service", 3, 3, 20, 20, 0)]
    answers = [Documented("tea-service", "GET /teas", {"200": 3}, ("401",))]
    write_rows(rows, answers, tmp_path / "rows.json")

    written = json.loads((tmp_path / "rows.json").read_text())
    assert read_results(written).answers == tuple(answers)
    (arrow,) = written["arrows"]
    assert (arrow["consumer"], arrow["noticed"], arrow["verified"]) == (
        "counter",
        20,
        3,
    )
