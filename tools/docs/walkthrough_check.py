"""Runs what a page says in a copy of the repository, and compares the output.

A block with a caption is a file to write; a `diff` is applied; in a `console` block
each line after `$ ` is run, and the lines below it must come, in this order. `...`
stands for whatever there is, within a line as well.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.applications import ROOT
from tools.dev_environment import PYTHON
from tools.docs.markdown_pages import Block, MarkdownPage, tracked

_SECONDS = 180
# The tests that start these commands must not be taken for theirs.
_OF_AN_OUTER_RUN = ("PYTEST_", "COV_", "COVERAGE_", "NOX_", "VIRTUAL_ENV")
# Where these are set, pytest prints lines of any length: pages show a terminal's.
_OF_A_BUILD = ("CI", "BUILD_NUMBER")
_TERMINAL = {"COLUMNS": "80"}


class Astray(AssertionError):
    """A page does not lead where it says: the place and the reason."""


def is_done(block: Block) -> bool:
    """Return whether a block changes a file: its page is to be walked through."""
    return bool(block.caption) or block.language == "diff"


def walk(page: MarkdownPage, folder: Path) -> None:
    """Do everything that a page says, one block after the other."""
    _copy_repository(folder)
    for block in page.blocks:
        if block.caption:
            _write(block, folder)
        elif block.language == "diff":
            _apply(block, folder)
        elif block.language == "console":
            for line, expected in _commands(block):
                _demand(block, line, expected, _run(line, folder))


def _copy_repository(folder: Path) -> None:
    for name in tracked():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    python = programs / "python"
    python.write_text(f'#!/bin/sh\nexec {PYTHON} "$@"\n')
    python.chmod(0o700)


def _write(block: Block, folder: Path) -> None:
    path = folder / block.caption
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, "utf-8")


def _apply(block: Block, folder: Path) -> None:
    line = ("git", "apply", "--recount", "-")
    done = subprocess.run(
        line, cwd=folder, input=block.text, capture_output=True, text=True
    )
    if done.returncode:
        raise Astray(f"{block}: this change does not fit any more.\n{done.stderr}")


def _commands(block: Block) -> Iterator[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in block.lines:
        if line.startswith("$ "):
            found.append((line.removeprefix("$ "), []))
        else:
            found[-1][1].append(line)
    yield from found


def _run(line: str, folder: Path) -> str:
    done = subprocess.run(
        ("sh", "-c", line),
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=_SECONDS,
    )
    return done.stdout


def _environment(folder: Path) -> Mapping[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_OF_AN_OUTER_RUN) and name not in _OF_A_BUILD
    }
    # The applications are installed as editable folders of the repository: the copy's
    # come first. Bytecode would be judged by its time, which an edit may keep.
    sources = os.pathsep.join(map(str, sorted(folder.glob("*/src"))))
    ours = {"PYTHONPATH": sources, "PYTHONDONTWRITEBYTECODE": "1"}
    return kept | _TERMINAL | ours


def _demand(block: Block, line: str, expected: list[str], output: str) -> None:
    left = iter(output.splitlines())
    for wanted in expected:
        if wanted.strip() == "...":
            continue
        pattern = re.escape(wanted.rstrip()).replace(r"\.\.\.", ".*")
        if not any(re.fullmatch(pattern, there.rstrip()) for there in left):
            raise Astray(
                f"{block}: `{line}` does not say\n  {wanted}\nIt says:\n{output}"
            )
