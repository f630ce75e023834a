"""Finds the example value that a rule of a pact is about."""

import re
from collections.abc import Mapping
from typing import Any

_STEP = re.compile(r"\.([^.\[\]]+)|\['((?:[^'\\]|\\.)*)'\]|\[(\d+|\*)\]")


def example_at(part: Mapping[str, Any], place: str) -> Any:
    """Give the example at a place such as `$.items[*].name`; None if there is none."""
    value = part.get("body", {}).get("content")
    for name, quoted, index in _STEP.findall(place):
        if isinstance(value, list) and value:
            entry = 0 if index in {"*", ""} else int(index)
            value = value[entry] if entry < len(value) else None
        elif isinstance(value, dict):
            value = value.get(name or re.sub(r"\\(.)", r"\1", quoted))
        else:
            return None
    return value
