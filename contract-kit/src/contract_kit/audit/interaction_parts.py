"""Walks through an interaction, and yields each value with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contract_kit.matching.bodies import expected_type
from contract_kit.matching.matching_rules import Place, as_written
from contract_kit.pact_files import Interaction

PARTS = ("request", "response")


@dataclass(frozen=True)
class TextPart:
    """A text of an interaction, and where it stands."""

    place: str
    text: str


def part_of(interaction: Interaction, name: str) -> Mapping[str, Any]:
    """Return the request or the response."""
    found: Mapping[str, Any] = getattr(interaction, name)
    return found


def texts_of(interaction: Interaction) -> Iterator[TextPart]:
    """Give every text that an interaction holds, rules and descriptions aside."""
    for state in interaction.states:
        for place, value in _values(state.params, ()):
            yield from _text(f"state “{state.name}” {as_written(place)}", value)
    for name in PARTS:
        part = part_of(interaction, name)
        if name == "request":
            yield TextPart("request path", part["path"])
        for kind in ("query", "headers"):
            for field, values in part.get(kind, {}).items():
                for value in values:
                    yield from _text(f"{name} {_SINGULAR[kind]} {field}", value)
        for place, value in _values(content_of(part), ()):
            yield from _text(f"{name} body {as_written(place)}", value)


def content_of(part: Mapping[str, Any]) -> Any:
    """Return the example body; None where there is none."""
    return part.get("body", {}).get("content")


def is_json(part: Mapping[str, Any]) -> bool:
    """Return whether the example body is a JSON value."""
    return content_of(part) is not None and expected_type(part).is_json


def leaves_of(content: Any) -> Iterator[tuple[Place, Any]]:
    """Give every value in a JSON body that holds no other, empty ones included."""
    for place, value in _values(content, ()):
        if not isinstance(value, dict | list) or not value:
            yield place, value


_SINGULAR = {"query": "query", "headers": "header"}


def _text(place: str, value: Any) -> Iterator[TextPart]:
    if isinstance(value, str):
        yield TextPart(place, value)


def _values(value: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    yield place, value
    if isinstance(value, Mapping):
        for name, member in value.items():
            yield from _values(member, (*place, name))
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield from _values(member, (*place, number))
