"""Reads pact files: the one place that knows how a Pact V4 document is laid out."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from contract_kit.pact_files.pact_document import (
    is_other_json,
    read_document,
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ProviderState:
    """Something that must be true at the provider before a request is made."""

    name: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Interaction:
    """One interaction: this request, in these states, gets this answer."""

    consumer: str
    provider: str
    description: str
    states: tuple[ProviderState, ...]
    request: Mapping[str, Any]
    response: Mapping[str, Any]
    pending: bool = False
    comments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The interaction as a sentence: what is asked, and what is given."""
        given = " and ".join(state.name for state in self.states)
        return f"{self.description}, given {given}" if given else self.description

    def may_fail(self, today: date | None = None) -> bool:
        """Return whether the pact itself lets the provider fail this, on a day."""
        return self.pending and not is_overdue(self.comments, today or date.today())

    def __str__(self) -> str:
        return f"{self.consumer}: {self.title}"


def read_pacts(folder: Path) -> list[Interaction]:
    """Read every interaction of every pact in a folder, in the order of the files."""
    return [
        interaction
        for path in pact_paths(folder)
        for interaction in read_pact(read_document(path))
    ]


def pact_paths(folder: Path) -> list[Path]:
    """List the pact files of a folder by name; another JSON file is passed by."""
    paths = sorted(folder.glob("*.json"))
    others = set(other_files(folder))
    for path in others:
        _log.warning("%s", passed_by_file(path))
    return [path for path in paths if path not in others]


def other_files(folder: Path) -> list[Path]:
    """List the JSON files of a folder that are no pacts."""
    return [path for path in sorted(folder.glob("*.json")) if is_other_json(path)]


def passed_by_file(path: Path) -> str:
    """Log that a file is no pact."""
    return f"{path.name} is JSON and no pact, and is passed by: keep it elsewhere."


def read_pact(document: Mapping[str, Any]) -> Iterator[Interaction]:
    """Read the HTTP interactions of one pact document."""
    for written in document["interactions"]:
        yield Interaction(
            document["consumer"]["name"],
            document["provider"]["name"],
            written["description"],
            states_of(written),
            written["request"],
            written["response"],
            written.get("pending", False),
            written.get("comments", {}),
        )


def is_overdue(comments: Mapping[str, Any], today: date) -> bool:
    """Return whether the day is past until which something may be pending."""
    until = comments.get("until")
    if until is None:
        return False
    try:
        return date.fromisoformat(str(until)) < today
    except ValueError:
        # A day that nobody can read excuses nothing.
        return True


def states_of(written: Mapping[str, Any]) -> tuple[ProviderState, ...]:
    """Read the states of an interaction or a message."""
    return tuple(
        ProviderState(state["name"], state.get("params", {}))
        for state in written.get("providerStates", [])
    )
