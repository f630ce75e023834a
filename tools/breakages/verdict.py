"""What the tests in a scratch copy said: which are red, and which promises are broken.

A provider's red test names its promise. A consumer's does not, but a promise is written
only when its test has passed: those that are missing afterwards were not kept.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from contract_kit import Interaction
from contract_kit.results import Arrow
from tools.breakages.breakage import Breakage, Promised, promised


@dataclass(frozen=True)
class RedTest:
    """A test that has failed, what it said, and the promise that it found broken."""

    name: str
    words: str
    promised: Promised | None = None

    def is_about(self, wanted: Promised) -> bool:
        """Tell whether this test speaks of a promise."""
        if self.promised:
            return self.promised == wanted
        description, _, _ = wanted.title.partition(", given ")
        return f"{description!r} ({wanted.consumer} of {wanted.provider})" in self.words


@dataclass(frozen=True)
class Verdict:
    """All red tests, and all promises that are not kept."""

    red: tuple[RedTest, ...]
    broken: frozenset[Promised]

    @property
    def is_green(self) -> bool:
        """Tell whether there is nothing to complain about."""
        return not self.red and not self.broken

    def lets_pass(self, breakage: Breakage) -> frozenset[Promised]:
        """Name the promises that were to break and did not."""
        return frozenset(breakage.caught_by) - self.broken

    def words_about(self, wanted: Promised) -> str:
        """Repeat what the first red test says about a promise."""
        said = (test.words for test in self.red if test.is_about(wanted))
        return next(said, "")


def read_verdict(
    report: Path,
    due: Collection[Interaction],
    written: Collection[Interaction],
    promising: Collection[Arrow],
) -> Verdict:
    """Read which tests were red, and which due promises consumers have not written."""
    red = tuple(_red_test(line) for line in report.read_text("utf-8").splitlines())
    unwritten = {promised(each) for each in due} - {promised(each) for each in written}
    unkept = {each for each in unwritten if each.arrow in promising}
    broken = {test.promised for test in red if test.promised}
    return Verdict(red, frozenset(unkept | broken))


def _red_test(line: str) -> RedTest:
    seen = json.loads(line)
    about = Promised(*seen["promise"]) if seen["promise"] else None
    return RedTest(seen["name"], seen["words"], about)
