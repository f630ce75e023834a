"""Installs the wheel of contract-kit, and what is locked, where nothing else is."""

from pathlib import Path

from tools.applications import CONTRACT_KIT
from tools.command_runner import run_command
from tools.distribution.sdist_and_wheel import Packages

_ADVICE = "The lines below are pip's."


def install(python: Path, packages: Packages, environment: Path) -> Path:
    """Make an environment of this Python, and return the folder of its programs."""
    programs = environment / "bin"
    pip = (programs / "python", "-m", "pip", "--disable-pip-version-check")
    pins = ("--require-hashes", "--no-deps", "-r", CONTRACT_KIT / "requirements.txt")
    alone = ("--no-index", "--no-deps", packages.wheel)
    for doing, line in (
        ("Making an environment", (python, "-m", "venv", environment)),
        ("Installing what contract-kit needs", (*pip, "install", "--quiet", *pins)),
        ("Installing its wheel", (*pip, "install", "--quiet", *alone)),
        # What is declared, and what is locked: they must agree.
        ("Comparing requirements", (*pip, "check")),
    ):
        run_command(f"{python.name}: {doing}", line, advice=_ADVICE)
    return programs
