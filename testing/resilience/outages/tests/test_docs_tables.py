from collections.abc import Sequence

import pytest

from testing.resilience.outages.docs_tables import BEGIN, DOCUMENT, END, needs, within
from testing.resilience.outages.expectations import SESSIONS
from testing.resilience.outages.fake_responses import NONSENSE
from testing.resilience.outages.outage import SERVICES, OutageKind, all_outages


@pytest.fixture(scope="module")
def written() -> Sequence[str]:
    """The lines between the marks of the document."""
    _, _, rest = DOCUMENT.read_text("utf-8").partition(BEGIN)
    return rest.partition(END)[0].splitlines()


def test_document_lists_what_each_page_needs(written: Sequence[str]) -> None:
    missing = [line for line in needs() if line not in written]

    assert missing == [], (
        "docs/reference/outages.md differs from pages.py and actions.py"
        " in testing/resilience/outages: run `nox -s outages -- --write`"
    )


def test_document_holds_nothing_that_no_run_has_written(
    written: Sequence[str],
) -> None:
    rows = [line for line in written if line.startswith("| ")]
    measured = rows[: -len(list(needs()))]

    documented = {tuple(row.strip("| ").split(" | ")[:2]) for row in measured[2:]}

    every = {(outage.service, str(outage.kind)) for outage in all_outages()}
    assert documented == every
    assert len(rows) == 2 + len(every) + len(list(needs()))


def test_every_service_is_lost_in_every_way() -> None:
    lost = {(outage.service, outage.kind) for outage in all_outages()}
    nonsense = {outage.variant for outage in all_outages() if outage.variant}

    ways = {(service, kind) for service in SERVICES for kind in OutageKind}
    assert lost == ways | {(SESSIONS, OutageKind.DOWN), (SESSIONS, OutageKind.FROZEN)}
    assert nonsense == set(NONSENSE)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.0, "≤ 0.1 s"), (0.11, "≤ 0.5 s"), (4.5, "≤ 4.5 s"), (9.0, "> 4.5 s")],
)
def test_times_are_written_in_coarse_steps(seconds: float, words: str) -> None:
    assert within(seconds) == words
