"""Runs the real storefront under gunicorn, on a database that lasts as long as it."""

import os
import signal
import time
from pathlib import Path
from typing import NoReturn

from tools.applications import FRONTEND, ROOT
from tools.errors import Refusal
from tools.shop import application_commands, forked_programs, health
from tools.shop.developer_settings import Settings
from tools.shop.logs import end_of_log

_SECONDS_TO_OPEN = 30.0
_SECONDS_TO_END = 5.0


class StorefrontProcess:
    """The gunicorn of the storefront, a fork of the launcher."""

    def __init__(self, settings: Settings) -> None:
        """Make the database of the sessions and start to serve."""
        self._settings = settings
        self._log = settings.logs / f"{FRONTEND.folder}.log"
        self._environment = (
            application_commands.shell_environment()
            | application_commands.environment(FRONTEND, settings)
        )
        self._migrate()
        self._process = forked_programs.ForkedProcess(
            lambda: _serve(self._environment, self._log)
        )

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
        if self._process.has_ended():
            raise Refusal(f"The storefront stopped.{self._last_words()}")

    def end(self) -> None:
        """Stop it, and wait until it is gone."""
        # Nothing here outlives the launcher: no request is worth waiting for.
        self._process.end(signal.SIGINT, _SECONDS_TO_END)

    def _migrate(self) -> None:
        words = application_commands.command_line(FRONTEND, "db", "upgrade")
        if forked_programs.run(words, self._environment, self._log) != 0:
            raise Refusal(f"The storefront has no database.{self._last_words()}")

    def _last_words(self) -> str:
        return f" The end of its log:\n{end_of_log(self._log)}"


def _serve(environment: dict[str, str], log: Path) -> NoReturn:
    os.chdir(ROOT)
    forked_programs.send_output_to(log)
    forked_programs.become(application_commands.server(FRONTEND), environment)
