"""A Redis of its own for the sessions of the shop, to be stopped and frozen."""

import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PROGRAM = "redis-server"
_SECONDS_TO_END = 10


def is_installed() -> bool:
    """Return whether there is a Redis on this machine."""
    return shutil.which(_PROGRAM) is not None


class RedisServer:
    """One Redis at a socket in its folder; what it holds outlasts its process."""

    def __init__(self, folder: Path) -> None:
        """Start it."""
        self._folder = folder
        self._process = self._start()

    @property
    def address(self) -> str:
        """Where the storefront finds it."""
        return f"unix://{self._folder}/socket"

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Take it away for the length of a `with`."""
        self.end()
        try:
            yield
        finally:
            self._process = self._start()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Accept every call and answer none, for the length of a `with`."""
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        """Stop it in its own time."""
        self._process.terminate()
        self._process.wait(_SECONDS_TO_END)

    def _start(self) -> subprocess.Popen[bytes]:
        place = ("--port", "0", "--unixsocket", f"{self._folder}/socket")
        memory = ("--dir", str(self._folder), "--appendonly", "yes", "--save", "")
        line = [_PROGRAM, *place, *memory, "--appendfsync", "always"]
        return subprocess.Popen(line, stdout=subprocess.DEVNULL)


@contextmanager
def running_redis() -> Iterator[RedisServer | None]:
    """Run a Redis where one is installed."""
    if not is_installed():
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="redis-") as folder:
        redis = RedisServer(Path(folder))
        try:
            yield redis
        finally:
            redis.end()
