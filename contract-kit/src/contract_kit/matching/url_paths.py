"""Compares paths however their signs are encoded: `%c3%bc`, `%C3%BC` and `ü` are one.

A slash that is encoded is none: `/teas/a%2Fb` has two steps.
"""

from urllib.parse import quote, unquote

# What RFC 3986 lets stand in a step of a path as it is.
_PLAIN = ":@!$&'()*+,;=-._~"


def same_path(agreed: str, seen: str) -> bool:
    """Return whether two paths are one address."""
    return agreed == seen or _normal(agreed) == _normal(seen)


def _normal(path: str) -> str:
    steps = path.split("/")
    return "/".join(quote(unquote(step), safe=_PLAIN) for step in steps)
