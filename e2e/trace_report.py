"""Reads the trace of a failed test out as text: a log alone shows what the browser saw.

The whole of it lies beside the trace as `trace.txt`; its end goes into the report of
the test, and so into the terminal.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error

# When everything fails it is for one reason, and reading takes a second each time.
_MOST_READINGS = 12
_READ = pytest.StashKey[int]()
# The browsers of a test, for as long as it runs.
CONTEXTS = pytest.StashKey[list[BrowserContext]]()
_MOST_LINES = 60
# What the program prints where there is nothing to report.
_NOTHING = re.compile(r"\s*(No [a-z ]+)?\s*")
_CHAPTERS = (
    ("What was done", ["actions"], 40),
    ("What went wrong", ["errors"], 25),
    ("What the pages wrote to the console", ["console", "--browser"], 10),
    ("Requests that were refused", ["requests", "--failed"], 10),
)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Make the folder of the HTML report, which nobody needed where nothing failed."""
    Path(session.config.option.output).mkdir(parents=True, exist_ok=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add what the pages hold when a test fails, and at its end what traces hold."""
    report = yield
    if report.when == "call" and report.failed:
        for context in item.stash.get(CONTEXTS, []):
            _add_pages(report, context)
    if report.when == "teardown":
        for kind, path in report.user_properties:
            if kind == "playwright_trace":
                _add_reading(item, report, Path(path))
    return report


def _add_pages(report: pytest.TestReport, context: BrowserContext) -> None:
    for page in context.pages:
        try:
            held = page.locator("body").aria_snapshot(timeout=2_000)
        except Error as reason:
            held = f"It could not be read: {reason.message}"
        lines = held.splitlines()
        left_out = len(lines) - _MOST_LINES
        more = [f"… {left_out} lines more"] if left_out > 0 else []
        text = "\n".join([*lines[:_MOST_LINES], *more])
        report.sections.append((f"the page {page.url}, as it is read out", text))


def _add_reading(item: pytest.Item, report: pytest.TestReport, trace: Path) -> None:
    done = item.config.stash.setdefault(_READ, 0)
    item.config.stash[_READ] = done + 1
    if done >= _MOST_READINGS:
        return
    trace = item.config.invocation_params.dir / trace
    chapters = read_out(trace)
    whole = "\n\n".join(f"{title}\n{text}" for title, text, _ in chapters)
    trace.with_suffix(".txt").write_text(whole + "\n")
    short = "\n".join(
        f"{title}\n{_end(text, lines)}" for title, text, lines in chapters
    )
    # A section is shown beneath the failure where its title has the word in it.
    title = "what the browser saw, read at teardown from"
    report.sections.append((f"{title} {_near(item, trace)}", short))


def read_out(trace: Path) -> list[tuple[str, str, int]]:
    """Read each chapter of a trace; empty ones are left out."""
    with tempfile.TemporaryDirectory(prefix="e2e-trace-") as desk:
        # The program keeps the opened trace where it is called.
        _playwright(desk, "open", str(trace))
        chapters = [
            (title, _playwright(desk, *words), lines)
            for title, words, lines in _CHAPTERS
        ]
        _playwright(desk, "close")
    return [chapter for chapter in chapters if not _NOTHING.fullmatch(chapter[1])]


def _playwright(desk: str, *words: str) -> str:
    line = [sys.executable, "-m", "playwright", "trace", *words]
    done = subprocess.run(  # noqa: S603 (no shell; the words are ours)
        line, cwd=desk, capture_output=True, text=True, timeout=60
    )
    return (done.stdout or done.stderr).strip("\n")


def _end(text: str, lines: int) -> str:
    """Keep the end of a text, where a test has failed."""
    kept = [f"  {line.rstrip()}"[:160] for line in text.splitlines()]
    left_out = len(kept) - lines
    first = [f"  … {left_out} lines before"] if left_out > 0 else []
    return "\n".join([*first, *kept[-lines:]])


def _near(item: pytest.Item, path: Path) -> Path:
    start = item.config.invocation_params.dir
    return path.relative_to(start) if path.is_relative_to(start) else path
