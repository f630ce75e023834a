"""Collects interactions in pacts, one file for each integration, always the same bytes.

Tests arrive in any order, from several processes and from several runs. Pact's own
writer drops interactions then, lets the last of two like ones win and orders by
description alone; here a lock is held, the second of two like interactions is refused,
and the order is that of the words.
"""

import fcntl
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract_kit.pact_files.messages import read_either

PactDocument = dict[str, Any]
# Signs of no width stand as numbers in a pact, or no reader of a change would see them.
_UNSEEN = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


class DuplicateInteraction(AssertionError):
    """Two tests declare the same interaction, and only one of them could be written."""


@dataclass(frozen=True)
class PactFolder:
    """A folder of pacts that grows by one interaction at a time."""

    path: Path

    def add(self, document: PactDocument) -> None:
        """Add the one interaction of a document; raise `DuplicateInteraction`."""
        __tracebackhide__ = True
        with self._locked():
            target = self.path / pact_name(document)
            present = _read(target) if target.exists() else {"interactions": []}
            _refuse_duplicate(present, document)
            both = [*present["interactions"], *document["interactions"]]
            _write(target, as_bytes({**document, "interactions": both}))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.path.mkdir(parents=True, exist_ok=True)
        folder = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)


def pact_name(document: Mapping[str, Any]) -> str:
    """Name the file of a pact after both applications."""
    return f"{document['consumer']['name']}-{document['provider']['name']}.json"


def as_bytes(document: Mapping[str, Any]) -> bytes:
    """Write a pact as it is committed: sorted, indented, with an end of line.

    The version of pact that wrote it is left out, so that an upgrade of the library
    shows up in a pact only where it changes an interaction.
    """
    specification = document["metadata"]["pactSpecification"]
    written = {
        **document,
        "metadata": {"pactSpecification": specification},
        "interactions": sorted(document["interactions"], key=_place_in_file),
    }
    text = json.dumps(written, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{_UNSEEN.sub(_by_number, text)}\n".encode()


def _by_number(sign: re.Match[str]) -> str:
    return json.dumps(sign[0])[1:-1]


def _place_in_file(interaction: Mapping[str, Any]) -> tuple[str, str]:
    states = json.dumps(interaction.get("providerStates", []), sort_keys=True)
    return interaction["description"], states


def _refuse_duplicate(present: PactDocument, added: PactDocument) -> None:
    __tracebackhide__ = True
    if not present["interactions"]:
        return
    known = {interaction.title for interaction in read_either(present)}
    for interaction in read_either(added):
        if interaction.title in known:
            raise DuplicateInteraction(
                f"{interaction.consumer} expects the same twice of "
                f"{interaction.provider}: {interaction.title!r}. Give one of the two "
                "tests another description or state, or take one away. (An output "
                "folder that was used before must be emptied first.)"
            )


def _read(path: Path) -> PactDocument:
    document: PactDocument = json.loads(path.read_text("utf-8"))
    return document


def _write(target: Path, content: bytes) -> None:
    # Whoever reads meanwhile sees the file before or after, never half of it.
    unfinished = target.with_suffix(".unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(target)
