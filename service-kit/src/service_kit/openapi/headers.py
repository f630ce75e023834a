"""The headers that responses of the services carry, each with its meaning."""

from typing import Any

Json = dict[str, Any]
_TEXT = {"type": "string"}
_SECONDS = {"type": "integer", "minimum": 0}


def header(name: str) -> Json:
    """Describe a header by its name."""
    return HEADERS[name]


HEADERS: dict[str, Json] = {
    "ETag": {
        "description": "This version of the answer, for If-None-Match and If-Match.",
        "required": True,
        "schema": {"type": "string", "pattern": r'^(W/)?"[^"]+"$'},
    },
    "Location": {
        "description": "The address of what was made.",
        "required": True,
        "schema": _TEXT,
    },
    "Set-Cookie": {
        "description": "What a browser shall keep.",
        "required": True,
        "schema": _TEXT,
    },
    "Idempotency-Replayed": {
        "description": "This key was sent before; nothing was done anew.",
        "schema": {"const": "true"},
    },
    "Retry-After": {
        "description": "In so many seconds it may go better.",
        "required": True,
        "schema": _SECONDS,
    },
    "WWW-Authenticate": {
        "description": "How to show who you are.",
        "required": True,
        "schema": _TEXT,
    },
}
