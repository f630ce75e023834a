"""The nox sessions and make targets as tables, as nox and the Makefile list them."""

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tools.applications import ROOT
from tools.dev_environment import PYTHON

_SESSION = re.compile(r"^([*-]) ([a-z0-9-]+)(?:\(.*?\))?(?: \[.*?\])? -> (.+)$", re.M)
_TARGET = re.compile(r"^([a-z]+):.*?## (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Session:
    """A nox session: its name, its sentence, and whether `make test` runs it."""

    name: str
    sentence: str
    in_make_test: bool


@cache
def sessions() -> tuple[Session, ...]:
    """Read every session, in the order of the file."""
    line = (PYTHON, "-m", "nox", "--list", "--nocolor")
    listed = subprocess.check_output(line, cwd=ROOT, text=True)
    # A session with parameters stands there once for each of them.
    found = {name: (sign, does) for sign, name, does in _SESSION.findall(listed)}
    return tuple(
        Session(name, does, sign == "*") for name, (sign, does) in found.items()
    )


def make_targets() -> dict[str, str]:
    """Return each target of the Makefile with its sentence."""
    return dict(_TARGET.findall((ROOT / "Makefile").read_text("utf-8")))


def session_tables() -> str:
    """Write two tables: the sessions of `make test`, and all others."""
    parts = (("## In `make test`", True), ("## On request", False))
    return "\n\n".join(
        f"{heading}\n\n{_table('Session', _rows(in_make_test))}"
        for heading, in_make_test in parts
    )


def make_table() -> str:
    """Write the targets of the Makefile as a table."""
    return _table(
        "Target", ((f"make {name}", does) for name, does in make_targets().items())
    )


def _rows(in_make_test: bool) -> Iterable[tuple[str, str]]:
    chosen = (one for one in sessions() if one.in_make_test == in_make_test)
    return ((f"nox -s {one.name}", one.sentence) for one in chosen)


def _table(head: str, rows: Iterable[tuple[str, str]]) -> str:
    lines = (f"| `{name}` | {does} |" for name, does in rows)
    return "\n".join([f"| {head} | What it does |", "| --- | --- |", *lines])
