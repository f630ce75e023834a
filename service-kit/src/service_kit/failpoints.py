"""Places in the code where a test may kill, hang or break the process, and nobody else.

A crash between two writes cannot be waited for, so it is made: a test puts a file of
the point's name into a folder, and the next process that comes by does once what the
file says. Only the environment `test` may name such a folder.
"""

import functools
import os
import signal
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy

from service_kit.configuration import Settings
from service_kit.database import transactional

P = ParamSpec("P")
R = TypeVar("R")

_EXTENSION = "failpoints"
_LONGEST_HANG = 60.0
_SECONDS_BETWEEN_LOOKS = 0.05


@dataclass(frozen=True)
class _Points:
    names: frozenset[str]
    folder: Path | None


def allow_failpoints(app: Flask, settings: Settings, names: Collection[str]) -> None:
    """Set the names of an application's points, and where they may be armed."""
    app.extensions[_EXTENSION] = _Points(frozenset(names), settings.failpoints)


def failpoint(name: str) -> None:
    """Do what a test has asked for at this point; as a rule that is nothing."""
    points: _Points | None = current_app.extensions.get(_EXTENSION)
    if current_app.testing and (points is None or name not in points.names):
        raise LookupError(f"{name} is not among the failpoints of this application.")
    if points is not None and points.folder is not None:
        _fire(points.folder / name)


def pointed(
    db: SQLAlchemy, application: str
) -> Callable[[str], Callable[[Callable[P, R]], Callable[P, R]]]:
    """Make the decorator, by the name of a step, of a write transaction that has a
    point on both sides of its commit.
    """
    transaction = transactional(db)

    def step(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
        def decorate(use_case: Callable[P, R]) -> Callable[P, R]:
            @transaction
            @functools.wraps(use_case)
            def write(*args: P.args, **kwargs: P.kwargs) -> R:
                result = use_case(*args, **kwargs)
                db.session.flush()
                failpoint(f"{application}.before-{name}")
                return result

            @functools.wraps(use_case)
            def run(*args: P.args, **kwargs: P.kwargs) -> R:
                result = write(*args, **kwargs)
                failpoint(f"{application}.after-{name}")
                return result

            return run

        return decorate

    return step


@contextmanager
def failpoints_around(name: str, step: str) -> Iterator[None]:
    """Pass a point before a step of the application and one after its success."""
    failpoint(f"{name}.before-{step}")
    yield
    failpoint(f"{name}.after-{step}")


def around(name: str, *steps: str) -> tuple[str, ...]:
    """Name the points before and after each step of an application."""
    moments = ("before", "after")
    return tuple(f"{name}.{moment}-{step}" for step in steps for moment in moments)


def _fire(armed: Path) -> None:
    fired = armed.with_name(f"{armed.name}.fired")
    try:
        # Of all processes that come by, the one whose renaming succeeds acts.
        os.rename(armed, fired)
    except FileNotFoundError:
        return
    _ACTIONS[fired.read_text().strip()](armed)


def _kill(_armed: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _hang(armed: Path) -> None:
    deadline = time.monotonic() + _LONGEST_HANG
    go = armed.with_name(f"{armed.name}.go")
    while not go.exists() and time.monotonic() < deadline:
        # Hanging is the deed; another process ends it by a file, or the deadline.
        time.sleep(_SECONDS_BETWEEN_LOOKS)


def _raise(armed: Path) -> None:
    raise RuntimeError(f"A test has broken {armed.name}.")


_ACTIONS: Mapping[str, Callable[[Path], None]] = {
    "kill": _kill,
    "hang": _hang,
    "raise": _raise,
}
