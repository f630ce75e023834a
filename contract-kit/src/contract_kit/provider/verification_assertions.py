"""What came of verifying a provider, and the tests that answer for it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from _pytest.outcomes import XFailed

from contract_kit.pact_files import Interaction
from contract_kit.provider.outcomes import InteractionOutcome

Key = tuple[str, str, tuple[str, ...]]
_NOT_VERIFIED = (
    "was not verified: look whether its file can be read, and whether the folder that "
    "was verified is the one this interaction comes from"
)


class ContractBroken(AssertionError):
    """A provider does not do what its consumers expect, or nobody could find out."""


class PendingInteraction(XFailed):
    """An interaction failed, and its pact lets it for now."""


@dataclass(frozen=True)
class Verification:
    """What came of all interactions of a provider."""

    provider: str
    outcomes: tuple[InteractionOutcome, ...]
    asserted: set[Key] = field(default_factory=set, repr=False, compare=False)
    # Which failed interactions a test was shown: it must not look away then.
    reported: list[Key] = field(default_factory=list, repr=False, compare=False)
    # Those of them that the present test was shown, and those that made one fail.
    shown: set[Key] = field(default_factory=set, repr=False, compare=False)
    answered: set[Key] = field(default_factory=set, repr=False, compare=False)

    @property
    def broken(self) -> list[InteractionOutcome]:
        """The interactions that failed and may not."""
        self.asserted.update(key_of(each.interaction) for each in self.outcomes)
        self._show(self.failures)
        return self.failures

    @property
    def failures(self) -> list[InteractionOutcome]:
        """The same as `broken`, for whoever looks without answering for them."""
        return [each for each in self._failed if not each.interaction.may_fail()]

    @property
    def pending(self) -> list[InteractionOutcome]:
        """The interactions that failed and may, because their day is to come."""
        return [each for each in self._failed if each.interaction.may_fail()]

    def breaks(self, interaction: Interaction) -> bool:
        """Return whether an interaction failed that is not pending."""
        return key_of(interaction) in {
            key_of(each.interaction) for each in self.failures
        }

    def was_asserted(self, interaction: Interaction) -> bool:
        """Return whether a test has asked for what came of an interaction."""
        return key_of(interaction) in self.asserted

    def end_test(self, *, has_failed: bool) -> None:
        """Note whether the test that was shown failed interactions has failed, too."""
        if has_failed:
            self.answered.update(self.shown)
        self.shown.clear()

    def assert_kept(self, interaction: Interaction) -> None:
        """Raise `ContractBroken` unless this interaction is kept."""
        __tracebackhide__ = True
        self.asserted.add(key_of(interaction))
        outcome = self._outcome(interaction)
        if outcome.complaints and interaction.may_fail():
            raise PendingInteraction(f"{_pending(interaction)} {outcome}")
        if outcome.complaints:
            self._show([outcome])
            raise ContractBroken(f"\n{outcome}\n{self._advice}")

    def assert_all_kept(self) -> None:
        """Raise `ContractBroken` unless all that are not pending are kept."""
        __tracebackhide__ = True
        if broken := self.broken:
            listed = "\n".join(str(outcome) for outcome in broken)
            raise ContractBroken(f"\n{listed}\n{self._advice}")

    def _show(self, outcomes: Iterable[InteractionOutcome]) -> None:
        keys = [key_of(outcome.interaction) for outcome in outcomes]
        self.reported.extend(keys)
        self.shown.update(keys)

    @property
    def _failed(self) -> list[InteractionOutcome]:
        return [outcome for outcome in self.outcomes if outcome.complaints]

    @property
    def _advice(self) -> str:
        return (
            f"Mend {self.provider}, or agree with the consumer on another interaction: "
            "its own contract tests write it."
        )

    def _outcome(self, interaction: Interaction) -> InteractionOutcome:
        for outcome in self.outcomes:
            if key_of(outcome.interaction) == key_of(interaction):
                return outcome
        return unverified_outcome(interaction)


def unverified_outcome(interaction: Interaction) -> InteractionOutcome:
    """Give the outcome of an interaction that was passed over."""
    return InteractionOutcome(interaction, (_NOT_VERIFIED,))


def key_of(interaction: Interaction) -> Key:
    """Name an interaction as pact names it in its results."""
    names = tuple(state.name for state in interaction.states)
    return interaction.consumer, interaction.description, names


def _pending(interaction: Interaction) -> str:
    owner, until = interaction.comments.get("owner"), interaction.comments.get("until")
    return f"pending, followed up by {owner} until {until}:"
