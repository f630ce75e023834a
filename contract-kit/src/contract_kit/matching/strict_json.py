"""Reads JSON as strictly as pact does, and keeps its kinds of value apart."""

import json
import math
from typing import Any

_LARGEST_INTEGER = 2**64 - 1
_SMALLEST_INTEGER = -(2**63)


class NotJson(ValueError):
    """A body says that it is JSON, and is not."""


def read_json(body: bytes) -> Any:
    """Read a JSON document; raise `NotJson`."""
    try:
        return json.loads(
            body.decode("utf-8"),
            parse_int=_whole,
            parse_float=_finite,
            parse_constant=_refused,
        )
    except ValueError as fault:
        raise NotJson(f"is not JSON: {fault}") from fault


def kind_of(value: Any) -> str:
    """Name the kind of a value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a text"
    return "a list" if isinstance(value, list) else "an object"


def are_identical(agreed: Any, seen: Any) -> bool:
    """Compare as JSON does: 1 is not 1.0 and not true."""
    if kind_of(agreed) != kind_of(seen):
        return False
    if isinstance(agreed, dict):
        return agreed.keys() == seen.keys() and all(
            are_identical(agreed[key], seen[key]) for key in agreed
        )
    if isinstance(agreed, list):
        return len(agreed) == len(seen) and all(map(are_identical, agreed, seen))
    if isinstance(agreed, int | float):
        return agreed == seen and type(agreed) is type(seen)
    return bool(agreed == seen)


def as_text(value: Any) -> str:
    """Write a value as pact does before it compares texts; null becomes "null"."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _whole(digits: str) -> int | float:
    """Pact keeps no integer beyond 64 bits, and calls -0 a decimal number."""
    if len(digits) > len(str(_SMALLEST_INTEGER)):
        return _finite(digits)
    number = int(digits)
    fits = _SMALLEST_INTEGER <= number <= _LARGEST_INTEGER and digits != "-0"
    return number if fits else _finite(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise NotJson("a number is out of range")
    return number


def _refused(constant: str) -> Any:
    raise NotJson(f"{constant} is no value of JSON")
