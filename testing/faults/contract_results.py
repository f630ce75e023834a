"""What the contract tests of a scratch copy found: failed tests, broken interactions.

A provider's failed test names its interaction. A consumer's does not, but an
interaction is written only when its test has passed: those that are missing afterwards
are broken.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from contract_kit import Interaction
from contract_kit.pact_files import Integration
from testing.faults.fault import Fault, InteractionName


@dataclass(frozen=True)
class FailedTest:
    """A test that has failed, its message, and the interaction that it found broken."""

    name: str
    message: str
    interaction: InteractionName | None = None

    def is_about(self, wanted: InteractionName) -> bool:
        """Return whether this test is about an interaction."""
        if self.interaction:
            return self.interaction == wanted
        description, _, _ = wanted.title.partition(", given ")
        client = f"{description!r} ({wanted.consumer} of {wanted.provider})"
        return client in self.message


@dataclass(frozen=True)
class ContractResults:
    """All failed tests, and all broken interactions."""

    failed: tuple[FailedTest, ...]
    broken: frozenset[InteractionName]

    @property
    def have_passed(self) -> bool:
        """Return whether nothing has failed."""
        return not self.failed and not self.broken

    def not_caught(self, fault: Fault) -> frozenset[InteractionName]:
        """Name the interactions that were to break and did not."""
        return frozenset(fault.caught_by) - self.broken

    def message_about(self, wanted: InteractionName) -> str:
        """Return the message of the first failed test of an interaction."""
        messages = (test.message for test in self.failed if test.is_about(wanted))
        return next(messages, "")


def read_results(
    report: Path,
    due: Collection[Interaction],
    written: Collection[Interaction],
    consumers: Collection[Integration],
) -> ContractResults:
    """Read which tests failed, and which interactions consumers have not written."""
    failed = tuple(
        _failed_test(line) for line in report.read_text("utf-8").splitlines()
    )
    missing = set(map(InteractionName.of, due)) - set(map(InteractionName.of, written))
    unwritten = {each for each in missing if each.integration in consumers}
    broken = {test.interaction for test in failed if test.interaction}
    return ContractResults(failed, frozenset(unwritten | broken))


def _failed_test(line: str) -> FailedTest:
    read = json.loads(line)
    name = InteractionName(*read["interaction"]) if read["interaction"] else None
    return FailedTest(read["test"], read["message"], name)
