import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from flask import Flask

from service_kit.configuration import Misconfigured, Settings, load
from service_kit.failpoints import (
    allow_failpoints,
    around,
    failpoint,
    failpoints_around,
)

BEFORE, AFTER = POINTS = around("tea-service", "brew")
DIES = """
import sys
from pathlib import Path
from flask import Flask
from service_kit.configuration import Settings
from service_kit.failpoints import allow_failpoints, failpoint

app = Flask("tea")
settings = Settings(environment="test", failpoints=Path(sys.argv[1]))
allow_failpoints(app, settings, ["tea-service.before-brew"])
with app.app_context():
    failpoint("tea-service.before-brew")
    print("brewed")
"""


@pytest.fixture
def tea(app: Flask, tmp_path: Path) -> Flask:
    app.config["TESTING"] = True
    settings = Settings(environment="test", failpoints=tmp_path)
    allow_failpoints(app, settings, POINTS)
    return app


def arm(folder: Path, action: str) -> Path:
    armed = folder / BEFORE
    armed.write_text(action)
    return armed


def dying_program(folder: Path) -> subprocess.CompletedProcess[bytes]:
    line = [sys.executable, "-c", DIES, str(folder)]
    return subprocess.run(line, capture_output=True, timeout=30)  # noqa: S603


def test_unarmed_point_does_nothing(tea: Flask) -> None:
    with tea.app_context():
        failpoint(BEFORE)


def test_armed_point_breaks_once(tea: Flask, tmp_path: Path) -> None:
    armed = arm(tmp_path, "raise\n")

    with tea.app_context():
        with pytest.raises(RuntimeError, match=BEFORE):
            failpoint(BEFORE)
        failpoint(BEFORE)

    assert [path.name for path in tmp_path.glob("tea-service*")] == [
        f"{armed.name}.fired"
    ]


def test_hanging_point_waits_for_its_word(tea: Flask, tmp_path: Path) -> None:
    armed = arm(tmp_path, "hang")
    passed = threading.Event()

    def brew() -> None:
        with tea.app_context():
            failpoint(BEFORE)
            passed.set()

    brewing = threading.Thread(target=brew)
    brewing.start()
    is_early = passed.wait(0.3)
    armed.with_name(f"{BEFORE}.go").touch()
    brewing.join(5)

    assert (is_early, passed.is_set()) == (False, True)


def test_killing_point_ends_the_process_and_its_successor_lives(
    tmp_path: Path,
) -> None:
    arm(tmp_path, "kill")

    first, second = (dying_program(tmp_path) for _ in range(2))

    assert (first.returncode, first.stdout) == (-signal.SIGKILL, b"")
    assert (second.returncode, second.stdout) == (0, b"brewed\n")


def test_step_that_breaks_has_no_point_after_it(tea: Flask, tmp_path: Path) -> None:
    (tmp_path / AFTER).write_text("raise")

    with (
        tea.app_context(),
        pytest.raises(ZeroDivisionError),
        failpoints_around("tea-service", "brew"),
    ):
        raise ZeroDivisionError

    assert (tmp_path / AFTER).exists()


def test_point_that_is_not_listed_fails_in_tests(tea: Flask) -> None:
    with tea.app_context(), pytest.raises(LookupError, match="before-spill"):
        failpoint("tea-service.before-spill")


def test_application_without_points_fails_in_tests(app: Flask) -> None:
    app.config["TESTING"] = True

    with app.app_context(), pytest.raises(LookupError, match="before-brew"):
        failpoint(BEFORE)


def test_open_shop_has_no_points(app: Flask, tmp_path: Path) -> None:
    arm(tmp_path, "raise")
    allow_failpoints(app, Settings(environment="production"), POINTS)

    with app.app_context():
        failpoint(BEFORE)

    assert (tmp_path / BEFORE).exists()


@pytest.mark.parametrize("environment", ["production", "development", ""])
def test_points_outside_of_tests_are_refused(environment: str) -> None:
    members = {"ENVIRONMENT": environment, "FAILPOINTS": "/somewhere"}

    with pytest.raises(Misconfigured, match="FAILPOINTS must not be set outside"):
        load(Settings, "tea-service", members)
