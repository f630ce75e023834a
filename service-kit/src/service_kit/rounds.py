"""Repeats a chore of a service in a process of its own, until that is asked to end.

A chore that fails is done again after a pause: the database it failed on may come back,
and what one round left undone the next one does.
"""

import logging
import signal
import time
from collections.abc import Callable

from flask import current_app

_SECONDS_AFTER_FAILURE = 1.0
log = logging.getLogger(__name__)

ShouldEnd = Callable[[], bool]


def go_rounds(chore: Callable[[ShouldEnd], object], every: float) -> None:
    """Repeat a chore until SIGTERM or Ctrl-C; it may ask whether it should end."""
    request = _EndRequest()
    while not request.is_heard():
        time.sleep(every if _succeeds(chore, request) else _SECONDS_AFTER_FAILURE)


class _EndRequest:
    """Remembers that a signal has asked this process to end."""

    def __init__(self) -> None:
        self._is_heard = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._hear)

    def is_heard(self) -> bool:
        return self._is_heard

    def _hear(self, _number: int, _frame: object) -> None:
        self._is_heard = True


def _succeeds(chore: Callable[[ShouldEnd], object], request: _EndRequest) -> bool:
    # A context of its own, so that each round has a database session of its own.
    with current_app.app_context():
        try:
            chore(request.is_heard)
        except Exception:
            log.exception("A round failed; the next one follows.")
            return False
    return True
