"""An application in several worker processes of gunicorn, as a busy shop runs it.

What they promise together, no test of one process can see.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tools.applications import Application

WORKERS = 4
_CONFIG = "python:tools.databases.crew_serving"


@contextmanager
def working(application: Application, told: Mapping[str, str]) -> Iterator[str]:
    """Serve the application by four processes, and give its address when all work."""
    factory = f"{application.package}:create_app()"
    with socket.create_server(("127.0.0.1", 0), backlog=256) as door:
        words = ("-c", _CONFIG, "-b", f"fd://{door.fileno()}", factory)
        crew = subprocess.Popen(  # noqa: S603 (the shop's own server)
            [sys.executable, "-m", "gunicorn", *words],
            env=os.environ | told | {"WEB_WORKERS": str(WORKERS)},
            pass_fds=[door.fileno()],
            stdout=subprocess.PIPE,
            text=True,
        )
        address = f"http://127.0.0.1:{door.getsockname()[1]}"
    with crew:
        try:
            _wait_for_all(crew)
            yield address
        finally:
            crew.terminate()


def _wait_for_all(crew: subprocess.Popen[str]) -> None:
    """Read the line that each worker writes when it can work."""
    said = crew.stdout
    if said is None or not all(said.readline() for _ in range(WORKERS)):
        raise RuntimeError("The workers did not all come up; stderr says why.")
