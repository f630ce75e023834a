"""Between whom a contract stands: Pact calls a consumer with its provider this."""

from typing import NamedTuple

from contract_kit.pact_files.interactions import Interaction
from contract_kit.pact_files.messages import Message


class Integration(NamedTuple):
    """A consumer and a provider that it calls."""

    consumer: str
    provider: str

    def __str__(self) -> str:
        """Write it as it stands in reports."""
        return f"{self.consumer} → {self.provider}"


def integration_of(interaction: Interaction | Message) -> Integration:
    """Return between whom an interaction stands."""
    return Integration(interaction.consumer, interaction.provider)
