"""Message interactions: what an application sends to a queue, a stream or a webhook.

A message is an interaction without a request. What is sent stands where an HTTP
interaction has its response, so that both are verified, measured and counted alike.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract_kit.pact_files.interactions import (
    Interaction,
    pact_paths,
    read_pact,
    read_pacts,
    states_of,
)
from contract_kit.pact_files.older_versions import in_newest_layout
from contract_kit.pact_files.pact_document import read_document

# What a header may carry (RFC 9110); metadata of a message may be anything.
_NAME = re.compile(r"[A-Za-z0-9_-]+")
_TEXT = re.compile(r"[!-~]([ -~]*[!-~])?")


@dataclass(frozen=True)
class Message(Interaction):
    """One message that a provider sends in these states, with what answers it."""

    parts: tuple[Mapping[str, Any], ...] = ()


def read_messages(folder: Path) -> list[Message]:
    """Read every message interaction of every pact in a folder."""
    return [
        message
        for path in pact_paths(folder)
        for message in messages_in(read_document(path))
    ]


def read_all_interactions(folder: Path) -> list[Interaction]:
    """Read the HTTP interactions of every pact in a folder, then the messages."""
    return [*read_pacts(folder), *read_messages(folder)]


def read_either(document: dict[str, Any]) -> Iterator[Interaction]:
    """Read calls and messages of one pact document that is not in the newest layout."""
    newest = in_newest_layout(document)
    yield from read_pact(newest)
    yield from messages_in(newest)


def messages_in(document: Mapping[str, Any]) -> Iterator[Message]:
    """Read the message interactions of one pact document."""
    for written in document.get("messages", []):
        parts = tuple(_parts(written))
        yield Message(
            document["consumer"]["name"],
            document["provider"]["name"],
            written["description"],
            states_of(written),
            {},
            _as_response(parts[-1]),
            written.get("pending", False),
            written.get("comments", {}),
            parts,
        )


def passed_by(messages: Iterable[Message], why: str) -> str:
    """Name the messages that are left out, and why; return nothing without any."""
    named = [f"{message.provider} for {message}" for message in messages]
    if not named:
        return ""
    count = "1 message is" if len(named) == 1 else f"{len(named)} messages are"
    return f"{count} passed by, because {why}: {'; '.join(named)}."


def _parts(written: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield each document that travels: the message, or a request and its answers."""
    if "request" not in written:
        yield written
        return
    yield written["request"]
    yield from written.get("response", [])


def _as_response(part: Mapping[str, Any]) -> dict[str, Any]:
    """Give what is sent the layout of a response, which has no status."""
    body = part.get("contents") or {}
    kind = body.get("contentType")
    metadata = {
        name: [value]
        for name, value in part.get("metadata", {}).items()
        if _NAME.fullmatch(name) and isinstance(value, str) and _TEXT.fullmatch(value)
        if name.lower() not in ("contenttype", "content-type")
    }
    rules = part.get("matchingRules", {})
    return {
        "headers": {**({"Content-Type": [kind]} if kind else {}), **metadata},
        **({"body": body} if body else {}),
        "matchingRules": {"body": rules["body"]} if "body" in rules else {},
    }
