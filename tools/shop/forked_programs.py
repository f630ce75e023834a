"""Starts Python programs as forks of this process, so that what all of them import is
imported once: the shop opens in a third of the time and takes half of the memory.
"""

import gc
import importlib
import math
import os
import runpy
import signal
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from tools.waiting import comes_true

# What is slow to import and the same for every application. None of the shop's own code
# is among it except through the plumbing: an application that starts again reads its
# modules anew.
_SHARED = (
    "gunicorn.app.wsgiapp",
    "gunicorn.workers.gthread",
    "flask.cli",
    "service_kit.application",
    "service_kit.migrations",
    "service_kit.operation_decorator",
    "service_kit.gunicorn_log",
    "service_kit.tokens",
    "service_kit.gunicorn_worker",
    "sqlalchemy.dialects.sqlite",
)
_CAUGHT = (
    *(signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM),
    *(signal.SIGCHLD, signal.SIGUSR2),
)


def import_shared() -> None:
    """Import what the forks will share, and keep the collector from copying it."""
    for name in _SHARED:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


class ForkedProcess:
    """A fork of this process that goes on beside it, in a session of its own."""

    def __init__(self, run: Callable[[], NoReturn]) -> None:
        """Start it: the launcher alone receives Ctrl-C, and ends it in order."""
        sys.stdout.flush()
        self._process = os.fork()
        self._is_gone = False
        if self._process == 0:
            try:
                os.setsid()
                run()
            finally:
                os._exit(1)

    def has_ended(self) -> bool:
        """Return whether it is gone."""
        if not self._is_gone:
            self._is_gone = os.waitpid(self._process, os.WNOHANG)[0] != 0
        return self._is_gone

    def end(self, number: int, patience: float = math.inf) -> None:
        """Ask it to stop by a signal, kill it after so many seconds, and wait."""
        if not self.has_ended():
            os.kill(self._process, number)
        if not comes_true(self.has_ended, patience, pause=0.01):
            os.kill(self._process, signal.SIGKILL)
            comes_true(self.has_ended, math.inf, pause=0.01)


def run(words: Sequence[str], environment: Mapping[str, str], output: Path) -> int:
    """Run `python -m …` in a fork, its output in a file; return its exit status."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        send_output_to(output)
        become(words, environment)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def send_output_to(file: Path) -> None:
    """Redirect all output of this process to a file, and its input to nothing."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    silence = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((silence, 0), (handle, 1), (handle, 2)):
        os.dup2(source, target)


def become(words: Sequence[str], environment: Mapping[str, str]) -> NoReturn:
    """Be the program `python -m …` from here on; only a fork may call this."""
    status = 1
    try:
        for number in _CAUGHT:
            signal.signal(number, signal.SIG_DFL)
        os.environ.clear()
        os.environ.update(environment)
        _interpreter, _dash_m, module, *_rest = words
        sys.argv = list(words[2:])
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        status = 0
    except SystemExit as end:
        status = _status(end)
    except BaseException:
        traceback.print_exc()
    finally:
        # Never back into the code of the parent, whatever happened.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _status(end: SystemExit) -> int:
    if end.code is None or isinstance(end.code, int):
        return end.code or 0
    print(end.code, file=sys.stderr)
    return 1
