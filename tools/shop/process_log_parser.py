"""Parses what supervisord and gunicorn log: which program has started or ended."""

import re
from dataclasses import dataclass

_EXITED = re.compile(
    r"exited: (?P<name>[\w-]+) \((?P<how>.*?)(?:; (?:not )?expected)?\)$"
)
_STOPPED = re.compile(r"stopped: (?P<name>[\w-]+) \(.*\)$")
_STARTED = re.compile(r"success: (?P<name>[\w-]+) entered RUNNING state")
_WORKER_KILLED = re.compile(r"Worker \(pid:\d+\) was sent (?P<signal>SIG\w+)!")
_WORKER_ENDED = re.compile(r"Worker \(pid:\d+\) exited with code (?P<status>\d+)\.")


@dataclass(frozen=True)
class Death:
    """An application, or only its worker, ended without being asked to."""

    name: str
    cause: str
    is_whole: bool = True


@dataclass(frozen=True)
class Stop:
    """Somebody stopped an application on purpose, with supervisorctl."""

    name: str


@dataclass(frozen=True)
class Start:
    """A new process of an application has lived for a second."""

    name: str


Event = Death | Stop | Start


def from_supervisor(line: str) -> Event | None:
    """Read a line of supervisord's log."""
    if found := _EXITED.search(line):
        return Death(found["name"], _in_words(found["how"]))
    if found := _STOPPED.search(line):
        return Stop(found["name"])
    if found := _STARTED.search(line):
        return Start(found["name"])
    return None


def from_application(name: str, line: str) -> Death | None:
    """Read a line of an application's log, where gunicorn notes lost workers."""
    if found := _WORKER_KILLED.search(line):
        return _worker_died(name, f"was killed by {found['signal']}")
    if found := _WORKER_ENDED.search(line):
        return _worker_died(name, f"ended with status {found['status']}")
    return None


def _worker_died(name: str, how: str) -> Death:
    return Death(name, f"its worker {how}", is_whole=False)


def _in_words(how: str) -> str:
    return (
        how.replace("terminated by ", "killed by ")
        .replace("exit status ", "ended with status ")
        .replace(" (core dumped)", "")
    )
