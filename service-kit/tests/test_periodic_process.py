import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest
from flask import Flask, g

from service_kit.periodic_process import ShouldEnd, run_periodically


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """Give back what listened to signals before."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGUSR1)
    former = {number: signal.getsignal(number) for number in numbers}
    bell = signal.set_wakeup_fd(-1)
    yield
    signal.set_wakeup_fd(bell)
    for number, handler in former.items():
        signal.signal(number, handler)


class Kettle:
    """A task that is asked to end while it is done for the last time."""

    def __init__(self, rounds: int, number: int = signal.SIGTERM) -> None:
        self.left = rounds
        self.number = number
        self.was_asked: list[bool] = []

    def __call__(self, should_end: ShouldEnd) -> None:
        assert "tea" not in g
        g.tea = "hot"
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), self.number)
        self.was_asked.append(should_end())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_task_is_done_until_somebody_asks_for_the_end(app: Flask, number: int) -> None:
    kettle = Kettle(3, number)

    with app.app_context():
        run_periodically(kettle, every=0.001)

    assert kettle.was_asked == [False, False, True]


def test_pause_ends_when_somebody_asks_for_the_end(app: Flask) -> None:
    rounds: list[ShouldEnd] = []
    main = threading.main_thread().ident or 0
    visitor = threading.Timer(0.2, signal.pthread_kill, (main, signal.SIGTERM))

    visitor.start()
    begin = time.monotonic()
    with app.app_context():
        run_periodically(rounds.append, every=20)

    assert len(rounds) == 1
    assert time.monotonic() - begin < 10


def test_other_signal_does_not_take_the_pauses_away(app: Flask) -> None:
    rounds: list[ShouldEnd] = []
    main = threading.main_thread().ident or 0
    signal.signal(signal.SIGUSR1, lambda _number, _frame: None)

    for seconds, number in (0.1, signal.SIGUSR1), (1.0, signal.SIGTERM):
        threading.Timer(seconds, signal.pthread_kill, (main, number)).start()
    with app.app_context():
        run_periodically(rounds.append, every=0.4)

    assert len(rounds) <= 5


def test_every_round_has_a_context_of_its_own(app: Flask) -> None:
    kettle = Kettle(2)

    with app.app_context():
        g.tea = "cold"
        run_periodically(kettle, every=0.001)

        assert g.tea == "cold"


def test_failed_round_is_followed_by_another(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    kettle = Kettle(1)
    troubles = [ConnectionError("the database is away")]

    def boil(should_end: ShouldEnd) -> None:
        if troubles:
            raise troubles.pop()
        kettle(should_end)

    begin = time.monotonic()
    with app.app_context():
        run_periodically(boil, every=0.001)

    assert kettle.was_asked == [True]
    assert time.monotonic() - begin > 0.9
    assert "the database is away" in caplog.text
