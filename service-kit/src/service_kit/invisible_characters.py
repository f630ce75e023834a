"""Invisible characters: those that mean nothing are removed, the others are named.

They come along with what people paste: soft hyphens, zero-width spaces, marks of the
direction of writing. An override of that direction makes a name read as another.
"""

import re
import unicodedata
from collections.abc import Collection

# Zero-width joiners shape letters and emoji.
JOINERS = frozenset("\u200c\u200d")
_MEANINGLESS = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202c\u2060-\u2064\u2066-\u2069\ufeff]"
)
# At an end, beside a blank and after plain ASCII there is nothing for them to shape.
_IDLE_JOINERS = re.compile(r"(?:^|(?<=[\s!-~]))[\u200c\u200d]+|[\u200c\u200d]+(?=\s|$)")
# A selector chooses how the character before it looks.
_IDLE_SELECTORS = re.compile(r"(?:^|(?<=\s))[\ufe00-\ufe0f]+")
_REFUSED = {"Cc", "Cs", "Cf"}
# Letters that look like nothing: fillers of syllables, an empty cell of Braille.
BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def without_invisible(text: str) -> str:
    """Return the text without invisible characters that mean nothing."""
    for idle in (_MEANINGLESS, _IDLE_JOINERS, _IDLE_SELECTORS):
        text = idle.sub("", text)
    return text


def unprintable(text: str, allowed: Collection[str] = JOINERS) -> str | None:
    """Name the first invisible character and its position; None without one."""
    for position, character in enumerate(text):
        if character not in allowed and _is_invisible(character):
            name = unicodedata.name(character, "a control character")
            where = _named(position, text, allowed)
            return f"U+{ord(character):04X} ({name}) at {where}"
    return None


def _is_invisible(character: str) -> bool:
    return character in BLANK_LETTERS or unicodedata.category(character) in _REFUSED


def _named(position: int, text: str, allowed: Collection[str]) -> str:
    """Name a position as people count: from one, and in long texts line by line."""
    if "\n" not in allowed or "\n" not in text:
        return f"position {position + 1}"
    *before, last = text[:position].split("\n")
    return f"position {len(last) + 1} of line {len(before) + 1}"
