"""Reads what was written about a request, which may be a moment after its answer."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from tools.gateway import Gateway

from .asking import Answer

PATIENCE = 20.0
Line = TypeVar("Line")


def written_about(answer: Answer, folder: Path) -> list[str]:
    """Wait for the line of a shop that ends a request; return all that are about it."""
    name = answer.header("X-Request-ID")

    def written() -> list[str]:
        files = [file.read_text(errors="replace") for file in folder.glob("*.log")]
        lines = [line for line in "".join(files).splitlines() if name in line]
        return lines if any('"logger": "access"' in line for line in lines) else []

    return _sooner_or_later(written)


def told_of(answer: Answer, gateway: Gateway) -> dict[str, Any]:
    """Wait for the one line of a gateway about a request."""
    name = answer.header("X-Request-ID")

    def told() -> list[dict[str, Any]]:
        return [line for line in gateway.told() if line["request_id"] == name]

    (line,) = _sooner_or_later(told)
    return line


def _sooner_or_later(lines: Callable[[], list[Line]]) -> list[Line]:
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while time.monotonic() < deadline:
        if found := lines():
            return found
        pause.wait(0.02)
    raise AssertionError("No log knows of that request.")
