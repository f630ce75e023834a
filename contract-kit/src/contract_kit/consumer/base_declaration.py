"""What every declaration of a consumer has: names, states, and one use.

Requests with their responses, and messages, are declared by the same steps.
"""

from datetime import date
from typing import Any, Self

from contract_kit.consumer.declared_interaction import (
    ExpectedRequest,
    ExpectedResponse,
    InteractionDeclaration,
    PendingMark,
)
from contract_kit.consumer.expected_fields import ExpectedField, without
from contract_kit.pact_files import ProviderState


class IncompleteInteraction(AssertionError):
    """An interaction was not declared in full, or no client has called."""


class Declaration:
    """Something that a provider does in some states, under a description."""

    # What a test has forgotten where a declaration was never used.
    use = ""

    def __init__(
        self,
        consumer: str,
        provider: str,
        dropped: ExpectedField | None,
        *,
        is_written: bool = True,
    ) -> None:
        """Take both names, and the field that the provider shall forget, if any."""
        self.consumer = consumer
        self.provider = provider
        self.document: dict[str, Any] | None = None
        self.is_kept = False
        self.response: ExpectedResponse | None = None
        self._states: list[ProviderState] = []
        self._description: str | None = None
        self._pending: PendingMark | None = None
        self._dropped = dropped
        self._is_written = is_written

    def given(self, state: str, **parameters: object) -> Self:
        """Add a provider state, before or after the request; again for a second one."""
        self._states.append(ProviderState(state, parameters))
        return self

    def upon_receiving(self, description: str) -> Self:
        """Name the request or the message; with its states it is the whole name."""
        if self._description is not None:
            raise IncompleteInteraction(
                f"{self} has two descriptions: an interaction is one request; make a "
                "second interaction."
            )
        self._description = description
        return self

    def pending(self, *, owner: str, until: date) -> Self:
        """Allow the provider to fail this until a day; the owner sees to it."""
        self._pending = PendingMark(owner, until)
        return self

    def __str__(self) -> str:
        description = self._description or "an interaction"
        return f"{description!r} ({self.consumer} of {self.provider})"

    def _refuse_second_use(self) -> None:
        if self.is_kept:
            raise IncompleteInteraction(
                f"{self} is used twice: one interaction, one call."
            )

    def _declared(
        self, description: str, request: ExpectedRequest, response: ExpectedResponse
    ) -> InteractionDeclaration:
        """Put together what was declared, without the field that is to be missing."""
        if self._dropped:
            response = without(response, self._dropped)
        states = tuple(self._states)
        names = (self.consumer, self.provider, states, description)
        return InteractionDeclaration(*names, request, response, self._pending)
