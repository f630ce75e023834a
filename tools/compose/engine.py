"""The container engine of this machine: the one that answers, or one of our own.

Where continuous integration runs as root and there is none, Debian's is installed and
started, and ended again with the `with`.
"""

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.debian import install, may_install
from tools.refusal import Refusal

_PACKAGES = ("docker.io", "docker-compose", "mmdebstrap")
_PATIENCE = 60.0
_SECONDS_TO_PULL = 300
_SECONDS_BETWEEN_LOOKS = 0.2
_NO_ENGINE = (
    "No container engine answers. Install Docker with its compose and start it"
    " (on Debian: apt-get install docker.io docker-compose), or name one that runs"
    " with DOCKER_HOST."
)


@dataclass(frozen=True)
class Engine:
    """How the engine is spoken to."""

    client: str
    composer: Sequence[str]
    address: str | None = None
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which its programs find it."""
        address = {"DOCKER_HOST": self.address} if self.address else {}
        return {**os.environ, **address, **self.told}

    def run(self, *words: str, wanted: bool = True) -> str:
        """Give the engine an order; return what it says."""
        return _run([self.client, *words], self.environment, wanted)

    def compose(self, *words: str, told: dict[str, str]) -> str:
        """Give an order to its compose."""
        return _run([*self.composer, *words], self.environment | told, wanted=True)

    def inspect(self, *names: str) -> list[dict[str, Any]]:
        """Inspect containers or images."""
        found: list[dict[str, Any]] = json.loads(self.run("inspect", *names))
        return found

    def has_image(self, name: str) -> bool:
        """Return whether an image is here."""
        return bool(self.run("images", "--quiet", name))

    def pull(self, name: str) -> bool:
        """Fetch an image; tell whether a registry had it."""
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
        prefix="engine-", ignore_cleanup_errors=True
    ) as folder:
        address = f"unix://{folder}/socket"
        # Its usual place may be a folder on which overlays cannot lie.
        line = (
            *("dockerd", "--storage-driver=overlay2", f"--host={address}"),
            *(f"--data-root={folder}/data", f"--exec-root={folder}/exec"),
            f"--pidfile={folder}/pid",
        )
        with (
            open(f"{folder}/log", "wb") as log,
            subprocess.Popen(line, stdout=log, stderr=log) as engine,
        ):
            try:
                _wait(engine, address, Path(folder, "log"))
                yield address
            finally:
                engine.terminate()


def _wait(engine: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not _answers(address):
        if engine.poll() is not None or time.monotonic() > deadline:
            raise Refusal(f"dockerd does not start:\n{log.read_text()[-2000:]}")
        time.sleep(_SECONDS_BETWEEN_LOOKS)


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
        said = f"{done.stdout}{done.stderr}"[-3000:]
        raise Refusal(f"`{' '.join(line)}` failed:\n{said}")
    return done.stdout.strip()
