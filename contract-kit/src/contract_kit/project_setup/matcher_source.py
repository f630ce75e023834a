"""Writes a JSON answer as Python: with matchers, and as the example that they give."""

import json
import re
from collections.abc import Iterator
from typing import Any

_KINDS = {
    "money": re.compile(r"\d+\.\d\d"),
    "instant": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"),
    "uid": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
}
_INDENT = "    "


class UndecidedValue(ValueError):
    """A value whose type is unknown: null, an empty list or text, a float."""


def typed_part(body: Any) -> Any:
    """Keep of an answer what has a type, and of each list one element."""
    match body:
        case bool() | int():
            return body
        case str() if body.strip() and body.isprintable():
            return body
        case dict():
            kept = dict(_typed_members(body))
            if kept:
                return kept
        case list() if body:
            return [typed_part(body[0])]
    raise UndecidedValue(body)


def matcher_source(example: Any, depth: int = 0) -> str:
    """Write an example with matchers, which hold it to its types alone."""
    match example:
        case dict():
            return _object(example, depth, matcher_source)
        case list():
            return f"some({matcher_source(example[0], depth)})"
    return f"{_matcher_of(example)}({example_source(example)})"


def example_source(example: Any, depth: int = 0) -> str:
    """Write an example as it is."""
    match example:
        case dict():
            return _object(example, depth, example_source)
        case list():
            return f"[{example_source(example[0], depth)}]"
        case str():
            return json.dumps(example, ensure_ascii=False)
    return repr(example)


def matcher_names(example: Any) -> set[str]:
    """Name the matchers that an example is written with."""
    match example:
        case dict():
            return set().union(*map(matcher_names, example.values()))
        case list():
            return {"some", *matcher_names(example[0])}
    return {_matcher_of(example)}


def _typed_members(body: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in body.items():
        try:
            yield name, typed_part(value)
        except UndecidedValue:
            continue


def _matcher_of(value: bool | int | str) -> str:
    match value:
        case bool():
            return "flag"
        case int():
            return "integer"
    return next(
        (kind for kind, form in _KINDS.items() if form.fullmatch(value)), "text"
    )


def _object(example: dict[str, Any], depth: int, write: Any) -> str:
    inner = _INDENT * (depth + 1)
    members = (
        f"{inner}{example_source(name)}: {write(value, depth + 1)},\n"
        for name, value in example.items()
    )
    return f"{{\n{''.join(members)}{_INDENT * depth}}}"
