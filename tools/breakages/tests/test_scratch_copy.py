import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.applications import APPLICATIONS, ROOT
from tools.breakages import tour
from tools.breakages.breakage import Breakage, Edit, End, Promised
from tools.breakages.checks import checks_of
from tools.breakages.gallery import breakage_called
from tools.breakages.scratch import scratch_copy
from tools.breakages.showing import difference
from tools.refusal import Refusal

SANDBOX = "payment-sandbox/src/payment_sandbox"
PACKAGES = ["contract_kit", "service_kit", *(each.package for each in APPLICATIONS)]
WHERE = "import {0}; print({0}.__file__)"
CAPTURE = breakage_called("capture-after-cancel").caught_by


def broken_by(edit: Edit, caught_by: tuple[Promised, ...] = CAPTURE) -> Breakage:
    return Breakage("new-fence", "Somebody tried.", (edit,), End.PROVIDER, caught_by)


HARMLESS = broken_by(
    Edit(
        f"{SANDBOX}/payments.py",
        '"""Take the money that was',
        '"""Get the money that was',
    )
)
DEAF = broken_by(
    Edit(
        f"{SANDBOX}/__init__.py",
        "    app = ",
        '    raise RuntimeError("deaf")\n    app = ',
    )
)
UNREADABLE = broken_by(Edit(f"{SANDBOX}/payments.py", "def capture(", "def capture)"))


def test_copy_runs_its_own_code() -> None:
    program = "\n".join(WHERE.format(package) for package in PACKAGES)

    with scratch_copy() as scratch:
        told = subprocess.run(
            [sys.executable, "-c", program],
            cwd=scratch.shop,
            env=scratch.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        homes = [Path(line) for line in told.stdout.splitlines()]

    assert len(homes) == len(PACKAGES)
    assert [home for home in homes if not home.is_relative_to(scratch.shop)] == []


def test_real_shop_does_not_feel_a_breakage() -> None:
    breakage = breakage_called("renamed-price")
    files = [edit.path for edit in breakage.edits]
    before = [(ROOT / file).read_text("utf-8") for file in files]

    with scratch_copy() as scratch:
        # Looked for first: a link would lead the edit into the real shop.
        links = [path for path in scratch.shop.rglob("*") if path.is_symlink()]
        assert links == []
        scratch.break_on_purpose(breakage)
        broken = [(scratch.shop / file).read_text("utf-8") for file in files]

    assert [(ROOT / file).read_text("utf-8") for file in files] == before
    assert broken != before


def test_outer_run_of_pytest_is_not_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only")

    with scratch_copy() as scratch:
        environment = scratch.environment

    assert "PYTEST_ADDOPTS" not in environment
    assert environment["PATH"] == os.environ["PATH"]


def test_harmless_edit_is_not_called_caught(capsys: pytest.CaptureFixture[str]) -> None:
    assert tour.break_everything([HARMLESS]) == 1

    said = capsys.readouterr().out
    assert "NOT CAUGHT by order-service: a capture that is refused" in said
    assert "0 of 1 breakages caught by name." in said


def test_breakage_is_told_with_difference_and_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert tour.break_one(breakage_called("capture-after-cancel")) == 0

    said = capsys.readouterr().out
    assert "-    if payment.state != PaymentState.CAPTURED:" in said
    assert "status: expected 409 but was 200" in said
    assert said.endswith(f"Caught by: {CAPTURE[0]}\n")


def test_difference_has_colours_for_a_terminal_alone() -> None:
    breakage = breakage_called("renamed-price")

    plain = difference(breakage, ROOT, in_colours=False)
    coloured = difference(breakage, ROOT, in_colours=True)

    assert "\033[" not in plain
    assert "\033[32m+" in coloured
    assert re.sub(r"\033\[\d+m", "", coloured) == plain


def test_provider_that_does_not_start_catches_nothing() -> None:
    with scratch_copy() as scratch:
        verdict = tour.judge_broken(scratch, DEAF)

    assert verdict.red
    assert verdict.broken == set()


def test_edit_that_python_cannot_read_is_refused() -> None:
    with scratch_copy() as scratch, pytest.raises(Refusal, match="SyntaxError"):
        tour.judge_broken(scratch, UNREADABLE)


def test_shop_that_is_broken_already_is_not_broken_further() -> None:
    breakage = breakage_called("capture-after-cancel")

    with scratch_copy() as broken:
        broken.break_on_purpose(breakage)
        with pytest.raises(Refusal, match="broken already.*\n.*capture"):
            tour.demand_unbroken(checks_of(breakage), broken.shop)
