"""Serves an application under a real gunicorn, for what only a real server does."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

HERE = Path(__file__).parent
_PATIENCE = 20


@contextmanager
def served(factory: str, **environment: str) -> Iterator[int]:
    """Serve an application for the length of a `with`; give its port."""
    port = _free_port()
    server = subprocess.Popen(  # noqa: S603 (our own words)
        [sys.executable, "-m", "gunicorn", "-c", "python:service_kit.serving"]
        + ["--pythonpath", str(HERE), factory],
        env=os.environ | environment | {"PORT": str(port)},
    )
    try:
        _wait_for(port)
        yield port
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


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
