"""Finds values that one of two schemas accepts and the other does not.

Nobody can list all values of a schema. These are tried: a few of each kind, the words
and examples that either schema names, and those beside its limits.
"""

from collections.abc import Iterator
from typing import Any

from contract_kit.openapi_changes.schema_parts import SchemaPart

_SAMPLES: dict[str, tuple[Any, ...]] = {
    "string": (
        "?!",
        "",
        "tea",
        "12",
        "-1",
        "2.40",
        "2026-11-21",
        "2026-11-21T12:00:00Z",
        "tea@example.org",
        "0b6f1c1e-7b0f-4a53-9d0c-4a4e3c1f2d11",
    ),
    "integer": (7, 0, -1, 123456789),
    "number": (1.5, -0.25),
    "boolean": (True, False),
    "null": (None,),
}
_LENGTHS, _LIMITS = ("minLength", "maxLength"), ("minimum", "maximum")
_EXCLUSIVE = ("exclusiveMinimum", "exclusiveMaximum")
# A text as long as this would not find anything that a shorter one does not.
_LONGEST = 10_000


def gained_values(old: SchemaPart, new: SchemaPart) -> list[Any]:
    """Return values that are valid now and were not."""
    return [
        value
        for value in _probes(old, new)
        if new.accepts(value) and not old.accepts(value)
    ] + _containers(new.kinds - old.kinds)


def lost_values(old: SchemaPart, new: SchemaPart) -> list[Any]:
    """Return values that were valid and are not any more."""
    return gained_values(new, old)


def _containers(kinds: frozenset[str]) -> list[Any]:
    """Stand for an object or a list, whatever may have to be inside."""
    return [{"object": {}, "array": []}[kind] for kind in sorted(kinds & _HOLDING)]


_HOLDING = {"object", "array"}


def _probes(*schemas: SchemaPart) -> Iterator[Any]:
    for values in _SAMPLES.values():
        yield from values
    for schema in schemas:
        for value in schema.constants():
            if not isinstance(value, dict | list):
                yield value
        yield from _beside_limits(schema)


def _beside_limits(schema: SchemaPart) -> Iterator[Any]:
    for keyword, limit in schema.limits():
        if keyword in _LENGTHS and isinstance(limit, int) and limit < _LONGEST:
            yield from ("x" * length for length in (limit - 1, limit, limit + 1))
        if keyword in (*_LIMITS, *_EXCLUSIVE) and isinstance(limit, int | float):
            yield from (limit - 1, limit, limit + 1)
