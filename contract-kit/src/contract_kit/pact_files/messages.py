"""Message interactions: what an application sends to a queue, a stream or a webhook.

contract-kit writes none. Tools of other languages do, and whoever reads their files
here must be shown that they are there: nothing of a pact is left out silently.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from contract_kit.pact_files.interactions import (
    ProviderState,
    is_overdue,
    pact_paths,
    states_of,
)
from contract_kit.pact_files.pact_document import read_document


@dataclass(frozen=True)
class Message:
    """One message that a provider sends in these states, with what answers it."""

    consumer: str
    provider: str
    description: str
    states: tuple[ProviderState, ...]
    parts: tuple[Mapping[str, Any], ...]
    pending: bool = False
    comments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The message as a sentence: what is sent, and what is given."""
        given = " and ".join(state.name for state in self.states)
        return f"{self.description}, given {given}" if given else self.description

    def may_fail(self, today: date | None = None) -> bool:
        """Return whether the pact itself lets the provider fail this, on a day."""
        return self.pending and not is_overdue(self.comments, today or date.today())

    def __str__(self) -> str:
        return f"{self.consumer}: {self.title}"


def read_messages(folder: Path) -> list[Message]:
    """Read every message interaction of every pact in a folder."""
    return [
        message
        for path in pact_paths(folder)
        for message in messages_in(read_document(path))
    ]


def messages_in(document: Mapping[str, Any]) -> Iterator[Message]:
    """Read the message interactions of one pact document."""
    for written in document.get("messages", []):
        yield Message(
            document["consumer"]["name"],
            document["provider"]["name"],
            written["description"],
            states_of(written),
            tuple(_parts(written)),
            written.get("pending", False),
            written.get("comments", {}),
        )


def passed_by(messages: Iterable[Message], why: str) -> str:
    """Return which messages are left out, and why; nothing where there are none."""
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
