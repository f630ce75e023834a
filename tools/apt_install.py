"""Installs Debian's packages where a machine is there for that alone."""

import os
import shutil
from collections.abc import Sequence

from tools.command_runner import run_command

_ADVICE = "Is there a way to Debian's packages?"


def can_install() -> bool:
    """Return whether this is root, on a Debian."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def may_install() -> bool:
    """Return whether this is root in continuous integration, on a Debian."""
    return bool(os.environ.get("CI")) and can_install()


def install(doing: str, packages: Sequence[str]) -> None:
    """Install packages without a question, and what they recommend not at all."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    update = ("apt-get", "update")
    run_command("Reading Debian's list of packages", update, advice=_ADVICE)
    words = ("apt-get", "install", "--yes", "--no-install-recommends", *packages)
    run_command(doing, words, advice=_ADVICE, environment=quiet)
