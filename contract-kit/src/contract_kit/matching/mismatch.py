"""What differs: a mismatch is a sentence that begins with its place."""

import json
from dataclasses import dataclass

_LONGEST_SHOWN = 60


class UnknownRule(Exception):
    """The contract uses a rule that is not supported here."""


@dataclass(frozen=True)
class Mismatch:
    """One difference between what was agreed and what was seen.

    `is_literal` says that a value was agreed word for word and another one came: the
    shape is right, and a matcher in the consumer's test would let it pass.
    """

    place: str
    problem: str
    is_literal: bool = False

    def __str__(self) -> str:
        """Return the difference as a sentence."""
        return f"{self.place} {self.problem}"


def other_value(place: str, agreed: object, seen: object) -> Mismatch:
    """Return the mismatch of a value that must be equal and is not."""
    problem = f"is {shown(seen)}, agreed was exactly {shown(agreed)}"
    return Mismatch(place, problem, is_literal=True)


def against_rule(place: str, seen: object, fault: str) -> Mismatch:
    """Return the mismatch of a value that violates its rule."""
    return Mismatch(place, f"is {shown(seen)}, which {fault}")


def shown(value: object) -> str:
    """Show a value as JSON, cut where it becomes tedious."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    if len(text) <= _LONGEST_SHOWN:
        return text
    return f"{text[: _LONGEST_SHOWN - 1]}…"
