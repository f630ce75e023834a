"""Installs what the lock of a folder pins, from npm; nothing of it runs meanwhile.

A machine without npm borrows one from the Python index, for the time it takes.
"""

import os
import shutil
import tempfile
from pathlib import Path

from tools.applications import ROOT
from tools.command_runner import run_command
from tools.errors import Refusal

LOCK_FILES = ("package-lock.json", ".npmrc")
_BORROWED = ROOT / "assets" / "requirements.txt"
_CLEAN_INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--fetch-retries=1")


def install_locked(what: str, folder: Path, python: Path) -> None:
    """Fill the node_modules of a folder; raise `Refusal` where nobody can."""
    npm = shutil.which("npm")
    try:
        if npm is None:
            raise Refusal("There is no npm on this machine.")
        run_command(
            f"Fetching {what} with npm",
            [npm, *_CLEAN_INSTALL],
            advice="Trying the npm of the Python index instead.",
            folder=folder,
        )
    except Refusal as refusal:
        print(refusal, flush=True)
        _install_with_borrowed_npm(what, folder, python)


def _install_with_borrowed_npm(what: str, folder: Path, python: Path) -> None:
    var = ROOT / "var"
    var.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="node-", dir=var) as name:
        run_command(
            "Making room for a borrowed npm",
            [python, "-m", "venv", name],
            advice="Is there room on the disk?",
        )
        programs = Path(name) / "bin"
        lock = ("--require-hashes", "-r", _BORROWED)
        run_command(
            "Borrowing npm from the Python index",
            [programs / "python", "-m", "pip", "install", "--quiet", *lock],
            advice="The package index did not give it.",
        )
        run_command(
            f"Fetching {what} with the borrowed npm",
            [programs / "npm", *_CLEAN_INSTALL],
            advice="The registry of npm did not give it.",
            folder=folder,
            environment={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
        )
