"""Tells a verdict of pact's verifier from an answer that it never got to see."""

from collections.abc import Mapping, Sequence
from typing import Any


class NotJudged(RuntimeError):
    """The verifier has said nothing about an answer, so neither may we."""


def demand_verdicts(wanted: int, results: Sequence[Mapping[str, Any]]) -> None:
    """Raise `NotJudged` unless each of so many answers was really looked at.

    What failed on its way looks like a broken promise otherwise, and a contract that
    noticed nothing would seem strong.
    """
    if len(results) != wanted:
        raise NotJudged(f"Only {len(results)} of {wanted} answers were judged.")
    for result in results:
        mismatch = result.get("mismatch", {})
        if mismatch.get("type") == "error":
            raise NotJudged(f"An answer was not judged: {mismatch.get('message')}.")
