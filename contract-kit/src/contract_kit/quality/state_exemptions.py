"""Reads which states change nothing on purpose, and why.

A list that holds anything else than that is refused: a misspelt entry would excuse
nobody, and look as if it did.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from contract_kit.quality.unneeded_states import StateExemption


class UnreadableStateExemptions(ValueError):
    """A list of exemptions that nobody can read."""


def read_state_exemptions(path: Path) -> list[StateExemption]:
    """Read an `unneeded-states.toml`; where there is none, nothing is exempted."""
    if not path.exists():
        return []
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise UnreadableStateExemptions(f"{path.name} is no TOML: {error}") from None
    if fault := best_match(Draft202012Validator(_SCHEMA).iter_errors(written)):
        place = ".".join(map(str, fault.absolute_path)) or "the file"
        raise UnreadableStateExemptions(f"{path.name}, {place}: {fault.message}")
    return [each for entry in written.get("exemption", ()) for each in _read(entry)]


def _read(entry: dict[str, Any]) -> Iterator[StateExemption]:
    for state, descriptions in entry["states"].items():
        yield StateExemption(
            entry["why"], entry["provider"], state, tuple(descriptions)
        )


_TEXT = {"type": "string", "minLength": 1}
_EXEMPTION = {
    "type": "object",
    "properties": {
        "provider": _TEXT,
        "why": _TEXT,
        "states": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"type": "array", "items": _TEXT},
        },
    },
    "required": ["provider", "why", "states"],
    "additionalProperties": False,
}
_SCHEMA = {
    "type": "object",
    "properties": {"exemption": {"type": "array", "items": _EXEMPTION}},
    "additionalProperties": False,
}
