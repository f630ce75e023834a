"""What came of holding a provider to its promises, and the tests that answer for it."""

from dataclasses import dataclass, field

from _pytest.outcomes import XFailed

from contract_kit.outcomes import Outcome
from contract_kit.pact_files import Interaction

Key = tuple[str, str, tuple[str, ...]]
_NOT_VERIFIED = (
    "was not verified: look whether its file can be read, and whether the folder that "
    "was verified is the one this promise comes from"
)


class ContractBroken(AssertionError):
    """A provider does not do what it has promised, or nobody could find out."""


class PendingPromise(XFailed):
    """A promise is broken, and its pact lets it be for now."""


@dataclass(frozen=True)
class Verification:
    """What came of all promises of a provider."""

    provider: str
    outcomes: tuple[Outcome, ...]
    asserted: set[Key] = field(default_factory=set, repr=False, compare=False)
    # How often somebody was told of a broken promise: whoever is must not look away.
    told: list[Key] = field(default_factory=list, repr=False, compare=False)

    @property
    def broken(self) -> list[Outcome]:
        """The promises that are broken and should not be."""
        self.asserted.update(key_of(each.promise) for each in self.outcomes)
        self.told.extend(key_of(each.promise) for each in self.failures)
        return self.failures

    @property
    def failures(self) -> list[Outcome]:
        """The same as `broken`, for whoever looks without answering for them."""
        return [each for each in self._failed if not each.promise.may_fail()]

    @property
    def pending(self) -> list[Outcome]:
        """The promises that are broken and may be, because their day is to come."""
        return [each for each in self._failed if each.promise.may_fail()]

    def breaks(self, promise: Interaction) -> bool:
        """Return whether a promise is broken, not pending, and nobody reported it."""
        return key_of(promise) in {key_of(each.promise) for each in self.failures}

    def was_asserted(self, promise: Interaction) -> bool:
        """Tell whether a test has asked for what came of a promise."""
        return key_of(promise) in self.asserted

    def assert_kept(self, promise: Interaction) -> None:
        """Raise `ContractBroken` unless this promise is kept."""
        __tracebackhide__ = True
        self.asserted.add(key_of(promise))
        outcome = self._outcome(promise)
        if outcome.complaints and promise.may_fail():
            raise PendingPromise(f"{_pending(promise)} {outcome}")
        if outcome.complaints:
            self.told.append(key_of(promise))
            raise ContractBroken(f"\n{outcome}\n{self._advice}")

    def assert_all_kept(self) -> None:
        """Raise `ContractBroken` unless every promise is kept that is not pending."""
        __tracebackhide__ = True
        if broken := self.broken:
            listed = "\n".join(str(outcome) for outcome in broken)
            raise ContractBroken(f"\n{listed}\n{self._advice}")

    @property
    def _failed(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.complaints]

    @property
    def _advice(self) -> str:
        return (
            f"Mend {self.provider}, or agree with the consumer on another promise: its "
            "own contract tests write it."
        )

    def _outcome(self, promise: Interaction) -> Outcome:
        for outcome in self.outcomes:
            if key_of(outcome.promise) == key_of(promise):
                return outcome
        return outcome_of_nobody(promise)


def outcome_of_nobody(promise: Interaction) -> Outcome:
    """Give the outcome of a promise that was passed over."""
    return Outcome(promise, (_NOT_VERIFIED,))


def key_of(promise: Interaction) -> Key:
    """Name a promise as pact names it in its results."""
    names = tuple(state.name for state in promise.states)
    return promise.consumer, promise.description, names


def _pending(promise: Interaction) -> str:
    owner, until = promise.comments.get("owner"), promise.comments.get("until")
    return f"pending, followed up by {owner} until {until}:"
