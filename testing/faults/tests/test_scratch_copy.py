import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from testing.faults import run_faults
from testing.faults.contract_tests import contract_tests_of
from testing.faults.edit import Edit
from testing.faults.fault import Fault, InteractionName, Side
from testing.faults.fault_report import difference
from testing.faults.named_faults import fault_called
from testing.faults.scratch_copy import scratch_copy
from tools.applications import APPLICATIONS, ROOT
from tools.errors import Refusal

SANDBOX = "payment-sandbox/src/payment_sandbox"
PACKAGES = ["contract_kit", "service_kit", *(each.package for each in APPLICATIONS)]
WHERE = "import {0}; print({0}.__file__)"
CAPTURE = fault_called("capture-after-cancel").caught_by


def broken_by(edit: Edit, caught_by: tuple[InteractionName, ...] = CAPTURE) -> Fault:
    return Fault("new-fence", "Somebody tried.", (edit,), Side.PROVIDER, caught_by)


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

    with scratch_copy() as copy:
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=copy.shop,
            env=copy.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        homes = [Path(line) for line in done.stdout.splitlines()]

    assert len(homes) == len(PACKAGES)
    assert [home for home in homes if not home.is_relative_to(copy.shop)] == []


def test_real_shop_does_not_feel_a_fault() -> None:
    fault = fault_called("renamed-price")
    files = [edit.path for edit in fault.edits]
    before = [(ROOT / file).read_text("utf-8") for file in files]

    with scratch_copy() as copy:
        # Looked for first: a link would lead the edit into the real shop.
        links = [path for path in copy.shop.rglob("*") if path.is_symlink()]
        assert links == []
        copy.apply(fault.edits)
        broken = [(copy.shop / file).read_text("utf-8") for file in files]

    assert [(ROOT / file).read_text("utf-8") for file in files] == before
    assert broken != before


def test_outer_run_of_pytest_is_not_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only")

    with scratch_copy() as copy:
        environment = copy.environment

    assert "PYTEST_ADDOPTS" not in environment
    assert environment["PATH"] == os.environ["PATH"]


def test_harmless_edit_is_not_called_caught(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_faults.run_faults([HARMLESS]) == 1

    output = capsys.readouterr().out
    assert "NOT CAUGHT by order-service: a capture that is refused" in output
    assert "0 of 1 faults caught by name." in output


def test_fault_is_reported_with_its_diff_and_the_failure(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_faults.run_fault(fault_called("capture-after-cancel")) == 0

    output = capsys.readouterr().out
    assert "-    if payment.state != PaymentState.CAPTURED:" in output
    assert "status: expected 409 but was 200" in output
    assert output.endswith(f"Caught by: {CAPTURE[0]}\n")


def test_difference_has_colours_for_a_terminal_alone() -> None:
    fault = fault_called("renamed-price")

    plain = difference(fault, ROOT, in_colours=False)
    coloured = difference(fault, ROOT, in_colours=True)

    assert "\033[" not in plain
    assert "\033[32m+" in coloured
    assert re.sub(r"\033\[\d+m", "", coloured) == plain


def test_provider_that_does_not_start_catches_nothing() -> None:
    with scratch_copy() as copy:
        results = run_faults.run_broken(copy, DEAF)

    assert results.failed
    assert results.broken == set()


def test_edit_that_python_cannot_read_is_refused() -> None:
    with scratch_copy() as copy, pytest.raises(Refusal, match="SyntaxError"):
        run_faults.run_broken(copy, UNREADABLE)


def test_shop_that_is_broken_already_is_not_broken_further() -> None:
    fault = fault_called("capture-after-cancel")

    with scratch_copy() as broken:
        broken.apply(fault.edits)
        with pytest.raises(Refusal, match="broken already.*\n.*capture"):
            run_faults.check_unbroken(contract_tests_of(fault), broken.shop)
