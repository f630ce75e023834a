"""The processes of a running shop, to be killed, frozen and stopped by name."""

import configparser
import contextlib
import os
import signal

# Our own supervisor answers, on a socket of ours.
import xmlrpc.client  # nosec B411
from collections.abc import Callable
from pathlib import Path
from typing import Any

from supervisor.datatypes import dict_of_key_value_pairs

from tools.shop.supervisor_rpc import supervisord
from tools.waiting import comes_true

_PATIENCE = 20.0
_SECONDS_BETWEEN_LOOKS = 0.05


class DoesNotReturn(TimeoutError):
    """A process that was ended is not started again."""


class ShopProcesses:
    """Every program of the shop by its name."""

    def __init__(self, config: Path) -> None:
        """Take the configuration of the shop's supervisord."""
        self._path = config
        self._config = configparser.RawConfigParser()
        self._config.read(config)

    def names(self) -> list[str]:
        """Name all programs."""
        return sorted(info["name"] for info in self._call("getAllProcessInfo"))

    def leader(self, name: str) -> int:
        """Return the process id of a program, 0 where it does not run now."""
        info = self._call("getProcessInfo", name)
        return int(info["pid"]) if info["statename"] in ("RUNNING", "STARTING") else 0

    def workers(self, name: str) -> list[int]:
        """Return the process ids of those who work for a program's leader."""
        leader = self.leader(name)
        children = Path(f"/proc/{leader}/task/{leader}/children")
        try:
            return [int(child) for child in children.read_text().split()]
        except OSError:
            return []

    def environment(self, name: str) -> dict[str, str]:
        """Return the environment of a program, to run a command as it would."""
        words = self._config[f"program:{name}"]["environment"]
        read: dict[str, str] = dict_of_key_value_pairs(words)
        return read

    def signal_whole(self, name: str, number: signal.Signals) -> bool:
        """Send a signal to a program and all who work for it; return whether it ran."""
        leader = self.leader(name)
        if not leader:
            return False
        try:
            # supervisord gives every program a process group of its own.
            os.killpg(leader, number)
        except ProcessLookupError:
            return False
        return True

    def kill_worker(self, name: str, choose: Callable[[list[int]], int]) -> bool:
        """Kill one worker as an accident would; return whether there was one."""
        workers = self.workers(name)
        if not workers:
            return False
        try:
            os.kill(choose(workers), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def restart(self, name: str) -> None:
        """Stop a program in its own time, and start it again."""
        # It may have died a moment ago, and be started again already.
        with contextlib.suppress(xmlrpc.client.Fault):
            self._call("stopProcess", name, False)
            self._wait(
                name, lambda: self._state(name) in ("STOPPED", "EXITED", "FATAL")
            )
        with contextlib.suppress(xmlrpc.client.Fault):
            self._call("startProcess", name, False)

    def stop(self, name: str) -> None:
        """Stop a program and wait until it is gone."""
        self._call("stopProcess", name, True)

    def start(self, name: str) -> None:
        """Start a program again, without waiting until it can work."""
        self._call("startProcess", name, False)

    def _state(self, name: str) -> str:
        return str(self._call("getProcessInfo", name)["statename"])

    def _call(self, method: str, *words: object) -> Any:
        with supervisord(self._path) as remote:
            return getattr(remote, method)(*words)

    def _wait(self, name: str, condition: Callable[[], bool]) -> None:
        if not comes_true(condition, _PATIENCE, _SECONDS_BETWEEN_LOOKS):
            raise DoesNotReturn(f"{name} for {_PATIENCE:g} s")
