"""Reads regular expressions of any engine, as far as an audit needs."""

import re

_FLAGS = re.compile(r"^\(\?[a-zA-Z]+\)")


def is_anchored(expression: str) -> bool:
    """Return whether an expression matches a whole text only, by any of its ways."""
    bare = _FLAGS.sub("", expression)
    return all(
        way.startswith(("^", "\\A"))
        and way.endswith(("$", "\\z", "\\Z"))
        and not way.endswith("\\$")
        for way in _ways(bare)
    )


def takes_nothing(expression: str) -> bool:
    """Return whether an expression matches the empty text."""
    try:
        return re.search(expression, "") is not None
    except re.error:
        # Written for another engine.
        return False


def _ways(expression: str) -> list[str]:
    """Split at each | that stands in no group and in no class."""
    ways, depth, in_class, escaped = [""], 0, False, False
    for sign in expression:
        if not escaped and not in_class:
            depth += (sign == "(") - (sign == ")")
        if not escaped and sign in "[]":
            in_class = sign == "["
        if sign == "|" and not (depth or in_class or escaped):
            ways.append("")
        else:
            ways[-1] += sign
        escaped = sign == "\\" and not escaped
    return ways
