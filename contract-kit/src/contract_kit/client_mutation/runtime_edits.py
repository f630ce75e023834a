"""What a spoiled client calls at run time, where an edit depends on the value."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

_LOWEST_ERROR = 400


def doubled(value: Any) -> Any:
    """Give a parameter twice: a list twice as long, or a list of two."""
    if isinstance(value, list | tuple):
        return [*value, *value]
    return [value, value]


def retyped(value: Any) -> Any:
    """Give a value of another type in JSON: a number as text, all else in a list."""
    if value is None or isinstance(value, int | float):
        return str(value)
    return [value]


def escaped_twice(value: object) -> str:
    """Escape a part of a path as if nobody did so later."""
    return quote(quote(str(value), safe=""), safe="")


def retried(send: Callable[[], Any]) -> Any:
    """Send something again when it has failed."""
    try:
        response = send()
    except Exception:  # noqa: BLE001 - whatever it was, a careless client tries again
        return send()
    status = getattr(response, "status_code", 0)
    is_error = isinstance(status, int) and status >= _LOWEST_ERROR
    return send() if is_error else response
