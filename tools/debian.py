"""Installs Debian's packages where a machine is there for that alone."""

import os
import shutil
from collections.abc import Sequence

from tools.chores import run_chore

_ADVICE = "Is there a way to Debian's packages?"


def may_install() -> bool:
    """Return whether this is root in continuous integration, on a Debian."""
    is_ours = bool(os.environ.get("CI")) and os.geteuid() == 0
    return is_ours and shutil.which("apt-get") is not None


def install(doing: str, packages: Sequence[str]) -> None:
    """Install packages without a question, and what they recommend not at all."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    update = ("apt-get", "update")
    run_chore("Reading Debian's list of packages", update, advice=_ADVICE)
    words = ("apt-get", "install", "--yes", "--no-install-recommends", *packages)
    run_chore(doing, words, advice=_ADVICE, environment=quiet)
