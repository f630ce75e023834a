from pathlib import Path

import pytest

from tools.applications import APPLICATIONS, ORDER_SERVICE, Application
from tools.errors import Refusal
from tools.shop.developer_settings import Settings
from tools.shop.monitor import Monitor
from tools.shop.supervisor_config import program_log, supervisor_log

KILLED = "exited: order-service (terminated by SIGKILL; not expected)"
STARTED = "success: order-service entered RUNNING state, process has stayed up"
FAILED = "exited: order-service (exit status 3; not expected)"


class Shop:
    """A shop whose supervisord is a pen: the test writes its log."""

    def __init__(self, settings: Settings, reported: list[str]) -> None:
        self.settings = settings
        self.ready = set(APPLICATIONS)
        self.has_ended = False
        self.reported = reported
        self.monitor = Monitor(
            settings, reported.append, lambda: self.has_ended, self.is_ready
        )

    def is_ready(self, application: Application) -> bool:
        return application in self.ready

    def supervisor_notes(self, line: str) -> None:
        write(supervisor_log(self.settings), f"2026-11-21 10:00:00,000 WARN {line}")

    def application_notes(self, line: str) -> None:
        write(program_log("order-service", self.settings), line)


@pytest.fixture
def shop(settings: Settings, reported: list[str]) -> Shop:
    return Shop(settings, reported)


def test_killed_application_is_announced_and_its_return(shop: Shop) -> None:
    shop.ready.remove(ORDER_SERVICE)
    shop.supervisor_notes(KILLED)
    shop.monitor.poll()
    shop.ready.add(ORDER_SERVICE)
    shop.supervisor_notes(STARTED)
    shop.monitor.poll()

    assert shop.reported == [
        "order-service stopped unexpectedly (killed by SIGKILL); starting it again.",
        "order-service is running again.",
    ]


def test_killed_sweeper_is_announced_and_its_return(shop: Shop) -> None:
    shop.supervisor_notes("exited: order-sweeper (terminated by SIGKILL; not expected)")
    shop.monitor.poll()
    shop.supervisor_notes("success: order-sweeper entered RUNNING state, process has")
    shop.monitor.poll()

    assert shop.reported == [
        "order-sweeper stopped unexpectedly (killed by SIGKILL); starting it again.",
        "order-sweeper is running again.",
    ]


def test_worker_of_a_dead_application_does_not_count(shop: Shop) -> None:
    shop.supervisor_notes(KILLED)

    shop.monitor.poll()

    assert "order-service is running again." not in shop.reported


def test_shop_without_events_reports_nothing(shop: Shop) -> None:
    shop.monitor.poll()

    assert shop.reported == []


def test_crash_loop_is_reported_once_with_the_reason(shop: Shop) -> None:
    shop.ready.remove(ORDER_SERVICE)
    shop.application_notes("no such table: carts")
    for _ in range(9):
        shop.supervisor_notes(FAILED)
        shop.monitor.poll()

    assert len(shop.reported) == 3
    assert "order-service does not start any more" in shop.reported[-1]
    assert "no such table: carts" in shop.reported[-1]


def test_application_that_cannot_start_closes_the_shop(shop: Shop) -> None:
    shop.ready.remove(ORDER_SERVICE)
    shop.application_notes("order-service: PAYMENT_URL is not set.")
    for _ in range(3):
        shop.supervisor_notes(FAILED)

    with pytest.raises(Refusal) as refusal:
        shop.monitor.wait_until_open()

    assert str(refusal.value).startswith("order-service does not start.")
    assert "PAYMENT_URL is not set" in str(refusal.value)


def test_lost_supervisor_closes_the_shop(shop: Shop) -> None:
    shop.has_ended = True

    with pytest.raises(Refusal, match="supervisord stopped unexpectedly"):
        shop.monitor.poll()


def test_rotated_log_is_read_from_its_start(shop: Shop) -> None:
    shop.supervisor_notes("x" * 500)
    shop.monitor.poll()
    supervisor_log(shop.settings).unlink()
    shop.supervisor_notes(KILLED)
    shop.monitor.poll()

    assert "killed by SIGKILL" in shop.reported[0]


def write(log: Path, line: str) -> None:
    with log.open("a") as file:
        file.write(line + "\n")
