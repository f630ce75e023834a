import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from order_service.config import Settings
from order_service.database import db
from order_service.models import Order
from service_kit import clock

from .conftest import BASIL, Shopper
from .fakes import FakeBank

LINE = (sys.executable, "-m", "flask", "--app", "order_service", "sweep")
PATIENCE = 20
# Between the first attempt and the second, as `sweeping` draws it.
SHORTEST_PAUSE = 2.0


@pytest.fixture
def environment(settings: Settings) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "ENVIRONMENT": "test",
        "DATABASE_URL": settings.database_url,
        "USER_SERVICE_URL": "http://127.0.0.1:9",
        "PRODUCT_SERVICE_URL": "http://127.0.0.1:9",
        "PAYMENT_URL": "http://127.0.0.1:9",
        "PAYMENT_SECRET": "a-payment-secret-that-only-tests-know-1",
        "SERVICE_SECRET": "a-service-secret-that-only-tests-know-2",
        "COURSE_CHECKOUT_METHOD": "tok_ok",
    }


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "sweepers.log"


@pytest.fixture
def sweepers(
    app: Flask, environment: dict[str, str], log: Path
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Two sweepers at work over one database, whose neighbours are all away."""
    with log.open("ab") as output:
        running = [
            subprocess.Popen(LINE, env=environment, stderr=output)  # noqa: S603
            for _ in range(2)
        ]
    try:
        wait_until(lambda: log.read_text().count("oldest unfinished order") == 2, log)
        yield running
    finally:
        for sweeper in running:
            sweeper.kill()
            sweeper.wait()


def wait_until(condition: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < deadline, log.read_text()
        pause.wait(0.05)


def place_orders(app: Flask, shopper: Shopper, bank: FakeBank, count: int) -> None:
    bank.is_down = True
    for number in range(count):
        shopper.add(BASIL)
        shopper.check_out(f"order-no-{number}")
    with app.app_context():
        db.session.execute(
            update(Order).values(
                next_attempt_at=clock.exact_now() - timedelta(seconds=1)
            )
        )
        db.session.commit()


def attempts(app: Flask) -> list[int]:
    with app.app_context():
        return list(db.session.scalars(db.select(Order.attempts)))


def test_sweepers_try_each_order_once_between_them_and_end_when_asked(
    app: Flask,
    ada: Shopper,
    bank: FakeBank,
    sweepers: list[subprocess.Popen[bytes]],
    log: Path,
) -> None:
    begin = time.monotonic()
    place_orders(app, ada, bank, 3)
    wait_until(lambda: min(attempts(app)) > 0, log)
    tried = attempts(app)
    # One more is due on a machine that is so slow that the pause is over.
    may_be_tried = 1 + int((time.monotonic() - begin) / SHORTEST_PAUSE)

    for sweeper in sweepers:
        sweeper.send_signal(signal.SIGTERM)
    ends = [sweeper.wait(PATIENCE) for sweeper in sweepers]

    assert max(tried) <= may_be_tried, tried
    assert ends == [0, 0]
