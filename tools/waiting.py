"""Waits for what another program does, and gives up in words."""

import time
from collections.abc import Callable

from tools.refusal import Refusal

_SECONDS_BETWEEN_LOOKS = 0.3


def wait_until(condition: Callable[[], bool], sentence: str, patience: float) -> None:
    """Look again and again; raise `Refusal` with the sentence after so many seconds."""
    if not comes_true(condition, patience):
        raise Refusal(f"{sentence} within {patience:.0f} seconds.")


def comes_true(condition: Callable[[], bool], patience: float) -> bool:
    """Look again and again; return whether it held within so many seconds."""
    deadline = time.monotonic() + patience
    while not (holds := condition()) and time.monotonic() < deadline:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    return holds
