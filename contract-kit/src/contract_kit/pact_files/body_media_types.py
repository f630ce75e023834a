"""Finds out what kind of body a pact holds, where it does not say so.

Pact looks at how the text begins, and so does this, word for word as measured; what
begins like nothing known is plain text.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

_JSON = "application/json"
_TEXT = "text/plain"
_BEGINNINGS = (
    (re.compile(r"\s*<\?xml\s*version"), "application/xml"),
    (re.compile(r"\s*<(?:!DOCTYPE|HTML)", re.IGNORECASE), "text/html"),
    (re.compile(r"\s*(?:true|false|null|\d|\"|\{\s*[}\"]|\[)"), _JSON),
    (re.compile(r"\s*<\w"), "application/xml"),
)


def media_type_of(content: Any, headers: Mapping[str, Any]) -> str:
    """Return the media type of a body: as its header says, or as it looks."""
    for name, values in headers.items():
        match name.lower(), values:
            case "content-type", [str() as media_type, *_]:
                return media_type
    if not isinstance(content, str):
        return _JSON
    return next(
        (kind for beginning, kind in _BEGINNINGS if beginning.match(content)), _TEXT
    )


def unquoted(text: str) -> Any:
    """Read an object or a text of JSON that a pact holds as a text once more.

    Pact does so with these two alone: a number or a list in quotes stays a text.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return content if isinstance(content, dict | str) else text
