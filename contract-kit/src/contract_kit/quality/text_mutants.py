"""Spoils a text: in a header, in XML, or where it is a whole body."""

import re
from collections.abc import Iterator, Sequence

from contract_kit.matching.matching_rules import WrittenMatcher

_BLANK = "is blank"
_OTHER = "is something else"
# Neither a word nor a number, and no matter which of them was expected.
_STRANGE = "?!"


def text_mutants(
    text: str, matchers: Sequence[WrittenMatcher]
) -> Iterator[tuple[str, str]]:
    """Give each fault and the spoiled text; none that the rules allow in so many words.

    Without a rule a text is exact, and any other is a fault.
    """
    if text:
        yield _BLANK, ""
    if not any(_allows(matcher, _STRANGE) for matcher in matchers):
        yield _OTHER, f"{text}{_STRANGE}" if not matchers else _STRANGE


def _allows(matcher: WrittenMatcher, text: str) -> bool:
    return matcher["match"] == "regex" and bool(re.fullmatch(matcher["regex"], text))
