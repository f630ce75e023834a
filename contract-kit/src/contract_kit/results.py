"""Reads what a run of contract tests has found out, counted by arrow.

Pytest notes unused promises in the report of `--junitxml`, whatever the number of
workers. What came of promises is not in it: see `contract_kit.outcomes`.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, parse

from contract_kit.pact_files import Interaction

Arrow = tuple[str, str]

UNUSED = "unused promise of"
_SIGN = " → "


@dataclass(frozen=True)
class ContractResults:
    """How many promises are unused, and which tests failed."""

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


def _failed(case: Element) -> bool:
    return case.find("failure") is not None or case.find("error") is not None
