"""A whole shop for the length of a `with`, for browser tests and measurements.

The caller may live in any environment: the shop itself runs in `.venv`.
"""

import os
import signal
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from tools.shop.health import is_ready, reachable
from tools.shop.launcher import launched
from tools.shop.supervisor_rpc import supervisord
from tools.waiting import comes_true

_SECONDS_TO_RETURN = 20


@dataclass(frozen=True)
class RunningShop:
    """Where everything of an open shop is."""

    url: str
    services: Mapping[str, str]
    administrator: str
    password: str
    logs: Path
    supervisor: Path

    @classmethod
    def from_dict(cls, facts: Mapping[str, Any]) -> Self:
        """Return the shop that another process has opened."""
        places = {name: Path(facts[name]) for name in ("logs", "supervisor")}
        return cls(**{**facts, **places})

    def as_dict(self) -> dict[str, Any]:
        """Describe this shop for another process, as JSON can hold it."""
        places = {"logs": str(self.logs), "supervisor": str(self.supervisor)}
        return {**vars(self), **places}

    def stop(self, application: str) -> None:
        """Stop one application, by the name of its folder, or one sweeper."""
        with supervisord(self.supervisor) as remote:
            remote.stopProcess(application)

    def cut_off(self, application: str) -> None:
        """Stop one in the middle of whatever it does, and keep it away."""
        victim = self.process_id(application)
        with supervisord(self.supervisor) as remote:
            remote.stopProcess(application, False)
        # supervisord gives every application a process group of its own.
        os.killpg(victim, signal.SIGKILL)
        _wait_until(lambda: self.process_id(application) == 0)

    def start(self, application: str) -> None:
        """Start one that was stopped, and wait until it is ready."""
        with supervisord(self.supervisor) as remote:
            remote.startProcess(application, False)
        self.wait_until_ready(application)

    def kill(self, application: str) -> None:
        """Kill one application as an accident would, and wait for its successor."""
        victim = self.process_id(application)
        os.kill(victim, signal.SIGKILL)
        _wait_until(lambda: self.process_id(application) not in (0, victim))
        # Those who worked for it may answer a moment longer than it lived.
        _wait_until(lambda: self._is_running(application))
        self.wait_until_ready(application)

    def wait_until_ready(self, application: str) -> None:
        """Wait until an application that was stopped or killed can work again."""
        _wait_until(lambda: self._works(application))

    def wait_until_whole(self) -> None:
        """Wait until the storefront has noticed that every service answers again."""
        port = urlsplit(self.url).port or 0
        _wait_until(lambda: all(reachable(port).values()))

    def process_id(self, application: str) -> int:
        """Return the number of an application's gunicorn, so that it can be killed."""
        return int(self._state(application)["pid"])

    def _works(self, application: str) -> bool:
        address = self.services.get(application)
        if address:
            return is_ready(urlsplit(address).port or 0)
        # A sweeper serves nobody: it works as soon as it runs.
        return self._is_running(application)

    def _is_running(self, application: str) -> bool:
        return str(self._state(application)["statename"]) == "RUNNING"

    def _state(self, application: str) -> Mapping[str, Any]:
        with supervisord(self.supervisor) as remote:
            state: Mapping[str, Any] = remote.getProcessInfo(application)
        return state


@contextmanager
def running_shop(
    environment: Mapping[str, str] | None = None, var: Path | None = None
) -> Iterator[RunningShop]:
    """Open a shop on free ports, by default in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="furrow-") as temporary:
        folder = var or Path(temporary)
        settings = {**(environment or {}), "SHOP_VAR": str(folder)}
        log = folder / "log" / "launcher.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with (
            log.open("wb+") as errors,
            launched("tools.shop", environment=settings, errors=errors) as (_, facts),
        ):
            yield RunningShop.from_dict(facts)


def _wait_until(condition: Callable[[], bool]) -> None:
    if not comes_true(condition, _SECONDS_TO_RETURN, pause=0.05):
        raise TimeoutError("The application does not come back; see its log.")
