import sys

import pytest

from tools.command_runner import run_command
from tools.errors import Refusal


def test_command_that_works_says_what_it_does(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run_command("Watering", [sys.executable, "-c", "print('drip')"], advice="Wait.")

    assert capsys.readouterr().out == "Watering ...\n"


def test_command_that_fails_shows_why_and_what_to_do() -> None:
    dry = "raise SystemExit('the well is dry')"

    with pytest.raises(Refusal) as refusal:
        run_command("Watering", [sys.executable, "-c", dry], advice="Wait for rain.")

    assert str(refusal.value) == "Watering failed. Wait for rain.\n  the well is dry"


def test_missing_program_is_no_crash() -> None:
    with pytest.raises(Refusal, match="Wait for rain"):
        run_command("Watering", ["/no/such/can"], advice="Wait for rain.")
