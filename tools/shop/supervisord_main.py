"""Runs supervisord, which runs every application and starts again what dies."""

import os
import signal
from pathlib import Path
from typing import Any, NoReturn

from supervisor.options import ServerOptions
from supervisor.supervisord import Supervisor

from tools.shop import application_commands, forked_programs

_SECONDS_BETWEEN_LOOKS = 0.1


def supervise(config: Path, output: Path) -> NoReturn:
    """Be supervisord; what it prints outside of its log goes to `output`."""
    forked_programs.send_output_to(output)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(application_commands.shell_environment())
    options: Any = ServerOptions()
    options.realize(["-c", str(config)])
    options.first, options.test = True, False
    options.execve = _start_as_fork
    _make_attentive(options)
    Supervisor(options).main()
    os._exit(0)


def _make_attentive(options: Any) -> None:
    """Make supervisord look around more often than once a second."""
    poll = options.poller.poll
    options.poller.poll = lambda seconds: poll(min(seconds, _SECONDS_BETWEEN_LOOKS))


def _start_as_fork(
    _filename: str, words: list[str], environment: dict[str, str]
) -> None:
    """Take the place of `execve`, with the same words and the same environment."""
    forked_programs.become(words, environment)
