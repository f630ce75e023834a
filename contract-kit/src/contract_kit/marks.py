"""Marks each promise with a header of its own while its provider is held to it.

So nobody has to guess afterwards which request was made for which promise.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contract_kit.pact_files import Interaction, pact_paths, read_pact
from contract_kit.pact_text import read_document

MARK = "X-Contract-Promise"


def mark_pacts(pacts: Path, folder: Path) -> None:
    """Copy pacts into a folder, each request with a header that names its promise."""
    for path in pact_paths(pacts):
        mark_pact(path, folder)


def copy_pact(path: Path, folder: Path) -> Path:
    """Copy one pact into a folder as pact's core can read it, without marks."""
    return _write(read_document(path), folder / path.name)


def mark_pact(path: Path, folder: Path) -> Path:
    """Copy one pact into a folder, with marks."""
    document = read_document(path)
    for number, interaction in enumerate(document["interactions"]):
        headers = interaction["request"].get("headers") or {}
        interaction["request"]["headers"] = {**headers, MARK: [_mark(path, number)]}
    return _write(document, folder / path.name)


def marks_of(path: Path) -> dict[str, Interaction]:
    """Give the promises of a pact by their marks."""
    promises = read_pact(read_document(path))
    return {_mark(path, number): promise for number, promise in enumerate(promises)}


def _write(document: Mapping[str, Any], copy: Path) -> Path:
    copy.write_text(json.dumps(document), "utf-8")
    return copy


def _mark(path: Path, number: int) -> str:
    return f"{path.stem} {number}"
