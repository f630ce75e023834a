"""What a line between two applications can do to what is said on it."""

from enum import StrEnum


class Mode(StrEnum):
    """How a line treats requests and answers."""

    PASS = "pass"  # noqa: S105 (the name of a mode)
    BLACKHOLE = "blackhole"
    HOLD = "hold"
    RESET = "reset"
    LATENCY = "latency"
    HALF_ANSWER = "half answer"
    LOST_ANSWER = "lost answer"


TROUBLES = tuple(mode for mode in Mode if mode != Mode.PASS)
