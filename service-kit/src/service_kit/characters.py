"""Signs that nobody sees: what means nothing is taken out, the rest is called by name.

They come along with what people paste: soft hyphens, zero-width blanks, marks of the
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
# A selector chooses how the sign before it looks.
_IDLE_SELECTORS = re.compile(r"(?:^|(?<=\s))[\ufe00-\ufe0f]+")
_REFUSED = {"Cc", "Cs", "Cf"}
# Letters that look like nothing: fillers of syllables, an empty cell of Braille.
BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def without_invisible(text: str) -> str:
    """Return the text without signs that nobody sees and that mean nothing."""
    for idle in (_MEANINGLESS, _IDLE_JOINERS, _IDLE_SELECTORS):
        text = idle.sub("", text)
    return text


def unprintable(text: str, allowed: Collection[str] = JOINERS) -> str | None:
    """Name the first sign that nobody could see, and its place; None without one."""
    for place, sign in enumerate(text):
        if sign not in allowed and _is_unseen(sign):
            name = unicodedata.name(sign, "a control character")
            return f"U+{ord(sign):04X} ({name}) at {_named(place, text, allowed)}"
    return None


def _is_unseen(sign: str) -> bool:
    return sign in BLANK_LETTERS or unicodedata.category(sign) in _REFUSED


def _named(place: int, text: str, allowed: Collection[str]) -> str:
    """Name a place as people count: from one, and in long texts line by line."""
    if "\n" not in allowed or "\n" not in text:
        return f"position {place + 1}"
    *before, last = text[:place].split("\n")
    return f"position {len(last) + 1} of line {len(before) + 1}"
