"""What every launcher does: it closes when asked, and prints for whoever started it.

Another program starts one with `--rehearsal`: on free ports, without `.env`, announced
as a line of JSON, and closed when the standard input ends.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from tools.applications import ROOT
from tools.dev_environment import PYTHON

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_SECONDS_TO_CLOSE = 60


class DidNotOpen(RuntimeError):
    """The launcher has printed why."""


class _Closing(BaseException):
    """Somebody asks to close."""


@contextmanager
def open_until_asked(farewell: str) -> Iterator[None]:
    """Go on until a signal asks to close, and print a farewell."""
    for number in _SIGNALS:
        # nohup has switched off what must not close anything.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _ask_to_close)
    try:
        yield
    except _Closing:
        announce(farewell)


def ignore_signals() -> None:
    """Close in peace: a second Ctrl-C must not leave a process behind."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def announce(sentence: str, stream: IO[str] | None = None) -> None:
    """Print at once."""
    # A listener who has gone, such as a closed terminal, is no reason to break off.
    with contextlib.suppress(OSError):
        print(sentence, file=stream, flush=True)


def announce_aside(sentence: str) -> None:
    """Print where it is no answer to a program."""
    announce(sentence, sys.stderr)


@contextmanager
def launched(
    module: str, *words: str, environment: Mapping[str, str], errors: IO[bytes]
) -> Iterator[tuple[subprocess.Popen[bytes], dict[str, Any]]]:
    """Run a launcher for the length of a `with`; yield it and what it announced."""
    launcher = subprocess.Popen(
        [str(PYTHON), "-m", module, "--rehearsal", *words],
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        # Ctrl-C reaches the caller, who closes it when done with it.
        start_new_session=True,
    )
    try:
        line = launcher.stdout.readline() if launcher.stdout else b""
        if not line:
            errors.seek(0)
            raise DidNotOpen(errors.read().decode(errors="replace"))
        yield launcher, json.loads(line)
    finally:
        try:
            # The end of its standard input asks it to close.
            launcher.communicate(timeout=_SECONDS_TO_CLOSE)
        finally:
            launcher.kill()


def _ask_to_close(_number: int, _frame: object) -> None:
    raise _Closing
