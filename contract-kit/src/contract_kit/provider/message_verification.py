"""Verifies the messages that a provider sends, and reports in words what fails."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from contract_kit.local_server import served
from contract_kit.longer_client_timeouts import PATIENCE
from contract_kit.pact_files import Message, pact_paths, read_messages
from contract_kit.pact_files.pact_document import read_document
from contract_kit.provider.chosen_pacts_folder import pacts_folder
from contract_kit.provider.failure_messages import in_words
from contract_kit.provider.message_endpoint import Producers, message_endpoint
from contract_kit.provider.outcomes import InteractionOutcome
from contract_kit.provider.states import States
from contract_kit.provider.unasserted_verifications import (
    current_assertion_log,
    note_verification,
)
from contract_kit.provider.verification_assertions import (
    ContractBroken,
    Key,
    Verification,
    key_of,
)
from contract_kit.provider.verifier import verify

_UNSEEN = "pact's verifier has said nothing about it"


def verify_messages(
    provider: str,
    producers: Producers,
    states: States | None = None,
    folder: Path | None = None,
) -> Verification:
    """Verify all messages of a provider, once; raise `ContractBroken` for none.

    `producers` holds a function for each description. It returns the body, or the body
    and its metadata; one that answers a request takes its content.
    """
    source = folder or pacts_folder()
    messages = messages_of(provider, source)
    problems: dict[str, str] = {}
    endpoint = message_endpoint(producers, states or States(), problems)
    with tempfile.TemporaryDirectory() as place, served(endpoint) as url:
        copies = list(_copies(provider, source, Path(place)))
        results = verify(provider, url, copies, protocol="message")
    found = {_key(result): result for result in results}
    outcomes = (
        InteractionOutcome(message, _complaints(message, found, problems))
        for message in messages
    )
    return note_verification(Verification(provider, tuple(outcomes)))


def messages_of(provider: str, folder: Path | None = None) -> list[Message]:
    """Read the messages of a provider; raise `ContractBroken` for none."""
    source = folder or pacts_folder()
    messages = [each for each in read_messages(source) if each.provider == provider]
    if not messages:
        raise ContractBroken(f"No message of {provider} is in {source}.")
    current_assertion_log().listed += messages
    return messages


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


def _key(result: Mapping[str, Any]) -> Key:
    return result["consumer"], result["description"], tuple(result["providerStates"])


def _complaints(
    message: Message,
    found: Mapping[Key, Mapping[str, Any]],
    problems: Mapping[str, str],
) -> tuple[str, ...]:
    if message.description in problems:
        return (problems[message.description],)
    result = found.get(key_of(message))
    return in_words(result, PATIENCE) if result else (_UNSEEN,)
