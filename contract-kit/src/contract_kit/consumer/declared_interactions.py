"""All that one test declares; it is written when the whole test has passed."""

from dataclasses import dataclass, field
from typing import TypeVar

from contract_kit.consumer.base_declaration import Declaration, IncompleteInteraction
from contract_kit.consumer.declared_interaction import refuse_unfit_name
from contract_kit.consumer.expected_fields import ExpectedField
from contract_kit.consumer.interaction_builder import ExpectedInteraction
from contract_kit.consumer.message_builder import ExpectedMessage
from contract_kit.pact_files.writer import PactFolder

Kind = TypeVar("Kind", bound=Declaration)


@dataclass
class DeclaredInteractions:
    """All interactions of one test; `dropped` is a field that one of them lacks."""

    dropped: tuple[int, ExpectedField] | None = None
    is_written: bool = True
    interactions: list[Declaration] = field(default_factory=list)

    def __call__(self, consumer: str, provider: str) -> ExpectedInteraction:
        """Begin an interaction of a consumer with a provider."""
        return self._begun(ExpectedInteraction, consumer, provider)

    def message(self, consumer: str, provider: str) -> ExpectedMessage:
        """Begin a message that a provider sends to a consumer."""
        return self._begun(ExpectedMessage, consumer, provider)

    def settle(self, folder: PactFolder) -> None:
        """Write the interactions of a test that has passed; each was to be used."""
        __tracebackhide__ = True
        for interaction in self.interactions:
            if not interaction.is_kept:
                raise IncompleteInteraction(
                    f"{interaction} was declared and never {interaction.use}."
                )
        for interaction in self.interactions:
            if interaction.document:
                folder.add(interaction.document)

    def _begun(self, kind: type[Kind], consumer: str, provider: str) -> Kind:
        refuse_unfit_name(consumer)
        refuse_unfit_name(provider)
        number, dropped = self.dropped or (None, None)
        begun = kind(
            consumer,
            provider,
            dropped if number == len(self.interactions) else None,
            # With a field left out there is nothing that may be written.
            is_written=self.is_written and self.dropped is None,
        )
        self.interactions.append(begun)
        return begun
