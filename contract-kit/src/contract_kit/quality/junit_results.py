"""Reads what a run of contract tests has found out, counted by integration.

Pytest notes unused fields in the report of `--junitxml`, whatever the number of
workers. What came of interactions is not in it: see `contract_kit.provider.outcomes`.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, parse

from contract_kit.pact_files import Integration

UNUSED = "unused field of"
_SIGN = " → "


@dataclass(frozen=True)
class ContractTestResults:
    """How many expected fields are unused, and which tests failed."""

    unused: Counter[Integration]
    failed: tuple[str, ...]


def read_junit_results(report: Path) -> ContractTestResults:
    """Read a report that pytest has written with `--junitxml`."""
    # A file of our own making, so nothing hostile is in it.
    cases = list(parse(report).iter("testcase"))  # noqa: S314  # nosec B314
    return ContractTestResults(
        Counter(integration for case in cases for integration in _noted(case, UNUSED)),
        tuple(case.get("name", "") for case in cases if _failed(case)),
    )


def _noted(case: Element, name: str) -> list[Integration]:
    found = []
    for note in case.iter("property"):
        if note.get("name") == name:
            consumer, _, provider = note.get("value", "").partition(_SIGN)
            found.append(Integration(consumer, provider))
    return found


def _failed(case: Element) -> bool:
    return case.find("failure") is not None or case.find("error") is not None
