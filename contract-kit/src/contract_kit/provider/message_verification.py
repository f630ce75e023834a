"""Verifies the messages that a provider sends, and reports in words what fails."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract_kit.local_server import served
from contract_kit.longer_client_timeouts import PATIENCE
from contract_kit.pact_files import Message, pact_paths, read_messages
from contract_kit.pact_files.pact_document import read_document
from contract_kit.provider.chosen_pacts_folder import pacts_folder
from contract_kit.provider.failure_messages import in_words
from contract_kit.provider.message_producers import Producers, message_endpoint
from contract_kit.provider.states import States
from contract_kit.provider.verification_assertions import ContractBroken
from contract_kit.provider.verifier import verify

_UNSEEN = "pact's verifier has said nothing about it"


@dataclass(frozen=True)
class MessageOutcome:
    """What came of one message; it is kept when there are no complaints."""

    message: Message
    complaints: tuple[str, ...] = ()

    def __str__(self) -> str:
        given = "".join(f"\n  given {state.name}" for state in self.message.states)
        lines = "".join(f"\n    {complaint}" for complaint in self.complaints)
        named = f"{self.message.consumer} expects the message"
        return f"{named}: {self.message.description}{given}{lines}"


@dataclass(frozen=True)
class MessageVerification:
    """What came of all messages of a provider."""

    provider: str
    outcomes: tuple[MessageOutcome, ...]

    @property
    def broken(self) -> list[MessageOutcome]:
        """The messages that differ from what their consumers expect."""
        return [each for each in self._failed if not each.message.may_fail()]

    @property
    def pending(self) -> list[MessageOutcome]:
        """The messages that differ, and may do so until a day."""
        return [each for each in self._failed if each.message.may_fail()]

    @property
    def _failed(self) -> list[MessageOutcome]:
        return [outcome for outcome in self.outcomes if outcome.complaints]

    def assert_all_kept(self) -> None:
        """Raise `ContractBroken` unless every message is what its consumer expects."""
        __tracebackhide__ = True
        if self.broken:
            raise ContractBroken("\n" + "\n".join(map(str, self.broken)))


def verify_messages(
    provider: str,
    producers: Producers,
    states: States | None = None,
    folder: Path | None = None,
) -> MessageVerification:
    """Verify all messages of a provider, once; raise `ContractBroken` for none.

    `producers` holds a function for each description. It returns the body, or the body
    and its metadata; one that answers a request takes its content.
    """
    source = folder or pacts_folder()
    messages = [each for each in read_messages(source) if each.provider == provider]
    if not messages:
        raise ContractBroken(f"No message of {provider} is in {source}.")
    problems: dict[str, str] = {}
    endpoint = message_endpoint(producers, states or States(), problems)
    with tempfile.TemporaryDirectory() as place, served(endpoint) as url:
        copies = list(_copies(provider, source, Path(place)))
        results = verify(provider, url, copies, protocol="message")
    found = {_key(result): result for result in results}
    return MessageVerification(
        provider,
        tuple(
            MessageOutcome(message, _complaints(message, found, problems))
            for message in messages
        ),
    )


def _copies(provider: str, source: Path, place: Path) -> Iterator[Path]:
    for path in pact_paths(source):
        document = read_document(path)
        if document["provider"]["name"] == provider and document["messages"]:
            copy = place / path.name
            # Without the calls over HTTP, which nobody answers here.
            written = {**document, "interactions": document["messages"]}
            del written["messages"]
            copy.write_text(json.dumps(written), "utf-8")
            yield copy


def _key(result: Mapping[str, Any]) -> tuple[str, str, tuple[str, ...]]:
    return result["consumer"], result["description"], tuple(result["providerStates"])


def _complaints(
    message: Message,
    found: Mapping[tuple[str, str, tuple[str, ...]], Mapping[str, Any]],
    problems: Mapping[str, str],
) -> tuple[str, ...]:
    if message.description in problems:
        return (problems[message.description],)
    states = tuple(state.name for state in message.states)
    result = found.get((message.consumer, message.description, states))
    return in_words(result, PATIENCE) if result else (_UNSEEN,)
