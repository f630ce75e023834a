"""Spoils a text: in a header, in XML, or where it is a whole body."""

import re
from collections.abc import Iterator, Sequence

from contract_kit.judge.rules import Matcher

_BLANK = "is blank"
_OTHER = "is something else"
# Neither a word nor a number, and no matter which of them was promised.
_STRANGE = "?!"


def spoiled_text(text: str, matchers: Sequence[Matcher]) -> Iterator[tuple[str, str]]:
    """Give each fault and the spoiled text; none that the rules allow in so many words.

    Without a rule a text is exact, and any other is a fault.
    """
    if text:
        yield _BLANK, ""
    if not any(_allows(matcher, _STRANGE) for matcher in matchers):
        yield _OTHER, f"{text}{_STRANGE}" if not matchers else _STRANGE


def _allows(matcher: Matcher, text: str) -> bool:
    return matcher["match"] == "regex" and bool(re.fullmatch(matcher["regex"], text))
