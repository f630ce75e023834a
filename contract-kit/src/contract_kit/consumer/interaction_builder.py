"""How a consumer's test declares an interaction, and lets its client call.

An interaction counts only when the whole test around it has passed; until then nothing
is written anywhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from contract_kit.consumer.base_declaration import Declaration, IncompleteInteraction
from contract_kit.consumer.declared_interaction import (
    ExpectedRequest,
    Form,
    Headers,
    InteractionDeclaration,
    Query,
    request_body,
    safe_response,
)
from contract_kit.consumer.matcher_types import (
    Body,
    DocumentBody,
    StatusClass,
    Text,
    Value,
)
from contract_kit.consumer.mock_provider import mock_provider
from contract_kit.consumer.pact_python_bridge import pact_document


class RequestMismatch(AssertionError):
    """The client asked something else than was declared, or nothing at all."""


class ExpectedInteraction(Declaration):
    """One request of a consumer and the answer that it relies on."""

    use = "served: call the client inside `with interaction.serve() as url:`"
    _request: ExpectedRequest | None = None

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

    def _declaration(self) -> InteractionDeclaration:
        self._refuse_second_use()
        if not self._description or not self._request or not self.response:
            raise IncompleteInteraction(
                f"{self} is not complete: call upon_receiving(...), with_request(...) "
                "and will_respond_with(...) first."
            )
        return self._declared(self._description, self._request, self.response)

    def _refuse(self, complaints: list[str]) -> None:
        __tracebackhide__ = True
        if complaints:
            lines = "".join(f"\n    {complaint}" for complaint in complaints)
            raise RequestMismatch(f"The client did not keep {self}:{lines}")
