"""A value that was measured, beside what is wanted."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """What was measured, what is wanted, and whether it is so."""

    what: str
    measured: str
    wanted: str
    is_good: bool

    def __str__(self) -> str:
        mark = "" if self.is_good else "  MISSED"
        return f"{self.what:<52} {self.measured:>22}  ({self.wanted} wanted){mark}"


def print_measurements(figures: Iterable[Measurement]) -> int:
    """Print each as soon as it is there; return 1 where one is missed."""
    missed = 0
    for figure in figures:
        missed += not figure.is_good
        print(figure, flush=True)
    return int(bool(missed))
