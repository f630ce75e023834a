"""Marks each interaction with a header of its own while its provider is verified.

So nobody has to guess afterwards which request was made for which interaction.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contract_kit.pact_files import Interaction, pact_paths, read_pact
from contract_kit.pact_files.pact_document import read_document

MARK = "X-Contract-Interaction"


def mark_pacts(pacts: Path, folder: Path) -> None:
    """Copy pacts into a folder, each request with the header of its interaction."""
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
    """Give the interactions of a pact by their marks."""
    interactions = read_pact(read_document(path))
    return {
        _mark(path, number): interaction
        for number, interaction in enumerate(interactions)
    }


def _write(document: Mapping[str, Any], copy: Path) -> Path:
    calls = {name: part for name, part in document.items() if name != "messages"}
    copy.write_text(json.dumps(calls), "utf-8")
    return copy


def _mark(path: Path, number: int) -> str:
    return f"{path.stem} {number}"
