"""What a run has shown, for people: a line for each round, and every red cell."""

from collections import Counter
from collections.abc import Sequence
from statistics import median

from testing.resilience.outages.outage_rounds import OutageRound, served_whole
from testing.resilience.outages.outage_run import OutageResults

_MOST_SENTENCES = 60
_FORM = "{:44} {:>5} {:>6} {:>9} {:>7} {:>8} {:>7} {:>6}"
HEAD = _FORM.format(
    "lost", "cells", "whole", "in words", "median", "slowest", "healed", "wrong"
)
_WHAT_NOW = """
A page that has come to need a service on purpose says so in
testing/resilience/outages/pages.py or actions.py. Any other line above is
something that a shopper would have seen."""


def line(finished: OutageRound) -> str:
    """Print one round in a line."""
    whole = served_whole(finished)
    times = [cell.answer.seconds for cell in finished.cells]
    return _FORM.format(
        str(finished.outage or "nothing"),
        len(times),
        whole,
        len(times) - whole,
        f"{median(times):.2f} s",
        f"{max(times):.2f} s",
        f"{finished.seconds_to_heal:.1f} s",
        len(finished.complaints),
    )


def report(results: OutageResults) -> str:
    """Print everything that was wrong, each thing once, and the verdict."""
    found = Counter(results.complaints)
    cells = sum(len(finished.cells) for finished in results.rounds)
    summary = f"{cells} cells, {found.total()} complaints."
    if not found:
        return f"{summary} All orders are settled, and all databases agree. PASSED"
    return "\n".join(["", *_sentences(list(found)), _WHAT_NOW, f"{summary} FAILED"])


def _sentences(found: Sequence[str]) -> list[str]:
    summary = list(found[:_MOST_SENTENCES])
    left = len(found) - len(summary)
    return [*summary, f"... and {left} more"] if left else summary
