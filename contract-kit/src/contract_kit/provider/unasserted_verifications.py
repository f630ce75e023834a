"""Remembers what a run of pytest has verified, and what of it its tests have asserted.

A verification that nobody looks at is green in pytest, whatever it has found. Here it
is red by itself; so is the test of an interaction that never asserts it.
"""

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from contract_kit.pact_files import Interaction, Message, passed_by
from contract_kit.provider.outcomes import write_outcomes
from contract_kit.provider.verification_assertions import (
    ContractBroken,
    Verification,
    key_of,
)


class MessagesPassedBy(UserWarning):
    """A provider with messages in its pacts was verified over HTTP alone."""


@dataclass
class AssertionLog:
    """The verifications of one run, and the interactions that its tests are about."""

    outcomes_folder: Path | None = None
    verifications: list[Verification] = field(default_factory=list)
    # Whole interactions, because a name alone would be taken for the one of a copy.
    listed: list[Interaction] = field(default_factory=list)
    # The messages of every provider that was verified over HTTP.
    messages: list[Message] = field(default_factory=list)
    is_partial: bool = False

    def is_about(self, values: Iterable[object]) -> Interaction | None:
        """Find the interaction of a test among the values it runs with."""
        for value in values:
            if any(value is interaction for interaction in self.listed):
                assert isinstance(value, Interaction)  # noqa: S101 - it is listed
                return value
        return None

    def refuse_unasserted(self, interaction: Interaction) -> None:
        """Raise `ContractBroken` when no verification was asked about this."""
        __tracebackhide__ = True
        if not any(each.was_asserted(interaction) for each in self.verifications):
            raise ContractBroken(
                "\nThe test of this interaction has passed and asserts nothing: "
                f"{interaction}.\nCall verification.assert_kept(interaction) in it."
            )
        if any(each.breaks(interaction) for each in self.verifications):
            self._answer(interaction)
            raise ContractBroken(
                "\nThe test of this interaction has passed, and the interaction fails: "
                f"{interaction}.\nLet the test fail with what assert_kept(interaction) "
                "raises."
            )

    def end_test(self, *, has_failed: bool) -> None:
        """Note at the end of a test whether it answered for what it was shown."""
        for each in self.verifications:
            each.end_test(has_failed=has_failed)

    @property
    def reported(self) -> int:
        """Count how often a failed interaction was reported to a test, so far."""
        return sum(len(each.reported) for each in self.verifications)

    def refuse_overlooked(self) -> None:
        """Raise `ContractBroken` when what was found was never looked at."""
        __tracebackhide__ = True
        lines = [line for each in self.verifications for line in self._overlooked(each)]
        if lines:
            raise ContractBroken("\n" + "\n".join(lines))
        if not self.is_partial:
            self._name_messages()

    def _name_messages(self) -> None:
        verified = {
            key_of(outcome.interaction)
            for each in self.verifications
            for outcome in each.outcomes
        }
        left_out = [each for each in self.messages if key_of(each) not in verified]
        if left_out:
            why = "verify_provider asks over HTTP: call verify_messages(...) for them"
            warnings.warn(passed_by(left_out, why), MessagesPassedBy, stacklevel=2)

    def _answer(self, interaction: Interaction) -> None:
        for each in self.verifications:
            each.answered.add(key_of(interaction))

    def _overlooked(self, verification: Verification) -> Iterator[str]:
        provider = verification.provider
        if not verification.asserted:
            yield (
                f"{provider} was verified against {len(verification.outcomes)} "
                "interactions, and no test has asserted what came of it: call "
                "assert_kept(interaction) in the test of each interaction, or "
                "assert_all_kept()."
            )
        for outcome in verification.failures:
            is_asserted = verification.was_asserted(outcome.interaction)
            if is_asserted and key_of(outcome.interaction) not in verification.answered:
                yield (
                    f"A failed interaction of {provider} that a test was shown, and "
                    f"that test has passed: let it fail.\n{outcome}"
                )
            if not (is_asserted or self.is_partial):
                yield (
                    f"A failed interaction of {provider} that no test asserts:\n"
                    f"{outcome}"
                )


_open: list[AssertionLog] = []


def open_assertion_log(outcomes_folder: Path | None) -> AssertionLog:
    """Begin a ledger; runs of pytest inside of a test have one of their own."""
    _open.append(AssertionLog(outcomes_folder))
    return _open[-1]


def close_assertion_log(ledger: AssertionLog) -> None:
    """End a ledger."""
    if ledger in _open:
        _open.remove(ledger)


def current_assertion_log() -> AssertionLog:
    """Give the ledger of this run; where nobody has begun one, it is not kept."""
    return _open[-1] if _open else AssertionLog()


def note_verification(verification: Verification) -> Verification:
    """Leave a verification to the run of pytest that it belongs to."""
    log = current_assertion_log()
    log.verifications.append(verification)
    if log.outcomes_folder:
        write_outcomes(log.outcomes_folder, verification.outcomes)
    return verification
