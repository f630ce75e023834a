"""The tables in docs/reference/outages.md, between two marks.

What each page needs is written from the tables of visits, and a test compares it. How
long it took is written from a run, in coarse steps: machines differ.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from testing.resilience.outages import actions, pages
from testing.resilience.outages.expectations import Visit
from testing.resilience.outages.outage import PARTS, OutageKind
from testing.resilience.outages.outage_rounds import Cell, served_whole
from testing.resilience.outages.outage_run import OutageResults
from tools.applications import ROOT

DOCUMENT = ROOT / "docs" / "reference" / "outages.md"
BEGIN = "<!-- written by `nox -s outages -- --write` -->"
END = "<!-- until here -->"
_LEGEND = "A page that is not in this table is whole without any one of the five:"
_STEPS = (0.1, 0.5, 1.0, 2.0, 3.0, 3.5, 4.5)


def write_table(results: OutageResults) -> None:
    """Write what a whole run has shown between the marks."""
    text = DOCUMENT.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    tables = "\n\n".join(["\n".join(measured(results)), _LEGEND, "\n".join(needs())])
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", "utf-8")


def measured(results: OutageResults) -> Iterator[str]:
    """List by service and outage what was served, and how soon."""
    rows: dict[tuple[str, OutageKind], list[Cell]] = defaultdict(list)
    whole: Counter[tuple[str, OutageKind]] = Counter()
    for each in results.rounds:
        if each.outage:
            row = (each.outage.service, each.outage.kind)
            rows[row] += each.cells
            whole[row] += served_whole(each)
    yield "| Fault in | How | Page views | Whole | With a message | Median | Slowest |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for (service, kind), cells in rows.items():
        served = whole[service, kind]
        times = [cell.answer.seconds for cell in cells]
        yield (
            f"| {service} | {kind} | {len(cells)} | {served} | {len(cells) - served}"
            f" | {within(median(times))} | {within(max(times))} |"
        )


def needs() -> Iterator[str]:
    """List by page and action what is seen without each service.

    Those that are whole without any service are not worth a row.
    """
    yield f"| Page or action | Who | {' | '.join(PARTS)} |"
    yield "| --- | --- | " + " | ".join("---" for _ in PARTS) + " |"
    for who, visits in _WHO.items():
        for visit in visits:
            seen = [_seen(visit, part) for part in PARTS]
            if set(seen) == {"whole"}:
                continue
            yield f"| `{visit.name}` | {who} | {' | '.join(seen)} |"


def within(seconds: float) -> str:
    """Write a time in coarse steps."""
    step = next((step for step in _STEPS if seconds <= step), None)
    return f"≤ {step:g} s" if step else f"> {_STEPS[-1]:g} s"


def _seen(visit: Visit, service: str) -> str:
    sight = visit.expected(service)
    if sight == visit.whole:
        return "whole"
    return f"“{sight.words}”" if sight.words else "nothing new"


def _without_doubles(visits: Iterable[Visit]) -> list[Visit]:
    return list({visit.name: visit for visit in visits}.values())


_WHO: dict[str, Sequence[Visit]] = {
    "a stranger": _without_doubles(
        [*pages.STRANGER, actions.REGISTER, actions.SIGN_IN]
    ),
    "a guest with a basket": _without_doubles(
        [visit for visit in pages.GUEST if visit not in pages.STRANGER]
        + list(actions.GUESTS_BASKET)
    ),
    "signed in": _without_doubles(
        [visit for visit in pages.SHOPPER if visit not in pages.STRANGER]
        + list(actions.OF_SHOPPERS)
    ),
}
