import os
import subprocess
import sys
from pathlib import Path

from tools.applications import ROOT


def test_python_that_is_too_old_is_refused(tmp_path: Path) -> None:
    old = program(tmp_path / "python2", "exit 1")

    asked = ask_with(old)

    assert asked.returncode == 1
    assert asked.stderr == (
        f"PYTHON={old} is no Python of version 3.11 or newer: name one that is.\n"
    )


def test_python_without_venv_gets_the_command_that_installs_it(tmp_path: Path) -> None:
    bare = program(
        tmp_path / "python3",
        f'case "$2" in *ensurepip*) exit 1 ;; esac; exec {sys.executable} "$@"',
    )

    asked = ask_with(bare)

    assert asked.returncode == 1
    assert "apt-get install python3-venv" in asked.stderr


def test_chosen_python_runs_the_command() -> None:
    asked = ask_with(Path(sys.executable))

    assert asked.returncode == 0


def test_what_the_shell_has_of_python_stays_outside(tmp_path: Path) -> None:
    settings = tmp_path / "pip.conf"
    settings.write_text("[install]\nuser = true\n")
    (tmp_path / "enum.py").write_text("raise SystemExit('another enum')")

    asked = ask_with(
        Path(sys.executable),
        "pip install --dry-run --disable-pip-version-check pip",
        PIP_CONFIG_FILE=str(settings),
        PYTHONPATH=str(tmp_path),
    )

    assert asked.returncode == 0, asked.stderr


def program(path: Path, words: str) -> Path:
    path.write_text(f"#!/bin/sh\n{words}\n")
    path.chmod(0o755)
    return path


def ask_with(
    python: Path, module: str = "tools.lock_file_hosts", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(ROOT / "tools" / "python.sh"), *module.split()],
        env={**os.environ, "PYTHON": str(python), **environment},
        capture_output=True,
        text=True,
    )
