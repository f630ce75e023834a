"""What a run has shown, for people: a line for each round, and every red cell."""

from collections import Counter
from collections.abc import Sequence
from statistics import median

from tools.outages.rounds import Round, served_whole
from tools.outages.run import Outcome

_MOST_SENTENCES = 60
_FORM = "{:44} {:>5} {:>6} {:>9} {:>7} {:>8} {:>7} {:>6}"
HEAD = _FORM.format(
    "lost", "cells", "whole", "in words", "median", "slowest", "healed", "wrong"
)
_WHAT_NOW = """
A page that has come to need a service on purpose says so in tools/outages/pages.py or
deeds.py. Any other line above is something that a shopper would have seen."""


def line(played: Round) -> str:
    """Tell one round in a line."""
    whole = served_whole(played)
    times = [cell.answer.seconds for cell in played.cells]
    return _FORM.format(
        str(played.fault or "nothing"),
        len(times),
        whole,
        len(times) - whole,
        f"{median(times):.2f} s",
        f"{max(times):.2f} s",
        f"{played.seconds_to_heal:.1f} s",
        len(played.complaints),
    )


def report(outcome: Outcome) -> str:
    """Tell everything that was wrong, each thing once, and the verdict."""
    found = Counter(outcome.complaints)
    cells = sum(len(played.cells) for played in outcome.rounds)
    told = f"{cells} cells, {found.total()} complaints."
    if not found:
        return f"{told} All orders are settled, and all books agree. PASSED"
    return "\n".join(["", *_sentences(list(found)), _WHAT_NOW, f"{told} FAILED"])


def _sentences(found: Sequence[str]) -> list[str]:
    told = list(found[:_MOST_SENTENCES])
    left = len(found) - len(told)
    return [*told, f"... and {left} more"] if left else told
