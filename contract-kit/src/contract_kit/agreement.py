"""How a consumer's test makes a promise: declare it, let the client call, keep it.

A promise counts only when the whole test around it has passed; until then nothing is
written anywhere.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from contract_kit.declaration import (
    Answer,
    Declaration,
    Headers,
    Pending,
    Query,
    Request,
    refuse_unfit_name,
    request_body,
    safe_answer,
)
from contract_kit.fields import Field, without
from contract_kit.pact_files import State
from contract_kit.pact_folder import PactFolder
from contract_kit.pact_library import mock_provider, pact_document
from contract_kit.values import Body, Text, Value


class PromiseNotKept(AssertionError):
    """The client asked something else than was declared, or nothing at all."""


class IncompletePromise(AssertionError):
    """A promise was not declared in full, or was never put to the test."""


class Promise:
    """One request of a consumer and the answer that it relies on."""

    def __init__(self, consumer: str, provider: str, dropped: Field | None) -> None:
        """Take both names, and the field that the provider shall forget, if any."""
        self.consumer = consumer
        self.provider = provider
        self.document: dict[str, Any] | None = None
        self.is_kept = False
        self.answer: Answer | None = None
        self._states: list[State] = []
        self._request: Request | None = None
        self._pending: Pending | None = None
        self._dropped = dropped

    def given(self, state: str, **parameters: object) -> Self:
        """Say what must be true at the provider; call it again for a second state."""
        self._states.append(State(state, parameters))
        return self

    def asks(
        self,
        description: str,
        method: str,
        path: Text,
        *,
        query: Query | None = None,
        headers: Headers | None = None,
        json: Value | None = None,
        form: Mapping[str, Text] | None = None,
    ) -> Self:
        """Say what the client will ask; JSON may hold exactly what is declared.

        Further headers are allowed. Without `json` or `form` any body is accepted: pact
        has no words for "no body".
        """
        if self._request:
            raise IncompletePromise(
                f"{self} asks twice: a promise is one request; make a second promise."
            )
        body = request_body(json, form)
        self._request = Request(
            description, method, path, query or {}, headers or {}, body
        )
        return self

    def answers(
        self, status: int, body: Body = None, *, headers: Headers | None = None
    ) -> Self:
        """Say what the provider answers; only what the client reads belongs here."""
        if self.answer:
            raise IncompletePromise(f"{self} has two answers: a promise has one.")
        self.answer = safe_answer(status, body, headers or {})
        return self

    def pending(self, *, owner: str, until: date) -> Self:
        """Let the provider fail this for a while; somebody sees to it until a day."""
        self._pending = Pending(owner, until)
        return self

    @contextmanager
    def kept(self, *, times: int = 1) -> Iterator[str]:
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
                # With a field left out there is nothing that may be written.
                if not self._dropped:
                    self.document = pact_document(declaration)

    def __str__(self) -> str:
        description = self._request.description if self._request else "a promise"
        return f"{description!r} ({self.consumer} of {self.provider})"

    def _declaration(self) -> Declaration:
        if self.is_kept:
            raise IncompletePromise(f"{self} is kept twice: one promise, one call.")
        if not self._request or not self.answer:
            raise IncompletePromise(
                f"{self} is not complete: call asks(...) and answers(...) first."
            )
        answer = without(self.answer, self._dropped) if self._dropped else self.answer
        return Declaration(
            self.consumer,
            self.provider,
            tuple(self._states),
            self._request,
            answer,
            self._pending,
        )

    def _refuse(self, complaints: list[str]) -> None:
        __tracebackhide__ = True
        if complaints:
            lines = "".join(f"\n    {complaint}" for complaint in complaints)
            raise PromiseNotKept(f"The client did not keep {self}:{lines}")


@dataclass
class Agreement:
    """All promises of one test; `dropped` is a field that one of them shall lack."""

    dropped: tuple[int, Field] | None = None
    promises: list[Promise] = field(default_factory=list)

    def __call__(self, consumer: str, provider: str) -> Promise:
        """Begin a promise of a provider to a consumer."""
        refuse_unfit_name(consumer)
        refuse_unfit_name(provider)
        number, dropped = self.dropped or (None, None)
        promise = Promise(
            consumer, provider, dropped if number == len(self.promises) else None
        )
        self.promises.append(promise)
        return promise

    def settle(self, folder: PactFolder) -> None:
        """Write the promises of a test that has passed; none of them may be idle."""
        __tracebackhide__ = True
        for promise in self.promises:
            if not promise.is_kept:
                raise IncompletePromise(
                    f"{promise} was declared and never kept: call the client inside "
                    "`with promise.kept() as url:`."
                )
        if self.dropped is None:
            for promise in self.promises:
                if promise.document:
                    folder.add(promise.document)
