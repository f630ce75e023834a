"""A gateway for the length of a `with`, by the nginx that is installed here."""

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path
from typing import Any

from tools.gateway.fitting import CONFIGURATION, Place, fitted
from tools.ports import free_port, is_listening
from tools.refusal import Refusal

NO_NGINX = "There is no nginx here. Debian's is enough: apt-get install nginx-light."
_PATIENCE = 20.0
_SECONDS_BETWEEN_LOOKS = 0.02


class DidNotOpen(RuntimeError):
    """nginx said why."""


@dataclass(frozen=True)
class Gateway:
    """Where an open gateway is, and what it writes."""

    place: Place

    @property
    def port(self) -> int:
        """The port at which it listens."""
        return self.place.port

    @property
    def url(self) -> str:
        """The address at which it answers."""
        return f"http://127.0.0.1:{self.port}"

    def told(self) -> list[dict[str, Any]]:
        """Read its log, a line a request."""
        return [json.loads(line) for line in self.place.log.read_text().splitlines()]


def find_nginx() -> str:
    """Find nginx; Debian keeps it off the PATH of people."""
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    found = shutil.which("nginx", path=path)
    if not found:
        raise Refusal(NO_NGINX)
    return found


@contextmanager
def running_gateway(
    services: Mapping[str, str],
    *,
    port: int | None = None,
    resolver: str = "127.0.0.1:9",
    changes: Mapping[str, str] | None = None,
    additions: Mapping[str, str] | None = None,
) -> Iterator[Gateway]:
    """Open a gateway before these services; `additions` are files of its door."""
    with tempfile.TemporaryDirectory(prefix="gateway-") as name:
        folder = Path(name)
        place = Place(folder, port or free_port(), services, resolver, changes or {})
        (folder / "nginx.conf").write_text(fitted(CONFIGURATION.read_text(), place))
        (folder / "door").mkdir()
        for file, words in (additions or {}).items():
            (folder / "door" / file).write_text(words)
        with _serving(place):
            yield Gateway(place)


@contextmanager
def _serving(place: Place) -> Iterator[None]:
    said = place.folder / "said"
    with said.open("wb") as output:
        nginx = subprocess.Popen(_line(place), stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + _PATIENCE
        while not is_listening(place.port):
            if nginx.poll() is not None or time.monotonic() > deadline:
                raise DidNotOpen(said.read_text())
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        yield
    finally:
        nginx.terminate()
        nginx.wait(_PATIENCE)


def _line(place: Place) -> list[str]:
    # Where root starts it, its workers would be somebody who may read nothing here.
    own = f"user {getuser()};" if os.geteuid() == 0 else ""
    words = f"daemon off; {own}"
    file, errors = str(place.folder / "nginx.conf"), str(place.errors)
    return [
        find_nginx(),
        "-c",
        file,
        "-p",
        str(place.folder),
        "-e",
        errors,
        "-g",
        words,
    ]
