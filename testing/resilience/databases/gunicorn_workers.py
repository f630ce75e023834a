"""An application in several worker processes of gunicorn, as a busy shop runs it.

What holds for all of them together, no test of one process can see.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tools.applications import Application

WORKERS = 4
_CONFIG = "python:testing.resilience.databases.gunicorn_ready_conf"


@contextmanager
def gunicorn_workers(
    application: Application, environment: Mapping[str, str]
) -> Iterator[str]:
    """Serve by four processes; yield the address when all are ready."""
    factory = f"{application.package}:create_app()"
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
        words = ("-c", _CONFIG, "-b", f"fd://{listener.fileno()}", factory)
        server = subprocess.Popen(  # noqa: S603 (the shop's own server)
            [sys.executable, "-m", "gunicorn", *words],
            env=os.environ | environment | {"WEB_WORKERS": str(WORKERS)},
            pass_fds=[listener.fileno()],
            stdout=subprocess.PIPE,
            text=True,
        )
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with server:
        try:
            _wait_for_all(server)
            yield address
        finally:
            server.terminate()


def _wait_for_all(server: subprocess.Popen[str]) -> None:
    """Read the line that each worker writes when it can work."""
    output = server.stdout
    if output is None or not all(output.readline() for _ in range(WORKERS)):
        raise RuntimeError("The workers did not all come up; stderr says why.")
