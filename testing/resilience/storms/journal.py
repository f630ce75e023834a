"""Keeps what the shoppers requested and what they were answered, in order.

`reconcile` compares the databases of the services; an order that vanished from all of
them leaves no trace there. It does here.
"""

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

CHECKOUT = "checkout"
VIEW = "view"
CANCEL = "cancel"


@dataclass(frozen=True)
class Request:
    """Something that a shopper requested, by the key of the checkout."""

    shopper: int
    action: str
    key: str
    expected_total: str | None = None


@dataclass(frozen=True)
class Response:
    """What came back; status 0 where nothing did that counts."""

    request: Request
    status: int
    number: str | None = None
    state: str | None = None
    total: str | None = None
    problem: str = ""
    seconds: float = 0.0
    # Since the journal was begun.
    at: float = 0.0


class Journal:
    """Only grows; every line is on disk before anybody acts on it."""

    def __init__(self, path: Path) -> None:
        """Begin a journal in a file."""
        self._file = path.open("a", encoding="utf-8")
        self._lock = threading.Lock()
        self._begin = time.monotonic()
        self._requests: list[Request] = []
        self._responses: list[Response] = []

    def note_request(self, request: Request) -> float:
        """Note what is about to be requested; return the moment."""
        with self._lock:
            self._requests.append(request)
            self._write({"request": asdict(request)})
        return time.monotonic()

    def note_response(
        self, request: Request, sent_at: float, status: int, document: Mapping[str, Any]
    ) -> Response:
        """Note what was answered, or that nothing was."""
        order = document.get("result")
        order = order if isinstance(order, Mapping) else {}
        response = Response(
            request,
            status,
            order.get("number") or document.get("number"),
            order.get("state"),
            order.get("total"),
            str(document.get("type", "")).rpartition(":")[2],
            time.monotonic() - sent_at,
            self._now(),
        )
        with self._lock:
            self._responses.append(response)
            self._write({"response": asdict(response)})
        return response

    @property
    def requests(self) -> list[Request]:
        """All requests so far."""
        with self._lock:
            return list(self._requests)

    @property
    def responses(self) -> list[Response]:
        """All responses so far."""
        with self._lock:
            return list(self._responses)

    def close(self) -> None:
        """Write no more."""
        self._file.close()

    def _write(self, line: Mapping[str, Any]) -> None:
        self._file.write(json.dumps({"at": self._now(), **line}) + "\n")
        self._file.flush()

    def _now(self) -> float:
        return round(time.monotonic() - self._begin, 3)
