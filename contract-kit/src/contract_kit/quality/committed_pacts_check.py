"""Compares freshly written pacts with those that are committed, in sentences.

A pact is never edited by hand. Where the two differ, a consumer has changed its mind
and the file has not followed, or the other way round.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract_kit.pact_files import pact_paths, read_pact
from contract_kit.pact_files.pact_document import parse_document

_REMEDY = "write the pacts anew with --pact-output, and commit what changed"
_ABSENT = object()


@dataclass(frozen=True)
class Difference:
    """What differs in one file."""

    file: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}: {self.sentence}"


def compare(generated: Path, committed: Path) -> list[Difference]:
    """List what differs between two folders of pacts, byte for byte."""
    fresh = {path.name: path.read_bytes() for path in pact_paths(generated)}
    known = {path.name: path.read_bytes() for path in pact_paths(committed)}
    differences = []
    for name in sorted(fresh.keys() | known.keys()):
        sentences = _sentences(name, fresh.get(name), known.get(name), committed)
        differences += [Difference(name, sentence) for sentence in sentences]
    return differences


def report(differences: list[Difference], remedy: str = _REMEDY) -> str:
    """Write the differences down, and what to do about them."""
    if not differences:
        return "The committed pacts are what the tests write."
    lines = [str(difference) for difference in differences]
    return "\n".join([*lines, f"What to do: {remedy}."])


def _sentences(
    name: str, fresh: bytes | None, known: bytes | None, committed: Path
) -> Iterator[str]:
    if fresh == known:
        return
    if known is None:
        yield f"is missing in {committed}"
    elif fresh is None:
        yield f"is in {committed}, and no test writes it any more"
    else:
        both = parse_document(fresh, name), parse_document(known, name)
        changes = list(_changes(*both))
        yield from changes or ["says the same in other bytes: somebody edited it"]


def _changes(fresh: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[str]:
    written, committed = _by_title(fresh), _by_title(known)
    for title in sorted(written.keys() | committed.keys()):
        if title not in committed:
            yield f"{title!r} is new"
        elif title not in written:
            yield f"{title!r} is no longer declared"
        else:
            for change in _inside(written[title], committed[title], ""):
                yield f"{title!r} changed: {change}"
    yield from _inside(_rest(fresh), _rest(known), "")


def _by_title(document: Mapping[str, Any]) -> dict[str, Any]:
    titles = [interaction.title for interaction in read_pact(document)]
    return dict(zip(titles, document["interactions"], strict=True))


def _rest(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in document.items() if name != "interactions"}


def _inside(fresh: object, known: object, place: str) -> Iterator[str]:
    if isinstance(fresh, Mapping) and isinstance(known, Mapping):
        for name in sorted(fresh.keys() | known.keys()):
            inner = f"{place}.{name}" if place else name
            yield from _inside(
                fresh.get(name, _ABSENT), known.get(name, _ABSENT), inner
            )
    elif isinstance(fresh, list) and isinstance(known, list):
        if len(fresh) == len(known):
            for number, (new, old) in enumerate(zip(fresh, known, strict=True)):
                yield from _inside(new, old, f"{place}[{number}]")
        else:
            yield f"{place} has {len(fresh)} entries, {len(known)} are committed"
    elif fresh is _ABSENT:
        yield f"{place} is gone"
    elif known is _ABSENT:
        yield f"{place} is new: {json.dumps(fresh, ensure_ascii=False)}"
    elif fresh != known or type(fresh) is not type(known):
        yield (
            f"{place} is {json.dumps(fresh, ensure_ascii=False)}, "
            f"{json.dumps(known, ensure_ascii=False)} is committed"
        )
