"""Every event that the applications log, read from their code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.applications import APPLICATIONS, ROOT, SERVICE_KIT

# What differs from event to event: `%s`, `%d` and their kind.
_VALUE = re.compile(r"%[a-z]")
_ROW = re.compile(r"\| ([a-z, ]+) \| `+ ?(.+?) ?`+ \| [^|]+ \|$")
_LEVELS = {
    "debug": "debug",
    "info": "info",
    "warning": "warning",
    "error": "error",
    "exception": "error",
    "critical": "critical",
}


def log_events() -> set[tuple[str, str, str]]:
    """Return the heading, level and message of each event; `…` for what differs."""
    shared = _events_of(SERVICE_KIT)
    own = {app.folder: _events_of(app.path) - shared for app in APPLICATIONS}
    return {
        (heading, level, message)
        for heading, found in ({"Every application": shared} | own).items()
        for level, message in found
    }


def documented_events() -> set[tuple[str, str, str]]:
    """Return the same, as docs/reference/log-events.md has it."""
    text = (ROOT / "docs" / "reference" / "log-events.md").read_text("utf-8")
    found = set[tuple[str, str, str]]()
    heading = ""
    for line in text.splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif row := _ROW.match(line):
            found.add((heading, row[1], row[2]))
    return found


def _events_of(folder: Path) -> set[tuple[str, str]]:
    files = (folder / "src").rglob("*.py")
    return {event for file in files for event in _events(file)}


def _events(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            log, _, method = ast.unparse(node.func).rpartition(".")
            if log.split(".")[-1] in {"log", "_log", "access_log"}:
                yield from _event(node, method)


def _event(call: ast.Call, method: str) -> Iterator[tuple[str, str]]:
    if method in _LEVELS:
        yield _LEVELS[method], _message(call.args[0])
    elif method == "log":
        levels = sorted({level.lower() for level in _named(call.args[0])})
        yield ", ".join(levels), _message(call.args[1])


def _named(level: ast.expr) -> Iterator[str]:
    for node in ast.walk(level):
        if isinstance(node, ast.Attribute):
            yield node.attr


def _message(template: ast.expr) -> str:
    if not isinstance(template, ast.Constant):
        raise LookupError(f"{ast.unparse(template)}: a message is a plain text")
    return _VALUE.sub("…", str(template.value))
