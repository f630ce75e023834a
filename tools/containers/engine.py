"""The container engine of this machine: the one that answers, or one of our own.

Where continuous integration runs as root and there is none, Debian's is installed and
started, and ended again with the `with`.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tools.apt_install import install, may_install
from tools.errors import Refusal
from tools.server_process import server_process

_PACKAGES = ("docker.io", "docker-compose", "mmdebstrap")
# Not where tests write: in memory, a database's files would count as memory it holds.
_DISK = "/var/tmp"  # noqa: S108 (a folder in it is made by tempfile, safely)  # nosec B108
_SECONDS_TO_PULL = 300
_NO_ENGINE = (
    "No container engine answers. Install Docker with its compose and start it"
    " (on Debian: apt-get install docker.io docker-compose), or name one that runs"
    " with DOCKER_HOST."
)


@dataclass(frozen=True)
class Engine:
    """The programs that control the engine, and its address."""

    client: str
    composer: Sequence[str]
    address: str | None = None
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which its programs find it."""
        address = {"DOCKER_HOST": self.address} if self.address else {}
        return {**os.environ, **address, **self.variables}

    def run(self, *words: str, wanted: bool = True) -> str:
        """Give the engine an order; return what it prints."""
        return _run([self.client, *words], self.environment, wanted)

    def compose(self, *words: str, variables: dict[str, str]) -> str:
        """Give an order to its compose."""
        return _run([*self.composer, *words], self.environment | variables, wanted=True)

    def inspect(self, *names: str) -> list[dict[str, Any]]:
        """Inspect containers or images."""
        found: list[dict[str, Any]] = json.loads(self.run("inspect", *names))
        return found

    def has_image(self, name: str) -> bool:
        """Return whether an image is here."""
        return bool(self.run("images", "--quiet", name))

    def pull(self, name: str) -> bool:
        """Fetch an image; return whether a registry had it."""
        line = ("timeout", str(_SECONDS_TO_PULL), self.client, "pull", "--quiet", name)
        done = subprocess.run(line, env=self.environment, capture_output=True)
        return done.returncode == 0


@contextmanager
def running_engine() -> Iterator[Engine]:
    """Find the engine that runs, or start one where that is allowed."""
    if not _answers(None):
        if not may_install():
            raise Refusal(_NO_ENGINE)
        with _own_engine() as address:
            yield Engine(_client(), _composer(), address)
    else:
        yield Engine(_client(), _composer())


@contextmanager
def _own_engine() -> Iterator[str]:
    _install()
    with tempfile.TemporaryDirectory(
        prefix="engine-", dir=_DISK, ignore_cleanup_errors=True
    ) as folder:
        address = f"unix://{folder}/socket"
        # Its usual place may be a folder on which overlays cannot lie.
        line = (
            *("dockerd", "--storage-driver=overlay2", f"--host={address}"),
            *(f"--data-root={folder}/data", f"--exec-root={folder}/exec"),
            f"--pidfile={folder}/pid",
        )
        with server_process(line, Path(folder, "log"), partial(_answers, address)):
            yield address


def _install() -> None:
    if all(shutil.which(name) for name in ("dockerd", "docker-compose", "mmdebstrap")):
        return
    install("Installing Debian's container engine", _PACKAGES)


def _answers(address: str | None) -> bool:
    where = {"DOCKER_HOST": address} if address else {}
    line = (_client(), "version", "--format", "{{.Server.Version}}")
    try:
        done = subprocess.run(
            line, env={**os.environ, **where}, capture_output=True, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _client() -> str:
    """Prefer the system's own client: another may come first, without a compose."""
    path = os.pathsep.join(("/usr/bin", os.environ.get("PATH", "")))
    return shutil.which("docker", path=path) or "docker"


def _composer() -> list[str]:
    newer = [_client(), "compose"]
    if subprocess.run([*newer, "version"], capture_output=True).returncode == 0:
        return newer
    path = os.pathsep.join(("/usr/bin", os.environ.get("PATH", "")))
    older = shutil.which("docker-compose", path=path)
    if not older:
        raise Refusal(f"Docker is here, its compose is not. {_NO_ENGINE}")
    return [older]


def _run(line: Sequence[str], environment: Mapping[str, str], wanted: bool) -> str:
    done = subprocess.run(
        line, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if wanted and done.returncode:
        output = f"{done.stdout}{done.stderr}"[-3000:]
        raise Refusal(f"`{' '.join(line)}` failed:\n{output}")
    return done.stdout.strip()
