"""The check of the contracts counts what it has seen, and names what is lacking."""

from collections import Counter

import pytest

from contract_kit.check.integration_table import (
    IntegrationRow,
    as_document,
    rows,
    table,
)
from contract_kit.pact_files import Integration, Interaction
from contract_kit.report.check_results import DocumentedOperation, read_check_results

INTEGRATION = Integration("counter", "tea-service")


def interaction(description: str) -> Interaction:
    return Interaction(*INTEGRATION, description, (), {}, {})


def counted(kept: int = 0, pending: int = 0) -> tuple[Counter[Integration], ...]:
    return Counter({INTEGRATION: kept}), Counter({INTEGRATION: pending})


def test_row_counts_what_was_seen() -> None:
    interactions = [interaction("a tea"), interaction("all teas")]

    (row,) = rows([INTEGRATION], interactions, *counted(kept=2), {}, Counter())

    assert (row.interactions, row.verified, row.unused) == (2, 2, 0)
    assert not row.is_lacking


@pytest.mark.parametrize("kept", [0, 1])
def test_interaction_that_nobody_verified_is_lacking(kept: int) -> None:
    interactions = [interaction("a tea"), interaction("all teas")]

    (row,) = rows(
        [INTEGRATION],
        interactions,
        *counted(kept=kept),
        {},
        Counter(),
    )

    assert row.is_lacking


def test_interaction_that_may_wait_is_not_lacking() -> None:
    interactions = [interaction("a tea"), interaction("all teas")]
    seen = counted(kept=1, pending=1)

    (row,) = rows([INTEGRATION], interactions, *seen, {}, Counter())

    assert not row.is_lacking


def test_integration_without_interactions_is_lacking() -> None:
    (row,) = rows([INTEGRATION], [], *counted(), {}, Counter())

    assert row.is_lacking


def test_table_ends_with_all_together() -> None:
    counter = IntegrationRow("counter", "tea-service", 3, 2, 19, 20, 1)
    cook = IntegrationRow("cook", "tea-service", 1, 1, 5, 5, 0)

    lines = table([counter, cook]).splitlines()

    assert lines[1].split() == ["counter", "tea-service", "3", "2", "95", "%", "1"]
    assert lines[-1].split() == ["together", "4", "3", "96", "%", "1"]


def test_mutation_score_is_never_rounded_up() -> None:
    assert (
        IntegrationRow("counter", "tea-service", 1, 1, 999, 1000, 0).mutation_score
        == "99 %"
    )


def test_rows_are_written_for_the_report() -> None:
    rows = [IntegrationRow("counter", "tea-service", 3, 3, 20, 20, 0)]
    answers = [DocumentedOperation("tea-service", "GET /teas", {"200": 3}, ("401",))]

    written = as_document(rows, answers)

    assert read_check_results(written).answers == tuple(answers)
    assert written["arrows"] == [
        {
            "promises": 3,
            "consumer": "counter",
            "provider": "tea-service",
            "verified": 3,
            "noticed": 20,
            "mutants": 20,
            "unused": 0,
        }
    ]
