"""Remembers what a run of pytest has verified, and what of it its tests have asserted.

A verification that nobody looks at is green in pytest, whatever it has found. Here it
is red by itself; so is the test of a promise that never asserts it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from contract_kit.pact_files import Interaction
from contract_kit.verified import ContractBroken, Verification


@dataclass
class Ledger:
    """The verifications of one run, and the promises that its tests are about."""

    outcomes_folder: Path | None = None
    verifications: list[Verification] = field(default_factory=list)
    # Whole promises, because a name alone would be taken for the one of a copy.
    listed: list[Interaction] = field(default_factory=list)
    is_partial: bool = False

    def is_about(self, values: Iterable[object]) -> Interaction | None:
        """Find the promise of a test among the values it runs with."""
        for value in values:
            if any(value is promise for promise in self.listed):
                assert isinstance(value, Interaction)  # noqa: S101 - it is listed
                return value
        return None

    def refuse_unasserted(self, promise: Interaction) -> None:
        """Raise `ContractBroken` when no verification was asked about a promise."""
        __tracebackhide__ = True
        if not any(each.was_asserted(promise) for each in self.verifications):
            raise ContractBroken(
                f"\nThe test of this promise has passed and asserts nothing: {promise}."
                "\nCall verification.assert_kept(promise) in it."
            )
        if any(each.breaks(promise) for each in self.verifications):
            raise ContractBroken(
                "\nThe test of this promise has passed, and the promise is broken: "
                f"{promise}.\nLet the test fail with what assert_kept(promise) raises."
            )

    @property
    def told(self) -> int:
        """Count how often a test was told of a broken promise, so far."""
        return sum(len(each.told) for each in self.verifications)

    def refuse_overlooked(self) -> None:
        """Raise `ContractBroken` when what was found was never looked at."""
        __tracebackhide__ = True
        lines = [line for each in self.verifications for line in self._overlooked(each)]
        if lines:
            raise ContractBroken("\n" + "\n".join(lines))

    def _overlooked(self, verification: Verification) -> Iterator[str]:
        provider = verification.provider
        if not verification.asserted:
            yield (
                f"{provider} was held to {len(verification.outcomes)} promises, and no "
                "test has asserted what came of it: call assert_kept(promise) in the "
                "test of each promise, or assert_all_kept()."
            )
        if self.is_partial:
            return
        for outcome in verification.failures:
            if not verification.was_asserted(outcome.promise):
                yield f"A broken promise of {provider} that no test asserts:\n{outcome}"


_open: list[Ledger] = []


def open_ledger(outcomes_folder: Path | None) -> Ledger:
    """Begin a ledger; runs of pytest inside of a test have one of their own."""
    _open.append(Ledger(outcomes_folder))
    return _open[-1]


def close_ledger(ledger: Ledger) -> None:
    """End a ledger."""
    if ledger in _open:
        _open.remove(ledger)


def present_ledger() -> Ledger:
    """Give the ledger of this run; where nobody has begun one, it is not kept."""
    return _open[-1] if _open else Ledger()
