"""Answers that come late or not at all, as from a provider behind a bad line.

Who waits for one occupies a thread of the server. Only a few may do so, none for long,
and all of them go when the caller has gone; for anyone else the line is cut at once,
after which the caller knows just as little.
"""

import contextlib
import select
import socket
import threading

from flask import request

# A server has eight threads: payments that behave must find one free.
_SEATS = threading.BoundedSemaphore(3)
# The services read responses for one second.
LATE_SECONDS = 1.5
LONGEST_SECONDS = 5.0


def answer_late() -> None:
    """Return when the caller should have lost patience."""
    if _SEATS.acquire(blocking=False):
        try:
            _wait(LATE_SECONDS)
        finally:
            _SEATS.release()
    else:
        _cut()


def never_answer() -> None:
    """Keep the caller waiting until it leaves, then cut the line."""
    if _SEATS.acquire(blocking=False):
        try:
            _wait(LONGEST_SECONDS)
        finally:
            _SEATS.release()
    _cut()


def _wait(seconds: float) -> None:
    line = _line()
    if line is not None:
        # The line of a caller that leaves becomes readable: there is its end to read.
        select.select([line], [], [], seconds)


def _cut() -> None:
    line = _line()
    if line is not None:
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)


def _line() -> socket.socket | None:
    """Find the connection of this request; a call within the process has none."""
    environ = request.environ
    return environ.get("gunicorn.socket") or environ.get("werkzeug.socket")
