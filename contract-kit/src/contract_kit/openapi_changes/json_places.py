"""Places in a JSON value: what stands there, and the value with something else there.

`*` stands for every entry of a list, or every member of an object with any keys.
"""

from collections.abc import Iterator
from typing import Any

EACH = "*"
Steps = tuple[str, ...]


def as_words(steps: Steps) -> str:
    """Write a place as people do: `results[*].price`."""
    text = "".join("[*]" if step == EACH else f".{step}" for step in steps)
    return text.removeprefix(".") or "the whole"


def values_at(value: Any, steps: Steps) -> Iterator[Any]:
    """Find all values at a place."""
    if not steps:
        yield value
        return
    for key in _keys(value, steps[0]):
        yield from values_at(value[key], steps[1:])


def with_value(value: Any, steps: Steps, other: Any) -> Any:
    """Return a value with another one wherever it has this place."""
    if not steps:
        return other
    edited = _copy(value)
    for key in _keys(value, steps[0]):
        edited[key] = with_value(value[key], steps[1:], other)
    return edited


def without(value: Any, steps: Steps) -> Any:
    """Return an object without this member, wherever it stands."""
    edited = _copy(value)
    for key in _keys(value, steps[0]):
        if len(steps) == 1:
            del edited[key]
        else:
            edited[key] = without(value[key], steps[1:])
    return edited


def _copy(value: Any) -> Any:
    return value.copy() if isinstance(value, dict | list) else value


def _keys(value: Any, step: str) -> list[Any]:
    if isinstance(value, list):
        return list(range(len(value))) if step == EACH else []
    if isinstance(value, dict):
        return list(value) if step == EACH else [step] * (step in value)
    return []
