"""Collects promises in files, one for each pair of applications, the same bytes always.

Tests arrive in any order, from several processes and from several runs. Pact's own
writer drops promises then, lets the last of two like ones win and orders by description
alone; here a lock is held, the second of two like promises is refused, and the order is
that of the words.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract_kit.pact_files import read_pact

Document = dict[str, Any]


class DuplicatePromise(AssertionError):
    """Two tests declare the same promise, and only one of them could be written."""


@dataclass(frozen=True)
class PactFolder:
    """A folder of pacts that grows by one promise at a time."""

    path: Path

    def add(self, document: Document) -> None:
        """Add the one promise of a document; raise `DuplicatePromise`."""
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
    shows up in a pact only where it changes a promise.
    """
    specification = document["metadata"]["pactSpecification"]
    written = {
        **document,
        "metadata": {"pactSpecification": specification},
        "interactions": sorted(document["interactions"], key=_place_in_file),
    }
    text = json.dumps(written, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def _place_in_file(interaction: Mapping[str, Any]) -> tuple[str, str]:
    states = json.dumps(interaction.get("providerStates", []), sort_keys=True)
    return interaction["description"], states


def _refuse_duplicate(present: Document, added: Document) -> None:
    __tracebackhide__ = True
    if not present["interactions"]:
        return
    known = {interaction.title for interaction in read_pact(present)}
    for interaction in read_pact(added):
        if interaction.title in known:
            raise DuplicatePromise(
                f"{interaction.consumer} promises itself twice of "
                f"{interaction.provider}: {interaction.title!r}. Give one of the two "
                "tests another description or state, or take one away. (An output "
                "folder that was used before must be emptied first.)"
            )


def _read(path: Path) -> Document:
    document: Document = json.loads(path.read_text("utf-8"))
    return document


def _write(target: Path, content: bytes) -> None:
    # Whoever reads meanwhile sees the file before or after, never half of it.
    unfinished = target.with_suffix(".unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(target)
