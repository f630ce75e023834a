"""What a named fault is: edits, and the interactions of contracts that must fail."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from contract_kit import Interaction
from contract_kit.pact_files import Integration
from testing.faults.edit import Edit


class Side(StrEnum):
    """Whose tests notice: those of the consumer's client, or the provider's."""

    CONSUMER = "consumer"
    PROVIDER = "provider"


@dataclass(frozen=True, order=True)
class InteractionName:
    """The name of an interaction in a pact: its description and states."""

    consumer: str
    provider: str
    title: str

    @classmethod
    def of(cls, interaction: Interaction) -> Self:
        """Name an interaction."""
        return cls(interaction.consumer, interaction.provider, interaction.title)

    @property
    def integration(self) -> Integration:
        """Who calls whom."""
        return Integration(self.consumer, self.provider)

    def __str__(self) -> str:
        return f"{self.consumer}: {self.title}"


@dataclass(frozen=True)
class Fault:
    """A mistake that somebody in a hurry makes, and what must catch it."""

    name: str
    description: str
    edits: tuple[Edit, ...]
    noticed_by: Side
    caught_by: tuple[InteractionName, ...]

    @property
    def integrations(self) -> frozenset[Integration]:
        """The contracts that notice."""
        return frozenset(name.integration for name in self.caught_by)
