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
    SLOW = "slow"
    IMPOSTOR = "impostor"


# What a storm is made of; the others last, and are looked at by the outage matrix.
TROUBLES = tuple(
    mode for mode in Mode if mode not in (Mode.PASS, Mode.SLOW, Mode.IMPOSTOR)
)
