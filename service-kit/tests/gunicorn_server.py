"""A real gunicorn with a small application, and a caller who sends what it likes."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

THREADS = 4
PATIENCE = 10.0
GET = b"GET / HTTP/1.1\r\nHost: tea.example\r\n\r\n"
_HERE = Path(__file__).parent


@dataclass
class Server:
    process: subprocess.Popen[str]
    port: int

    def call(self, sent: bytes) -> socket.socket:
        line = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
        line.sendall(sent)
        return line

    def ask(self, sent: bytes = GET) -> str:
        with self.call(sent) as line:
            line.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: line.recv(65536), b"")).decode("latin-1")


@contextmanager
def serving(worker: str, app: str = "gunicorn_app:create_app()") -> Iterator[Server]:
    # Who calls before it serves waits in the queue of this listener.
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
        number, port = listener.fileno(), listener.getsockname()[1]
        words = (
            "-m",
            "gunicorn",
            "-c",
            "python:service_kit.gunicorn_conf",
            "-k",
            worker,
        )
        members = {"WEB_THREADS": str(THREADS), "PYTHONPATH": str(_HERE)}
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, *words, "-b", f"fd://{number}", app],
            env=os.environ | members,
            pass_fds=[number],
            stderr=subprocess.PIPE,
            text=True,
        )
    with process:
        try:
            yield Server(process, port)
        finally:
            process.kill()
