"""Reports which semantic faults were noticed: on the screen and in the docs."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from testing.faults.detection_score import (
    LEAST_PERCENT,
    Detection,
    DetectionScore,
    Finding,
    findings,
)
from testing.faults.semantic_fault import SemanticFault
from tools.applications import ROOT

PAGE = ROOT / "docs" / "reference" / "planted-faults.md"
_MARK = "<!-- Written by `nox -s break -- --planted --write`: all that follows. -->"


def run_semantic_faults(faults: Collection[SemanticFault], page: Path | None) -> int:
    """Run, print who noticed, and write the page; 1 where too little was noticed."""
    found: list[Finding] = []
    for finding in findings(faults):
        print(_line(finding), flush=True)
        found.append(finding)
    score = DetectionScore(tuple(found))
    print(f"\n{_conclusion(score)}")
    if page:
        page.write_text(_with_table(page.read_text("utf-8"), score), "utf-8")
    return 0 if score.is_good else 1


def _line(finding: Finding) -> str:
    return f"{finding.fault!s:80} {_noticed(finding)}"


def _noticed(finding: Finding) -> str:
    if finding.detection != Detection.NOTICED:
        return finding.detection.value
    first, *others = finding.interactions
    return f"{first}{f' (+{len(others)})' if others else ''}"


def _conclusion(score: DetectionScore) -> str:
    noticed, passed = score.of(Detection.NOTICED), score.of(Detection.UNNOTICED)
    unfit = len(score.of(Detection.STALE)) + len(score.of(Detection.BROKEN))
    share = (
        f"{len(noticed)} of {len(noticed) + len(passed)} planted faults were noticed "
        f"by contracts alone ({score.percent:.1f} %; wanted: {LEAST_PERCENT} %)."
    )
    return f"{share} {unfit} could not be planted: correct them." if unfit else share


def _with_table(text: str, score: DetectionScore) -> str:
    kept = text.partition(_MARK)[0]
    lines: Sequence[str] = [_MARK, "", _conclusion(score), "", *_table(score)]
    return kept + "\n".join(lines) + "\n"


def _table(score: DetectionScore) -> Iterator[str]:
    yield "| Where | What was changed | Noticed by |"
    yield "| --- | --- | --- |"
    for finding in _sorted(score.findings):
        fault = finding.fault
        yield f"| {fault.application} | {fault.description} | {_noticed(finding)} |"


def _sorted(found: Iterable[Finding]) -> list[Finding]:
    return sorted(
        found, key=lambda each: (each.fault.application, each.fault.description)
    )
