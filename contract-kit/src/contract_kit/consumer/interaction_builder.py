"""How a consumer's test declares an interaction, and lets its client call.

An interaction counts only when the whole test around it has passed; until then nothing
is written anywhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from contract_kit.consumer.declared_interaction import (
    ExpectedRequest,
    ExpectedResponse,
    Form,
    Headers,
    InteractionDeclaration,
    PendingMark,
    Query,
    refuse_unfit_name,
    request_body,
    safe_response,
)
from contract_kit.consumer.expected_fields import ExpectedField, without
from contract_kit.consumer.matcher_types import (
    Body,
    DocumentBody,
    StatusClass,
    Text,
    Value,
)
from contract_kit.consumer.mock_provider import mock_provider
from contract_kit.consumer.pact_python_bridge import pact_document
from contract_kit.pact_files import ProviderState
from contract_kit.pact_files.writer import PactFolder


class RequestMismatch(AssertionError):
    """The client asked something else than was declared, or nothing at all."""


class IncompleteInteraction(AssertionError):
    """An interaction was not declared in full, or no client has called."""


class ExpectedInteraction:
    """One request of a consumer and the answer that it relies on."""

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
        self._request: ExpectedRequest | None = None
        self._pending: PendingMark | None = None
        self._dropped = dropped
        self._is_written = is_written

    def given(self, state: str, **parameters: object) -> Self:
        """Add a provider state, before or after the request; again for a second one."""
        self._states.append(ProviderState(state, parameters))
        return self

    def upon_receiving(self, description: str) -> Self:
        """Name the request; with its states it is the name of the interaction."""
        if self._description is not None:
            raise IncompleteInteraction(
                f"{self} has two descriptions: an interaction is one request; make a "
                "second interaction."
            )
        self._description = description
        return self

    def with_request(
        self,
        method: str,
        path: Text,
        *,
        query: Query | None = None,
        headers: Headers | None = None,
        json: Value | None = None,
        form: Form | None = None,
        body: DocumentBody | None = None,
    ) -> Self:
        """Declare the request of the client; JSON may hold exactly what is declared.

        Further headers are allowed. Without `json`, `form` or `body` any body is
        accepted: pact has no words for "no body".
        """
        if self._request:
            raise IncompleteInteraction(
                f"{self} has two requests: an interaction is one request; make a "
                "second interaction."
            )
        content = request_body(json, form, body)
        self._request = ExpectedRequest(
            method, path, query or {}, headers or {}, content
        )
        return self

    def will_respond_with(
        self,
        status: int | StatusClass,
        body: Body = None,
        *,
        headers: Headers | None = None,
    ) -> Self:
        """Declare the response; only what the client reads belongs here."""
        if self.response:
            raise IncompleteInteraction(
                f"{self} has two responses: an interaction has one."
            )
        self.response = safe_response(status, body, headers or {})
        return self

    def pending(self, *, owner: str, until: date) -> Self:
        """Allow the provider to fail this until a day; the owner sees to it."""
        self._pending = PendingMark(owner, until)
        return self

    @contextmanager
    def serve(self, *, times: int = 1) -> Iterator[str]:
        """Play the provider at a URL, and demand that exactly this is asked there.

        It is asked once, or as often as the test says: a client may repeat a reading
        call that met a passing failure, and that is part of what it does.
        """
        __tracebackhide__ = True
        declaration = self._declaration()
        with mock_provider(declaration) as provider:
            try:
                yield provider.url
            finally:
                self._refuse(provider.complaints(times))
                self.is_kept = True
                if self._is_written:
                    self.document = pact_document(declaration)

    # The names of version 0.1, for one release more.
    def asks(self, description: str, method: str, path: Text, **more: Any) -> Self:
        """Do as `upon_receiving` and `with_request`."""
        return self.upon_receiving(description).with_request(method, path, **more)

    answers = will_respond_with
    kept = serve

    def __str__(self) -> str:
        description = self._description or "an interaction"
        return f"{description!r} ({self.consumer} of {self.provider})"

    def _declaration(self) -> InteractionDeclaration:
        if self.is_kept:
            raise IncompleteInteraction(
                f"{self} is used twice: one interaction, one call."
            )
        if not self._description or not self._request or not self.response:
            raise IncompleteInteraction(
                f"{self} is not complete: call upon_receiving(...), with_request(...) "
                "and will_respond_with(...) first."
            )
        response = (
            without(self.response, self._dropped) if self._dropped else self.response
        )
        return InteractionDeclaration(
            self.consumer,
            self.provider,
            tuple(self._states),
            self._description,
            self._request,
            response,
            self._pending,
        )

    def _refuse(self, complaints: list[str]) -> None:
        __tracebackhide__ = True
        if complaints:
            lines = "".join(f"\n    {complaint}" for complaint in complaints)
            raise RequestMismatch(f"The client did not keep {self}:{lines}")


@dataclass
class DeclaredInteractions:
    """All interactions of one test; `dropped` is a field that one of them lacks."""

    dropped: tuple[int, ExpectedField] | None = None
    is_written: bool = True
    interactions: list[ExpectedInteraction] = field(default_factory=list)

    def __call__(self, consumer: str, provider: str) -> ExpectedInteraction:
        """Begin an interaction of a consumer with a provider."""
        refuse_unfit_name(consumer)
        refuse_unfit_name(provider)
        number, dropped = self.dropped or (None, None)
        interaction = ExpectedInteraction(
            consumer,
            provider,
            dropped if number == len(self.interactions) else None,
            # With a field left out there is nothing that may be written.
            is_written=self.is_written and self.dropped is None,
        )
        self.interactions.append(interaction)
        return interaction

    def settle(self, folder: PactFolder) -> None:
        """Write the interactions of a test that has passed; each was to be called."""
        __tracebackhide__ = True
        for interaction in self.interactions:
            if not interaction.is_kept:
                raise IncompleteInteraction(
                    f"{interaction} was declared and never served: call the client "
                    "inside `with interaction.serve() as url:`."
                )
        for interaction in self.interactions:
            if interaction.document:
                folder.add(interaction.document)
