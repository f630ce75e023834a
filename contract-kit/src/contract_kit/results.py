"""Reads what a run of contract tests has found out, counted by arrow.

Every test of a promise is marked with its arrow, and every unused promise is noted;
pytest writes both into the report of `--junitxml`, whatever the number of workers.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, parse

from contract_kit.pact_files import Interaction

Arrow = tuple[str, str]

ARROW = "arrow"
UNUSED = "unused promise of"
_SIGN = " → "
_NOT_PASSED = ("failure", "error", "skipped")


@dataclass(frozen=True)
class ContractResults:
    """How many promises were kept and how many are unused, and which tests failed."""

    kept: Counter[Arrow]
    unused: Counter[Arrow]
    failed: tuple[str, ...]


def arrow_text(consumer: str, provider: str) -> str:
    """Write an arrow as it stands in reports."""
    return f"{consumer}{_SIGN}{provider}"


def arrow_of(promise: Interaction) -> Arrow:
    """Tell between whom a promise stands."""
    return promise.consumer, promise.provider


def read_results(report: Path) -> ContractResults:
    """Read a report that pytest has written with `--junitxml`."""
    # A file of our own making, so nothing hostile is in it.
    cases = list(parse(report).iter("testcase"))  # noqa: S314  # nosec B314
    return ContractResults(
        Counter(
            arrow for case in cases if _passed(case) for arrow in _noted(case, ARROW)
        ),
        Counter(arrow for case in cases for arrow in _noted(case, UNUSED)),
        tuple(case.get("name", "") for case in cases if _failed(case)),
    )


def _noted(case: Element, name: str) -> list[Arrow]:
    found = []
    for note in case.iter("property"):
        if note.get("name") == name:
            consumer, _, provider = note.get("value", "").partition(_SIGN)
            found.append((consumer, provider))
    return found


def _passed(case: Element) -> bool:
    return all(case.find(kind) is None for kind in _NOT_PASSED)


def _failed(case: Element) -> bool:
    return case.find("failure") is not None or case.find("error") is not None
