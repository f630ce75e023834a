"""Repeats a task of a service in a process of its own, until that is asked to end.

A task that fails is done again after a pause: the database it failed on may come back,
and what one round left undone the next one does.
"""

import logging
import os
import select
import signal
from collections.abc import Callable

from flask import current_app

_SECONDS_AFTER_FAILURE = 1.0
log = logging.getLogger(__name__)

ShouldEnd = Callable[[], bool]


def run_periodically(task: Callable[[ShouldEnd], object], every: float) -> None:
    """Repeat a task until SIGTERM or Ctrl-C; it may ask whether it should end."""
    request = _EndRequest()
    while not request.is_received():
        succeeds = _succeeds(task, request)
        request.listen(every if succeeds else _SECONDS_AFTER_FAILURE)


class _EndRequest:
    """Remembers that a signal has asked this process to end."""

    def __init__(self) -> None:
        self._is_received = False
        # `time.sleep` goes on after a signal: whoever closes a shop would wait for it.
        self._bell, rope = os.pipe()
        os.set_blocking(rope, False)
        signal.set_wakeup_fd(rope)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._receive)

    def is_received(self) -> bool:
        return self._is_received

    def listen(self, seconds: float) -> None:
        """Wait, until somebody asks; another signal ends this pause, not the next."""
        rings, _, _ = select.select([self._bell], [], [], seconds)
        if rings:
            os.read(self._bell, 1024)

    def _receive(self, _number: int, _frame: object) -> None:
        self._is_received = True


def _succeeds(task: Callable[[ShouldEnd], object], request: _EndRequest) -> bool:
    # A context of its own, so that each round has a database session of its own.
    with current_app.app_context():
        try:
            task(request.is_received)
        except Exception:
            log.exception("A round failed; the next one follows.")
            return False
    return True
