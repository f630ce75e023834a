"""Reads pact files: the one place that knows how a Pact V4 document is laid out."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from contract_kit.pact_text import UnreadablePact, read_document


@dataclass(frozen=True)
class State:
    """Something that must be true at the provider before a request is made."""

    name: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Interaction:
    """One promise: this request, in these states, gets this answer."""

    consumer: str
    provider: str
    description: str
    states: tuple[State, ...]
    request: Mapping[str, Any]
    response: Mapping[str, Any]
    pending: bool = False
    comments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The promise as a sentence: what is asked, and what is given."""
        given = " and ".join(state.name for state in self.states)
        return f"{self.description}, given {given}" if given else self.description

    def may_fail(self, today: date | None = None) -> bool:
        """Tell whether the pact itself lets the provider fail this, on a day."""
        return self.pending and not self._is_overdue(today or date.today())

    def _is_overdue(self, today: date) -> bool:
        until = self.comments.get("until")
        if until is None:
            return False
        try:
            return date.fromisoformat(str(until)) < today
        except ValueError:
            # A day that nobody can read excuses nothing.
            return True

    def __str__(self) -> str:
        return f"{self.consumer}: {self.title}"


def read_pacts(folder: Path) -> list[Interaction]:
    """Read every interaction of every pact in a folder, in the order of the files."""
    return [
        interaction
        for path in pact_paths(folder)
        for interaction in read_pact(read_document(path))
    ]


def pacts_or_exit(folder: Path) -> list[Interaction]:
    """Read every interaction of a folder; end the program where that cannot be."""
    try:
        promises = read_pacts(folder)
    except UnreadablePact as error:
        sys.exit(_said(f"{error}"))
    if not promises:
        sys.exit(
            _said(
                f"No promise is in {folder}: let contract tests write some there with "
                "--pact-output, or name another folder with --pacts."
            )
        )
    return promises


def _said(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2


def pact_paths(folder: Path) -> list[Path]:
    """List the pact files of a folder by name."""
    return sorted(folder.glob("*.json"))


def read_pact(document: Mapping[str, Any]) -> Iterator[Interaction]:
    """Read the HTTP interactions of one pact document."""
    for written in document["interactions"]:
        yield Interaction(
            document["consumer"]["name"],
            document["provider"]["name"],
            written["description"],
            tuple(
                State(state["name"], state.get("params", {}))
                for state in written.get("providerStates", [])
            ),
            written["request"],
            written["response"],
            written.get("pending", False),
            written.get("comments", {}),
        )
