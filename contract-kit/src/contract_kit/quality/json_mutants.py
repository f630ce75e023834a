"""Spoils a JSON body, one place after the other."""

import copy
import re
from collections.abc import Iterator
from typing import Any

from contract_kit.matching.matching_rules import Place, Rules, as_written

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_ANY_NUMBER = 12345
_STRANGE = "?!"


def json_mutants(content: Any, rules: Rules) -> Iterator[tuple[str, str, Any]]:
    """Give the field, its fault and the spoiled content, for every place and fault."""
    for place, value in _places(content, ()):
        field = as_written(place)
        if _may_not_lack(place, rules):
            yield field, "is dropped", _lacking(content, place)
        for fault, spoiled in _spoiled(value, is_exact=_is_exact(place, rules)):
            yield field, fault, _with(content, place, spoiled)


def _places(value: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    yield place, value
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _places(member, (*place, name))
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield from _places(member, (*place, number))


def _may_not_lack(place: Place, rules: Rules) -> bool:
    """Return whether a place must be there: a member, or an entry that is asked for."""
    if not place:
        return False
    if isinstance(place[-1], str) or _is_exact(place[:-1], rules):
        return True
    return _contains_all(place[:-1], rules)


def _is_exact(place: Place, rules: Rules) -> bool:
    ruling = rules.example_ruling(place)
    if ruling is None or ruling.is_inherited:
        return True
    return any(matcher["match"] == "equality" for matcher in ruling.matchers)


def _contains_all(place: Place, rules: Rules) -> bool:
    ruling = rules.example_ruling(place)
    return any(
        matcher["match"] == "arrayContains"
        for matcher in (ruling.matchers if ruling else ())
    )


def _spoiled(value: Any, *, is_exact: bool) -> Iterator[tuple[str, Any]]:
    if value is not None:
        yield "is null", None
    match value:
        case bool():
            yield "is a text", str(value).lower()
            if is_exact:
                yield "is something else", not value
        case int():
            yield "is a text", str(value)
            yield "is a fraction", value + 0.5
            if is_exact:
                yield "is something else", value + 1
        case float():
            yield "is a text", str(value)
            if is_exact:
                yield "is something else", value + 1
        case str():
            yield "is a number", _as_number(value)
            if value:
                yield "is blank", ""
            if is_exact:
                yield "is something else", value + _STRANGE
        case list():
            yield "is an object", {"0": value}
            yield ("is empty", []) if value else ("is not empty", [_STRANGE])
        case dict():
            yield "is a list", [value]
            if is_exact and not value:
                yield "is not empty", {_STRANGE: _STRANGE}
        case _:
            yield "is a text", _STRANGE


def _as_number(text: str) -> float:
    """Give the very number that a text spells: the likeliest wrong type of all."""
    return float(text) if _NUMBER.fullmatch(text) else _ANY_NUMBER


def _with(content: Any, place: Place, value: Any) -> Any:
    if not place:
        return value
    spoiled = copy.deepcopy(content)
    _at(spoiled, place[:-1])[place[-1]] = value
    return spoiled


def _lacking(content: Any, place: Place) -> Any:
    spoiled = copy.deepcopy(content)
    del _at(spoiled, place[:-1])[place[-1]]
    return spoiled


def _at(content: Any, place: Place) -> Any:
    for step in place:
        content = content[step]
    return content
