"""Which headers hold several values in one line, as pact's core knows them."""

import json
from collections.abc import Sequence
from typing import Any

# Pact reads these as a list at every comma; elsewhere a comma is a comma.
LIST_HEADERS = frozenset(
    {
        "accept",
        "accept-encoding",
        "accept-language",
        "access-control-allow-headers",
        "access-control-allow-methods",
        "access-control-expose-headers",
        "access-control-request-headers",
        "allow",
        "cache-control",
        "if-match",
        "if-none-match",
        "vary",
    }
)


def values_in(name: str, line: str) -> list[str]:
    """Return the values in one line of a header."""
    values = line.split(",") if name.lower() in LIST_HEADERS else [line]
    return [value.strip() for value in values]


def lines_of(name: str, values: Sequence[str]) -> list[str]:
    """Write the values of a header as they travel: in one line, or in several."""
    return [", ".join(values)] if name.lower() in LIST_HEADERS else list(values)


def listed(name: str, written: Any) -> Any:
    """Give the values of a header as a list, whichever way a pact writes them."""
    match written:
        case list():
            return [_as_text(value) for value in written]
        case str() | int() | float():
            return values_in(name, _as_text(written))
    return written


def _as_text(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, int | float) else value
