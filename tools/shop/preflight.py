"""Finds out before anything is started what would keep the shop from opening."""

import fcntl
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tools.applications import Application
from tools.errors import Refusal
from tools.shop import health
from tools.shop.developer_settings import HOST, Settings
from tools.waiting import comes_true

_SECONDS_TO_STOP = 30.0


def make_folders(settings: Settings) -> None:
    """Make the folders of the shop, for their owner alone."""
    os.umask(0o077)
    try:
        for folder in (settings.data, settings.logs, settings.run, settings.secrets):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not os.access(folder, os.W_OK | os.X_OK):
                raise PermissionError(13, "Permission denied", str(folder))
    except OSError as error:
        raise Refusal(
            f"Cannot write to {error.filename}: {error.strerror}. Make it writable,"
            " or set SHOP_VAR to a folder that is."
        ) from None


@contextmanager
def only_shop_in(folder: Path, notify: Callable[[str], None]) -> Iterator[None]:
    """Hold the folder, so that no second shop opens on the same data.

    Every process of a shop inherits the hold, so it ends with the last of them.
    """
    with (folder / "lock").open("a+") as lock:
        if not _hold(lock):
            _wait_if_it_stops(lock, folder, notify)
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _wait_if_it_stops(
    lock: IO[str], folder: Path, notify: Callable[[str], None]
) -> None:
    holder = _holder(lock)
    if holder is not None and _is_alive(holder):
        raise Refusal(
            f"Another Furrow (process {holder}) is open on {folder.parent}: stop it"
            " with Ctrl-C, or set SHOP_VAR and the ports to open a second one."
        )
    notify("The last shop in this folder is still stopping; waiting for it.")
    if not comes_true(lambda: _hold(lock), _SECONDS_TO_STOP):
        raise Refusal(
            f"Processes of an earlier Furrow still use {folder.parent} and do not"
            " stop: end them, then start again."
        )


def _hold(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(lock: IO[str]) -> int | None:
    lock.seek(0)
    text = lock.read().strip()
    return int(text) if text.isdigit() else None


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def check_ports(settings: Settings) -> None:
    """Refuse with a sentence when an application could not listen at its port."""
    for application, port in settings.ports.items():
        try:
            _try_to_listen(port)
        except PermissionError:
            raise Refusal(
                f"Port {port} for {application.folder} is kept for the administrator of"
                f" this machine: set {application.variable}_PORT to one above 1023."
            ) from None
        except OSError:
            raise Refusal(_taken(application, port)) from None


def _try_to_listen(port: int) -> None:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen()


def _taken(application: Application, port: int) -> str:
    other = health.name_of(port)
    holder = f"the {other} of another Furrow" if other else "another program"
    return (
        f"Port {port} for {application.folder} is taken by {holder}: stop that, or set"
        f" {application.variable}_PORT to another port."
    )
