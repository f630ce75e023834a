"""The Markdown files of the repository: their blocks of code and what they name."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from tools.applications import ROOT

_FENCE = re.compile(r"^(?P<fence>`{3,}|:{3,})(?P<kind>.*)$")
_INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_OPTION = re.compile(r"^:(\w+): (.+)$")
# What is history, and what others have written: names in it may be gone.
_NOT_HELD = ("CHANGELOG.md", "docs/decisions/", "assets/")


@dataclass(frozen=True)
class Block:
    """A block of code: its language, its caption if it has one, its lines."""

    page: str
    line: int
    language: str
    caption: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines) + "\n"


@dataclass(frozen=True)
class MarkdownPage:
    """A Markdown file."""

    path: str

    def __str__(self) -> str:
        return self.path

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """All lines."""
        return tuple((ROOT / self.path).read_text("utf-8").splitlines())

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of code, in order."""
        return tuple(_blocks(self.path, self.lines))

    @cached_property
    def inline(self) -> tuple[tuple[int, str], ...]:
        """What stands between backticks within the prose, with its line."""
        inside = {
            number
            for block in self.blocks
            for number in range(block.line, block.line + len(block.lines) + 3)
        }
        return tuple(
            (number, code)
            for number, line in enumerate(self.lines, start=1)
            if number not in inside
            for code in _INLINE.findall(line)
        )


@cache
def tracked() -> frozenset[str]:
    """Return every file that belongs to the repository, new ones included."""
    listed = ("git", "ls-files", "--cached", "--others", "--exclude-standard")
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)
    return frozenset(
        name for name in names.stdout.splitlines() if (ROOT / name).is_file()
    )


@cache
def pages() -> tuple[MarkdownPage, ...]:
    """Return the Markdown files whose words are held to the code."""
    found = sorted(name for name in tracked() if name.endswith(".md"))
    return tuple(MarkdownPage(name) for name in found if not name.startswith(_NOT_HELD))


@cache
def program_text() -> str:
    """Return what is no Markdown and no contract, to look for names in it."""
    texts = (_text(ROOT / name) for name in sorted(tracked()) if _is_program(name))
    return "\n".join(texts)


def _is_program(name: str) -> bool:
    own = ("pacts/", "docs/contracts", "tools/docs/tests/")
    return not name.endswith((".md", "package-lock.json")) and not name.startswith(own)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def _blocks(page: str, lines: tuple[str, ...]) -> Iterator[Block]:
    start, fence, kind = 0, "", ""
    for number, line in enumerate(lines, start=1):
        found = _FENCE.match(line)
        if not fence and found:
            start, fence, kind = number, found["fence"], found["kind"].strip()
        elif fence and line.strip() == fence:
            yield _block(page, start, kind, lines[start : number - 1])
            fence = ""


def _block(page: str, start: int, kind: str, lines: tuple[str, ...]) -> Block:
    directive, _, language = kind.rpartition("} ")
    options = dict[str, str]()
    while directive and lines and (option := _OPTION.match(lines[0])):
        options[option[1]], lines = option[2], lines[1:]
    if options and lines and not lines[0]:
        lines = lines[1:]
    return Block(page, start, language, options.get("caption", ""), lines)
