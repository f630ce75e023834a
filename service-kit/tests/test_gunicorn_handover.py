"""A reload is noticed by nobody, through a real gunicorn."""

import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from service_kit.http_client import CallFailed, Connection

from .tea_server import Served, served

SLOWLY = "tea_room:create_app(2.0)"


@pytest.fixture(scope="module")
def tea_room() -> Iterator[Served]:
    with served(SLOWLY) as tea_room:
        yield tea_room


@pytest.fixture
def call(tea_room: Served) -> Connection:
    return Connection("tea-shop", "tea-room", f"http://127.0.0.1:{tea_room.port}")


@contextmanager
def writing_and_reading(call: Connection) -> Iterator[Counter[str]]:
    """Write and read all the time, and count what comes of it."""
    outcomes: Counter[str] = Counter()
    is_over = threading.Event()

    def go_on() -> None:
        while not is_over.is_set():
            try:
                call.send("POST", "/teas", {"cups": 2})
                call.get("/openapi.json")
                outcomes["answered"] += 1
            except CallFailed as failure:
                outcomes[str(failure)] += 1

    callers = [threading.Thread(target=go_on) for _ in range(2)]
    for caller in callers:
        caller.start()
    yield outcomes
    is_over.set()
    for caller in callers:
        caller.join()


def test_new_workers_take_over_without_a_gap(
    tea_room: Served, call: Connection
) -> None:
    with writing_and_reading(call) as outcomes:
        tea_room.reload()

    assert set(outcomes) == {"answered"}


def test_closing_waits_for_no_successor() -> None:
    with served(SLOWLY) as tea_room:
        begin = time.monotonic()
        tea_room.process.send_signal(signal.SIGTERM)
        tea_room.process.wait(20)

    assert time.monotonic() - begin < 5
