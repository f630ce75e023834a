"""Reads the regular expressions of pacts, which are Oniguruma's and not Python's."""

import re
from functools import cache

from contract_kit.matching.mismatch import UnknownRule

_PIECE = re.compile(r"\\.|\(\?<(?![=!])|.", re.DOTALL)
_TRANSLATED = {r"\z": r"\Z", "(?<": "(?P<"}
# What Python does not know, or takes for something else: hexadecimal digits, line ends,
# properties and classes of characters, sets within sets, and flags of another meaning.
_FOREIGN_PIECES = {rf"\{letter}" for letter in "hHKGRXpP"}
_FOREIGN = re.compile(r"\[\[|\[:\^?\w+:\]|&&|\(\?[a-zA-Z]*[msWDSPy]")
_PLACEHOLDER = re.compile(r"\$\{[^}]*\}")


def matches(pattern: str, text: str) -> bool:
    """Return whether the whole text matches; `^` and `$` stand at every line."""
    return _compiled(pattern).fullmatch(text) is not None


def fits(expression: str, text: str) -> bool:
    """Return whether a text could come of an expression like `/orders/${order_id}`."""
    return _with_gaps(expression).fullmatch(text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    pieces = _PIECE.findall(pattern)
    if _FOREIGN.search(pattern) or not _FOREIGN_PIECES.isdisjoint(pieces):
        raise UnknownRule(f"The expression {pattern!r} is not supported.")
    translated = "".join(_TRANSLATED.get(piece, piece) for piece in pieces)
    try:
        return re.compile(translated, re.MULTILINE)
    except re.error as fault:
        raise UnknownRule(f"{pattern!r} is no expression: {fault}.") from fault


@cache
def _with_gaps(expression: str) -> re.Pattern[str]:
    fixed = [re.escape(part) for part in _PLACEHOLDER.split(expression)]
    return re.compile(".+".join(fixed), re.DOTALL)
