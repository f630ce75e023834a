"""Serves an application under a real gunicorn, for what only a real server does."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_PATIENCE = 20


@dataclass(frozen=True)
class Served:
    """A gunicorn that answers at this port."""

    port: int
    process: subprocess.Popen[bytes]

    def workers(self) -> set[str]:
        """List the processes that answer."""
        master = self.process.pid
        return set(Path(f"/proc/{master}/task/{master}/children").read_text().split())

    def reload(self) -> None:
        """Ask for new workers, and return when the old ones are gone."""
        before = self.workers()
        self.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + _PATIENCE
        while not (now := self.workers()) or now & before:
            if time.monotonic() > deadline:
                raise TimeoutError("The old workers do not go.")
            time.sleep(0.02)


@contextmanager
def served(factory: str, **environment: str) -> Iterator[Served]:
    """Serve an application for the length of a `with`."""
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
        port = listener.getsockname()[1]
        server = _start(factory, listener.fileno(), environment)
    try:
        _wait_for(port)
        yield Served(port, server)
    finally:
        server.terminate()
        server.wait()


def answer_to(port: int, *pieces: bytes) -> bytes:
    """Send these pieces one by one, send no more, and return what comes back."""
    with closing(socket.create_connection(("127.0.0.1", port), _PATIENCE)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            line.sendall(piece)
        line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65536), b""))


def _start(
    factory: str, listener: int, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """Give the server an open listener: nobody else can take its port."""
    return subprocess.Popen(  # noqa: S603 (our own words)
        [sys.executable, "-m", "gunicorn", "-c", "python:service_kit.gunicorn_conf"]
        + ["--pythonpath", str(HERE), "--bind", f"fd://{listener}", factory],
        env=os.environ | environment,
        pass_fds=[listener],
    )


def _wait_for(port: int) -> None:
    """Wait until a worker answers; the listener is open long before."""
    question = b"GET /health/live HTTP/1.1\r\nHost: tea\r\nConnection: close\r\n\r\n"
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            if answer_to(port, question).startswith(b"HTTP/1.1 200"):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.05)
