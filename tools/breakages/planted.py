"""Tells what came of everything that was planted: on the screen and in the docs."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from tools.applications import ROOT
from tools.breakages.planting import Planting
from tools.breakages.survey import LEAST_PERCENT, Finding, Outcome, Survey, findings

PAGE = ROOT / "docs" / "breakages.md"
_MARK = "<!-- Written by `nox -s break -- --planted --write`: all that follows. -->"


def plant_everything(plantings: Collection[Planting], page: Path | None) -> int:
    """Plant, print who noticed, and write the page; 1 where too little was noticed."""
    found: list[Finding] = []
    for finding in findings(plantings):
        print(_line(finding), flush=True)
        found.append(finding)
    survey = Survey(tuple(found))
    print(f"\n{_conclusion(survey)}")
    if page:
        page.write_text(_with_table(page.read_text("utf-8"), survey), "utf-8")
    return 0 if survey.is_good else 1


def _line(finding: Finding) -> str:
    return f"{finding.planting!s:80} {_noticed(finding)}"


def _noticed(finding: Finding) -> str:
    if finding.outcome != Outcome.NOTICED:
        return finding.outcome.value
    first, *others = finding.promises
    return f"{first}{f' (+{len(others)})' if others else ''}"


def _conclusion(survey: Survey) -> str:
    noticed, passed = survey.of(Outcome.NOTICED), survey.of(Outcome.UNNOTICED)
    unfit = len(survey.of(Outcome.STALE)) + len(survey.of(Outcome.BROKEN))
    share = (
        f"{len(noticed)} of {len(noticed) + len(passed)} planted meanings were noticed "
        f"by contracts alone ({survey.percent:.1f} %; wanted: {LEAST_PERCENT} %)."
    )
    return f"{share} {unfit} could not be planted: correct them." if unfit else share


def _with_table(text: str, survey: Survey) -> str:
    kept = text.partition(_MARK)[0]
    lines: Sequence[str] = [_MARK, "", _conclusion(survey), "", *_table(survey)]
    return kept + "\n".join(lines) + "\n"


def _table(survey: Survey) -> Iterator[str]:
    yield "| planted in | what it means then | noticed by |"
    yield "| --- | --- | --- |"
    for finding in _sorted(survey.findings):
        planting = finding.planting
        yield f"| {planting.application} | {planting.deed} | {_noticed(finding)} |"


def _sorted(found: Iterable[Finding]) -> list[Finding]:
    return sorted(
        found, key=lambda each: (each.planting.application, each.planting.deed)
    )
