"""How a consumer's test declares a message, and lets its handler receive it.

A message has no request: an e-mail, a webhook, what lies in a queue. Its body is
declared with the same matchers as the body of a response.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Self

from contract_kit.consumer.base_declaration import Declaration, IncompleteInteraction
from contract_kit.consumer.declared_interaction import (
    ExpectedRequest,
    InteractionDeclaration,
    safe_response,
)
from contract_kit.consumer.matcher_types import Body, UnsafeMatcher
from contract_kit.consumer.pact_python_bridge import message_document
from contract_kit.matching import expected_bytes


@dataclass(frozen=True)
class ReceivedMessage:
    """A message as it arrives at a consumer."""

    body: bytes
    metadata: Mapping[str, str]

    def json(self) -> Any:
        """Parse the body as JSON."""
        return json.loads(self.body)


class ExpectedMessage(Declaration):
    """One message that a consumer receives, and what it reads of it."""

    use = "delivered: hand it over inside `with message.deliver() as received:`"
    _body: Body = None
    _metadata: Mapping[str, str] | None = None

    def with_body(self, body: Body) -> Self:
        """Declare the body; only what the consumer reads belongs here."""
        if self._body is not None:
            raise IncompleteInteraction(f"{self} has two bodies: a message has one.")
        self._body = body
        self._expect()
        return self

    def with_metadata(
        self, metadata: Mapping[str, str] | None = None, /, **more: str
    ) -> Self:
        """Declare what comes beside the body, each value as it is: a topic, a key."""
        if self._metadata is not None:
            raise IncompleteInteraction(f"{self} has its metadata twice: give it once.")
        self._metadata = {**(metadata or {}), **more}
        for name, value in self._metadata.items():
            _refuse_unfit_metadata(name, value)
        self._expect()
        return self

    @contextmanager
    def deliver(self) -> Iterator[ReceivedMessage]:
        """Give the example to the consumer; it counts when the test has passed."""
        document = message_document(self._declaration())
        (written,) = document["interactions"]
        metadata = written["metadata"]
        yield ReceivedMessage(expected_bytes({"body": written["contents"]}), metadata)
        self.is_kept = True
        if self._is_written:
            self.document = document

    def _expect(self) -> None:
        self.response = safe_response(
            HTTPStatus.OK, self._body, self._metadata or {}, beside="metadata"
        )

    def _declaration(self) -> InteractionDeclaration:
        self._refuse_second_use()
        if not self._description or self._body is None or not self.response:
            raise IncompleteInteraction(
                f"{self} is not complete: call upon_receiving(...) and with_body(...) "
                "first."
            )
        return self._declared(
            self._description, ExpectedRequest("GET", "/"), self.response
        )


def _refuse_unfit_metadata(name: str, value: object) -> None:
    if type(value) is not str:
        raise UnsafeMatcher(
            f"The metadata {name!r} is {value!r}: give a plain text, which the "
            "provider has to send as it is."
        )
    if name.lower() in ("contenttype", "content-type"):
        raise UnsafeMatcher(
            f"The metadata {name!r} follows from the body: use document(...) for "
            "another media type than JSON."
        )
