"""Plants every small change of mind, one at a time, and counts who notices.

Nothing else than contracts is asked: the verification of a provider, or the tests of a
consumer's clients.
"""

import os
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum

from contract_kit import read_pacts
from contract_kit.results import Arrow
from tools.applications import ROOT
from tools.breakages.breakage import Breakage, End, GalleryStale, Promised
from tools.breakages.checks import Checks, judge
from tools.breakages.planting import Planting
from tools.breakages.scratch import scratch_copy
from tools.breakages.verdict import Verdict
from tools.refusal import Refusal

_NO_ANSWER = "error sending request"
# What has to be noticed by contracts alone.
LEAST_PERCENT = 95


class Outcome(StrEnum):
    """What came of a planting."""

    NOTICED = "noticed"
    UNNOTICED = "NOT NOTICED"
    STALE = "stale: its text is gone"
    BROKEN = "broken: the application does not run with it"


@dataclass(frozen=True)
class Finding:
    """A planting, what came of it, and the promises that broke."""

    planting: Planting
    outcome: Outcome
    promises: tuple[Promised, ...] = ()


@dataclass(frozen=True)
class Survey:
    """What came of all plantings."""

    findings: tuple[Finding, ...]

    def of(self, outcome: Outcome) -> tuple[Finding, ...]:
        """Select the findings of one outcome."""
        return tuple(each for each in self.findings if each.outcome == outcome)

    @property
    def percent(self) -> float:
        """The share that was noticed, of all that could be planted."""
        noticed = len(self.of(Outcome.NOTICED))
        planted = noticed + len(self.of(Outcome.UNNOTICED))
        return 100 * noticed / planted if planted else 0.0

    @property
    def is_good(self) -> bool:
        """Tell whether enough was noticed, and everything could be planted."""
        unfit = self.of(Outcome.STALE) + self.of(Outcome.BROKEN)
        return self.percent >= LEAST_PERCENT and not unfit


def chosen(plantings: Collection[Planting], words: Sequence[str]) -> list[Planting]:
    """Select plantings by words of their names; refuse words that select none."""
    found = [each for each in plantings if all(word in str(each) for word in words)]
    if not found:
        raise Refusal(f"Nothing that is planted is called {' '.join(words)!r}.")
    return found


def findings(plantings: Collection[Planting]) -> Iterator[Finding]:
    """Plant each in a copy of its own, on all processors, in the order given."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        yield from pool.map(find, plantings)


def find(planting: Planting) -> Finding:
    """Plant one change and see which promises break."""
    with scratch_copy() as scratch:
        try:
            scratch.break_on_purpose(_as_breakage(planting))
        except GalleryStale:
            return Finding(planting, Outcome.STALE)
        try:
            verdict = judge(scratch, _checks_of(planting))
        except Refusal:
            return Finding(planting, Outcome.BROKEN)
    if noticing := verdict.broken - _unanswered(verdict):
        return Finding(planting, Outcome.NOTICED, tuple(sorted(noticing)))
    return Finding(planting, Outcome.BROKEN if verdict.red else Outcome.UNNOTICED)


def _unanswered(verdict: Verdict) -> set[Promised]:
    """Select promises that broke because no answer came in time: a busy machine."""
    return {
        test.promised
        for test in verdict.red
        if test.promised and _NO_ANSWER in test.words
    }


def _as_breakage(planting: Planting) -> Breakage:
    return Breakage(
        str(planting), planting.deed, (planting.edit,), planting.noticed_by, ()
    )


def _checks_of(planting: Planting) -> Checks:
    known: set[Arrow] = {
        (each.consumer, each.provider) for each in read_pacts(ROOT / "pacts")
    }
    if planting.noticed_by == End.PROVIDER:
        return Checks(held=frozenset(a for a in known if a[1] == planting.application))
    return Checks(promising=frozenset(a for a in known if a[0] == planting.application))
