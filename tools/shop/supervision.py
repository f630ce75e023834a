"""Runs supervisord, which runs every application and starts again what dies."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

from supervisor.options import ServerOptions
from supervisor.supervisord import Supervisor

from tools.shop import forks, programs

_SECONDS_BETWEEN_LOOKS = 0.1


class Supervision:
    """The supervisord of this shop, a fork of the launcher."""

    def __init__(self, config: Path, output: Path) -> None:
        """Start supervisord; what it says outside of its log goes to `output`."""
        sys.stdout.flush()
        self._process = os.fork()
        self._status: int | None = None
        if self._process == 0:
            _supervise(config, output)

    def has_ended(self) -> bool:
        """Tell whether supervisord is gone."""
        if self._status is None:
            found, status = os.waitpid(self._process, os.WNOHANG)
            self._status = status if found else None
        return self._status is not None

    def end(self) -> None:
        """Stop every application in its order, and wait until all are gone."""
        if not self.has_ended():
            os.kill(self._process, signal.SIGTERM)
        while not self.has_ended():
            time.sleep(0.05)


def _supervise(config: Path, output: Path) -> NoReturn:
    try:
        # A session of its own: the launcher alone hears Ctrl-C and stops in order.
        os.setsid()
        forks.send_output_to(output)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        os.environ.clear()
        os.environ.update(programs.shell_environment())
        options: Any = ServerOptions()
        options.realize(["-c", str(config)])
        options.first, options.test = True, False
        options.execve = _start_as_fork
        _make_attentive(options)
        Supervisor(options).main()
    finally:
        os._exit(0)


def _make_attentive(options: Any) -> None:
    """Let supervisord look around more often than once a second."""
    poll = options.poller.poll
    options.poller.poll = lambda seconds: poll(min(seconds, _SECONDS_BETWEEN_LOOKS))


def _start_as_fork(
    _filename: str, words: list[str], environment: dict[str, str]
) -> None:
    """Take the place of `execve`, with the same words and the same environment."""
    forks.become(words, environment)
