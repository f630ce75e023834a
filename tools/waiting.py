"""Waits for what another program does: looks again and again, and gives up in words."""

import time
from collections.abc import Callable
from typing import TypeVar

from tools.errors import Refusal

T = TypeVar("T")
_SECONDS_BETWEEN_LOOKS = 0.3


def wait_until(condition: Callable[[], bool], sentence: str, patience: float) -> None:
    """Look again and again; raise `Refusal` with the sentence after so many seconds."""
    if not comes_true(condition, patience):
        raise Refusal(f"{sentence} within {patience:.0f} seconds.")


def comes_true(
    look: Callable[[], T], patience: float, pause: float = _SECONDS_BETWEEN_LOOKS
) -> T:
    """Look again and again; return the first truth found, or the last untruth.

    Patience and the pause between two looks are seconds.
    """
    deadline = time.monotonic() + patience
    while not (found := look()) and time.monotonic() < deadline:
        time.sleep(pause)
    return found
