"""Counts which semantic faults the contracts notice, each in a copy of its own.

Nothing else than contracts is asked: the verification of a provider, or the tests of a
consumer's clients.
"""

import os
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum

from contract_kit import read_pacts
from contract_kit.pact_files import integration_of
from testing.faults.contract_results import ContractResults
from testing.faults.contract_tests import ContractTests, run_contract_tests
from testing.faults.edit import FaultStale
from testing.faults.fault import InteractionName, Side
from testing.faults.scratch_copy import scratch_copy
from testing.faults.semantic_fault import SemanticFault
from tools.applications import ROOT
from tools.errors import Refusal

_NO_ANSWER = "error sending request"
# What has to be noticed by contracts alone.
LEAST_PERCENT = 95


class Detection(StrEnum):
    """Whether a fault was noticed, or why that is not known."""

    NOTICED = "noticed"
    UNNOTICED = "NOT NOTICED"
    STALE = "stale: its text is gone"
    BROKEN = "broken: the application does not run with it"


@dataclass(frozen=True)
class Finding:
    """A fault, whether it was noticed, and the interactions that broke."""

    fault: SemanticFault
    detection: Detection
    interactions: tuple[InteractionName, ...] = ()


@dataclass(frozen=True)
class DetectionScore:
    """The findings of a run, and the share of faults that were noticed."""

    findings: tuple[Finding, ...]

    def of(self, detection: Detection) -> tuple[Finding, ...]:
        """Select the findings of one kind."""
        return tuple(each for each in self.findings if each.detection == detection)

    @property
    def percent(self) -> float:
        """The share that was noticed, of all that could be tried."""
        noticed = len(self.of(Detection.NOTICED))
        tried = noticed + len(self.of(Detection.UNNOTICED))
        return 100 * noticed / tried if tried else 0.0

    @property
    def is_good(self) -> bool:
        """Return whether enough was noticed, and every fault could be tried."""
        unfit = self.of(Detection.STALE) + self.of(Detection.BROKEN)
        return self.percent >= LEAST_PERCENT and not unfit


def chosen(
    faults: Collection[SemanticFault], words: Sequence[str]
) -> list[SemanticFault]:
    """Select faults by words of their names; refuse words that select none."""
    found = [each for each in faults if all(word in str(each) for word in words)]
    if not found:
        raise Refusal(f"Nothing that is planted is called {' '.join(words)!r}.")
    return found


def findings(faults: Collection[SemanticFault]) -> Iterator[Finding]:
    """Try each in a copy of its own, on all processors, in the order given."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        yield from pool.map(find, faults)


def find(fault: SemanticFault) -> Finding:
    """Apply one fault to a copy, and return which interactions break."""
    with scratch_copy() as copy:
        try:
            copy.apply([fault.edit])
        except FaultStale:
            return Finding(fault, Detection.STALE)
        try:
            results = run_contract_tests(copy, _tests_of(fault))
        except Refusal:
            return Finding(fault, Detection.BROKEN)
    if noticing := results.broken - _unanswered(results):
        return Finding(fault, Detection.NOTICED, tuple(sorted(noticing)))
    return Finding(fault, Detection.BROKEN if results.failed else Detection.UNNOTICED)


def _unanswered(results: ContractResults) -> set[InteractionName]:
    """Select interactions that broke because no answer came in time: a busy machine."""
    return {
        test.interaction
        for test in results.failed
        if test.interaction and _NO_ANSWER in test.message
    }


def _tests_of(fault: SemanticFault) -> ContractTests:
    known = set(map(integration_of, read_pacts(ROOT / "pacts")))
    if fault.noticed_by == Side.PROVIDER:
        return ContractTests(
            of_providers=frozenset(a for a in known if a.provider == fault.application)
        )
    return ContractTests(
        of_consumers=frozenset(a for a in known if a.consumer == fault.application)
    )
