import pytest

from tools.shop.process_log_parser import (
    Death,
    Start,
    Stop,
    from_application,
    from_supervisor,
)

DIED = "2026-11-21 10:00:00,000 WARN exited: order-service "


@pytest.mark.parametrize(
    ("how", "cause"),
    [
        ("(terminated by SIGKILL; not expected)", "killed by SIGKILL"),
        ("(terminated by SIGSEGV (core dumped); not expected)", "killed by SIGSEGV"),
        ("(exit status 3; not expected)", "ended with status 3"),
        ("(exit status 0; expected)", "ended with status 0"),
    ],
)
def test_death_is_read_with_its_cause(how: str, cause: str) -> None:
    assert from_supervisor(DIED + how) == Death("order-service", cause)


def test_stop_on_purpose_is_no_death() -> None:
    line = "2026-11-21 10:00:00,000 INFO stopped: frontend (exit status 0)"

    assert from_supervisor(line) == Stop("frontend")


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-21 10:00:00,000 INFO spawned: 'frontend' with pid 71",
        "2026-11-21 10:00:00,000 INFO supervisord started with pid 70",
        "",
    ],
)
def test_everyday_lines_are_no_news(line: str) -> None:
    assert from_supervisor(line) is None


def test_start_is_news() -> None:
    line = (
        "2026-11-21 10:00:00,000 INFO success: frontend entered RUNNING state, process"
    )

    assert from_supervisor(line) == Start("frontend")


def test_lost_worker_is_reported_too() -> None:
    line = "[2026-11-21] [71] [ERROR] Worker (pid:72) was sent SIGKILL! Perhaps ..."

    death = from_application("frontend", line)

    assert death == Death(
        "frontend", "its worker was killed by SIGKILL", is_whole=False
    )


def test_failed_worker_is_reported_too() -> None:
    line = "[2026-11-21] [71] [ERROR] Worker (pid:72) exited with code 3."

    death = from_application("frontend", line)

    assert death == Death("frontend", "its worker ended with status 3", is_whole=False)


def test_shoppers_cannot_write_news() -> None:
    line = '{"message": "GET /Worker was sent SIGKILL!", "service": "frontend"}'

    assert from_application("frontend", line) is None
