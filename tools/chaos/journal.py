"""What the shoppers asked and what they were told, in the order in which it happened.

`reconcile` compares the books of the services; an order that vanished from all of them
leaves no trace there. It does here: nobody forgets what a shopper was promised.
"""

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

UNKNOWN = 0
CHECKOUT = "checkout"
LOOK = "look"
CANCEL = "cancel"


@dataclass(frozen=True)
class Question:
    """Something that a shopper asked for, by the key of the checkout."""

    shopper: int
    deed: str
    key: str
    expected_total: str | None = None


@dataclass(frozen=True)
class Heard:
    """What came back; status 0 where nothing did that counts."""

    question: Question
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
        self._asked: list[Question] = []
        self._heard: list[Heard] = []

    def ask(self, question: Question) -> float:
        """Note what is about to be asked; tell when that was."""
        with self._lock:
            self._asked.append(question)
            self._write({"asked": asdict(question)})
        return time.monotonic()

    def hear(
        self, question: Question, asked: float, status: int, document: Mapping[str, Any]
    ) -> Heard:
        """Note what was answered, or that nothing was."""
        order = document.get("result")
        order = order if isinstance(order, Mapping) else {}
        heard = Heard(
            question,
            status,
            order.get("number") or document.get("number"),
            order.get("state"),
            order.get("total"),
            str(document.get("type", "")).rpartition(":")[2],
            time.monotonic() - asked,
            self._now(),
        )
        with self._lock:
            self._heard.append(heard)
            self._write({"heard": asdict(heard)})
        return heard

    @property
    def asked(self) -> list[Question]:
        """Everything that was asked so far."""
        with self._lock:
            return list(self._asked)

    @property
    def heard(self) -> list[Heard]:
        """Everything that was heard so far."""
        with self._lock:
            return list(self._heard)

    def close(self) -> None:
        """Write no more."""
        self._file.close()

    def _write(self, line: Mapping[str, Any]) -> None:
        self._file.write(json.dumps({"at": self._now(), **line}) + "\n")
        self._file.flush()

    def _now(self) -> float:
        return round(time.monotonic() - self._begin, 3)
