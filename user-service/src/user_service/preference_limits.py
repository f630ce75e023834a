"""What a browser or an app may keep with a profile: a small JSON object of its own."""

import json
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError

from service_kit.fields import Text

LARGEST = 4000
DEEPEST = 4
# Every reader of JSON knows whole numbers up to here (RFC 8259, section 6).
_LARGEST_NUMBER = 2**53 - 1
_text = TypeAdapter(Text)


def bounded(preferences: dict[str, Any]) -> dict[str, Any]:
    """Return preferences that any database holds; else raise `ValueError` in words."""
    plain: dict[str, Any] = _plain(preferences, DEEPEST)
    if len(json.dumps(plain)) > LARGEST:
        raise ValueError(f"Keep this below {LARGEST} characters of JSON.")
    return plain


def _plain(value: object, depth: int) -> Any:
    if isinstance(value, dict | list) and not depth:
        raise ValueError(f"Nest this at most {DEEPEST} deep.")
    if isinstance(value, dict):
        return {_printable(n): _plain(member, depth - 1) for n, member in value.items()}
    if isinstance(value, list):
        return [_plain(member, depth - 1) for member in value]
    if isinstance(value, str):
        return _printable(value)
    if isinstance(value, int | Decimal):
        return _number(value)
    return value


def _number(value: int | Decimal) -> int | float:
    if not -_LARGEST_NUMBER <= value <= _LARGEST_NUMBER:
        raise ValueError(f"Use numbers up to {_LARGEST_NUMBER}.")
    return float(value) if isinstance(value, Decimal) else value


def _printable(text: str) -> str:
    try:
        return _text.validate_python(text)
    except ValidationError as error:
        raise ValueError(error.errors()[0]["msg"]) from None
