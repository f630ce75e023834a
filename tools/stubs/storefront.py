"""Runs the real storefront under gunicorn, on a database that lasts as long as it."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

from tools.applications import FRONTEND, ROOT
from tools.refusal import Refusal
from tools.shop import forks, health, programs
from tools.shop.logs import end_of_log
from tools.shop.settings import Settings

_SECONDS_TO_OPEN = 30.0
_SECONDS_TO_END = 5.0


class Storefront:
    """The gunicorn of the storefront, a fork of the launcher."""

    def __init__(self, settings: Settings) -> None:
        """Make the database of the sessions and start to serve."""
        self._settings = settings
        self._log = settings.logs / f"{FRONTEND.folder}.log"
        self._environment = programs.shell_environment() | programs.environment(
            FRONTEND, settings
        )
        self._migrate()
        self._process = self._start()
        self._is_gone = False

    def wait_until_open(self) -> None:
        """Wait for the first page; refuse when there will be none."""
        deadline = time.monotonic() + _SECONDS_TO_OPEN
        while not health.is_ready(self._settings.ports[FRONTEND]):
            self.look()
            if time.monotonic() > deadline:
                raise Refusal(f"The storefront does not open.{self._last_words()}")
            time.sleep(0.02)

    def look(self) -> None:
        """Refuse to go on without the storefront."""
        if self._has_ended():
            raise Refusal(f"The storefront stopped.{self._last_words()}")

    def end(self) -> None:
        """Stop it, and wait until it is gone."""
        deadline = time.monotonic() + _SECONDS_TO_END
        if not self._has_ended():
            # Nothing here outlives the launcher: no request is worth waiting for.
            os.kill(self._process, signal.SIGINT)
        while not self._has_ended():
            if time.monotonic() > deadline:
                os.kill(self._process, signal.SIGKILL)
            time.sleep(0.01)

    def _migrate(self) -> None:
        words = programs.command_line(FRONTEND, "db", "upgrade")
        if forks.run(words, self._environment, self._log) != 0:
            raise Refusal(f"The storefront has no database.{self._last_words()}")

    def _start(self) -> int:
        sys.stdout.flush()
        process = os.fork()
        if process == 0:
            _serve(self._environment, self._log)
        return process

    def _has_ended(self) -> bool:
        if not self._is_gone:
            self._is_gone = os.waitpid(self._process, os.WNOHANG)[0] != 0
        return self._is_gone

    def _last_words(self) -> str:
        return f" The end of its log:\n{end_of_log(self._log)}"


def _serve(environment: dict[str, str], log: Path) -> NoReturn:
    try:
        # A session of its own: the launcher alone hears Ctrl-C.
        os.setsid()
        os.chdir(ROOT)
        forks.send_output_to(log)
        forks.become(programs.server(FRONTEND), environment)
    finally:
        os._exit(1)
