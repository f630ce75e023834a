"""Opens the bare page in a gunicorn of its own, set up as the shop's are."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import requests

from tools.applications import ROOT
from tools.dev_environment import PYTHON
from tools.free_ports import free_port
from tools.waiting import comes_true

_CONFIG = "python:service_kit.gunicorn_conf"
_COMMAND = (PYTHON, "-m", "gunicorn", "-c", _CONFIG, "bench.bare_page:create_app()")
_PATIENCE = 10.0


@contextmanager
def bare_page(html: str) -> Iterator[str]:
    """Serve this page; yield its address."""
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as file:
        file.write(html)
        file.flush()
        port = free_port()
        server = subprocess.Popen(
            _COMMAND,
            cwd=ROOT,
            env=os.environ | {"PORT": str(port), "BENCH_PAGE": file.name},
        )
        try:
            yield _once_it_answers(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


def _once_it_answers(url: str) -> str:
    def answers() -> bool:
        try:
            requests.get(url, timeout=1).raise_for_status()
        except requests.ConnectionError:
            return False
        return True

    if not comes_true(answers, _PATIENCE, pause=0.1):
        raise RuntimeError(f"{url} does not answer.")
    return url
