"""Log lines about a request: they may appear a moment after its response."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from tools.gateway import Gateway

from .raw_http import Answer

PATIENCE = 20.0
Line = TypeVar("Line")


def written_about(answer: Answer, folder: Path) -> list[str]:
    """Wait for the shop's access line of a request; return all lines about it."""
    name = answer.header("X-Request-ID")

    def written() -> list[str]:
        files = [file.read_text(errors="replace") for file in folder.glob("*.log")]
        lines = [line for line in "".join(files).splitlines() if name in line]
        return lines if any('"logger": "access"' in line for line in lines) else []

    return _wait_for(written)


def access_line(answer: Answer, gateway: Gateway) -> dict[str, Any]:
    """Wait for the gateway's one line about a request."""
    name = answer.header("X-Request-ID")

    def logged() -> list[dict[str, Any]]:
        return [line for line in gateway.log_entries() if line["request_id"] == name]

    (line,) = _wait_for(logged)
    return line


def _wait_for(lines: Callable[[], list[Line]]) -> list[Line]:
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while time.monotonic() < deadline:
        if found := lines():
            return found
        pause.wait(0.02)
    raise AssertionError("No log has a line about that request.")
