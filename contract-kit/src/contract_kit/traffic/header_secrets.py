"""Replaces secrets in recorded headers by others of the same shape.

These still keep to the rules of a contract, and open nothing.
"""

import re
from collections.abc import Iterable

_AFTER_A_SCHEME = {"authorization", "proxy-authorization"}
_SECRETS = _AFTER_A_SCHEME | {"cookie", "set-cookie", "x-api-key"}
# The name of a cookie is no secret, and neither is what it is bound to.
_SET_COOKIE = re.compile(r"([^=;]+=)([^;]*)(;.*)?", re.DOTALL)
# Letters that are also hexadecimal digits, so that a disguised token remains a token.
_DISGUISES = (
    (re.compile("[a-z]"), "a"),
    (re.compile("[A-Z]"), "A"),
    (re.compile(r"\d"), "0"),
)


def disguised(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the headers without the letters of any secret."""
    return tuple(
        (name, _disguise(name.lower(), value) if name.lower() in _SECRETS else value)
        for name, value in headers
    )


def _disguise(name: str, secret: str) -> str:
    """Keep the shape of a secret, what stands around it, and none of its letters."""
    before, rest, behind = _parted(name, secret)
    for letters, disguise in _DISGUISES:
        rest = letters.sub(disguise, rest)
    return f"{before}{rest}{behind}"


def _parted(name: str, secret: str) -> tuple[str, str, str]:
    if name == "set-cookie" and (found := _SET_COOKIE.fullmatch(secret)):
        return found[1], found[2], found[3] or ""
    scheme, blank, rest = secret.partition(" ")
    if name in _AFTER_A_SCHEME and blank:
        return f"{scheme}{blank}", rest, ""
    return "", secret, ""
