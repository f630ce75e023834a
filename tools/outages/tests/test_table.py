from collections.abc import Sequence

import pytest

from tools.outages.faults import SERVICES, Kind, all_faults
from tools.outages.pretences import NONSENSE
from tools.outages.sights import SESSIONS
from tools.outages.table import BEGIN, DOCUMENT, END, needs, within


@pytest.fixture(scope="module")
def written() -> Sequence[str]:
    """The lines between the marks of the document."""
    _, _, rest = DOCUMENT.read_text("utf-8").partition(BEGIN)
    return rest.partition(END)[0].splitlines()


def test_document_tells_what_each_page_needs(written: Sequence[str]) -> None:
    missing = [line for line in needs() if line not in written]

    assert missing == [], (
        "docs/operations.md tells another story than tools/outages/pages.py and"
        " deeds.py: write it anew with `nox -s outages -- --write`"
    )


def test_document_tells_nothing_that_no_run_has_written(
    written: Sequence[str],
) -> None:
    rows = [line for line in written if line.startswith("| ")]
    measured = rows[: -len(list(needs()))]

    told = {tuple(row.strip("| ").split(" | ")[:2]) for row in measured[2:]}

    every = {(fault.service, str(fault.kind)) for fault in all_faults()}
    assert told == every
    assert len(rows) == 2 + len(every) + len(list(needs()))


def test_every_service_is_lost_in_every_way() -> None:
    lost = {(fault.service, fault.kind) for fault in all_faults()}
    nonsense = {fault.variant for fault in all_faults() if fault.variant}

    ways = {(service, kind) for service in SERVICES for kind in Kind}
    assert lost == ways | {(SESSIONS, Kind.DOWN), (SESSIONS, Kind.FROZEN)}
    assert nonsense == set(NONSENSE)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.0, "≤ 0.1 s"), (0.11, "≤ 0.5 s"), (4.5, "≤ 4.5 s"), (9.0, "> 4.5 s")],
)
def test_times_are_written_in_coarse_steps(seconds: float, words: str) -> None:
    assert within(seconds) == words
