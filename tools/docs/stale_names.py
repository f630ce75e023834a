"""Finds what pages name and the repository does not have: each finding is a sentence.

A page names sessions, targets, modules, commands, files, settings and options. Whoever
renames one of them sees here which pages to change.
"""

import importlib.util
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import PurePath
from typing import Any

from tools.applications import APPLICATIONS, ROOT
from tools.docs.allowed_names import NAMES
from tools.docs.markdown_pages import Block, MarkdownPage, program_text, tracked
from tools.docs.session_tables import make_targets, sessions
from tools.isolated_app import isolated_app

# Made while something runs, so it is not among the files of the repository.
_MADE = (
    "var/",
    "test-results/",
    ".nox/",
    ".venv",
    ".cache/",
    "docs/_build/",
    "../",
    "TEST/",
)
_FILE = re.compile(
    r"[\w.{},-]+(?:/[\w.*{},-]+)*/?\.(?:py|md|toml|yml|yaml|html|css|conf|txt|sh|svg|in)"
    r"|[\w.-]+(?:/[\w.*-]+)+/?"
)
_SETTING = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_OPTION = re.compile(r"--[a-z][a-z-]+")
# Options of pytest and its plugins, which sessions of tests hand on.
_OF_PYTEST = {"-k", "-m", "-n", "-q", "-x", "--last-failed", "--count", "--headed"} | {
    *("--slowmo", "--tracing", "--browser", "--base-url", "--collect-only")
}


def findings(page: MarkdownPage) -> Iterator[str]:
    """List what a page names that is not there."""
    for place, line in _command_lines(page):
        yield from (f"{place}: {fault}" for fault in command_faults(line))
    for number, code in page.inline:
        yield from (f"{page}:{number}: {fault}" for fault in inline_faults(code, page))


def command_faults(line: str) -> Iterator[str]:
    """Check a command line, as far as it is one of this project."""
    words = _words(line)
    for at, word in enumerate(words):
        rest = words[at + 1 :]
        if word.endswith("nox") and rest[:1] == ["-s"]:
            yield from _session_faults(rest[1:])
        elif word == "make" and at == 0 and rest[:1]:
            yield from _target_faults(rest[0])
        elif word.endswith("python") and rest[:1] == ["-m"] and rest[1:]:
            yield from _module_faults(rest[1])
        elif word.endswith("flask") and rest[:1] == ["--app"]:
            yield from _flask_faults(rest[1:])


def inline_faults(code: str, page: MarkdownPage) -> Iterator[str]:
    """Check a piece of code within prose."""
    if code in NAMES:
        return
    if " " in code:
        yield from command_faults(code)
    elif _SETTING.fullmatch(code) and not _is_in_programs(code):
        yield f"no program knows the name {code}"
    elif _OPTION.fullmatch(code) and f'"{code}' not in program_text():
        yield f"no program takes the option {code}"
    elif _FILE.fullmatch(code) and not _is_there(code, page):
        yield f"there is no file {code}"


def _command_lines(page: MarkdownPage) -> Iterator[tuple[str, str]]:
    for block in page.blocks:
        if block.language in {"sh", "console", ""}:
            for number, line in _joined(block):
                yield f"{page}:{number}", line.removeprefix("$ ")


def _joined(block: Block) -> Iterator[tuple[int, str]]:
    """Put lines together that end with a backslash."""
    begun = ""
    for number, line in enumerate(block.lines, start=block.line + 1):
        begun += line.removesuffix("\\")
        if not line.endswith("\\"):
            yield number, begun
            begun = ""


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line, comments=True)
    except ValueError:
        return []


def _session_faults(words: list[str]) -> Iterator[str]:
    known = {session.name for session in sessions()}
    named, _, options = (" ".join(words)).partition(" -- ")
    for name in named.split():
        if name.isupper() or name.startswith("-"):
            continue
        if name not in known:
            yield f"there is no nox session {name}"
        else:
            yield from _option_faults(name, options)


def _option_faults(name: str, options: str) -> Iterator[str]:
    for option in re.findall(r"(?<!\S)-{1,2}[a-z][a-z-]*", options):
        if option not in _OF_PYTEST and f'"{option}' not in program_text():
            yield f"nox -s {name} takes no option {option}"


def _target_faults(target: str) -> Iterator[str]:
    if target not in make_targets() and not target.isupper():
        yield f"there is no make target {target}"


def _module_faults(module: str) -> Iterator[str]:
    try:
        is_there = importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        is_there = False
    if not is_there and module not in {"nox", "pip", "venv"}:
        yield f"there is no module {module}"


def _flask_faults(words: list[str]) -> Iterator[str]:
    package, *named = words
    if package.isupper():
        return
    command = _commands_of(package)
    for word in named:
        if not hasattr(command, "commands"):
            return
        if word not in command.commands:
            yield f"flask --app {package} has no command {word}"
            return
        command = command.commands[word]


def _is_in_programs(name: str) -> bool:
    return re.search(rf"\b{name}\b", program_text(), re.IGNORECASE) is not None


def _is_there(path: str, page: MarkdownPage) -> bool:
    if path.startswith(_MADE):
        return True
    begins = path.split("/")[0]
    is_folder_of_ours = (ROOT / begins).is_dir() or "." in path.rpartition("/")[2]
    if not is_folder_of_ours:
        return True
    return any(_ends_with(path, name) for name in _names())


@cache
def _names() -> frozenset[str]:
    """Return every file and every folder of the repository."""
    folders = {str(folder) for name in tracked() for folder in PurePath(name).parents}
    return frozenset(tracked() | folders)


@cache
def _commands_of(package: str) -> Any:
    """Return the group of commands that an application adds to `flask`."""
    (application,) = [one for one in APPLICATIONS if one.package == package]
    return isolated_app(application).cli


def _ends_with(path: str, name: str) -> bool:
    wanted = re.escape(path.rstrip("/"))
    for old, new in ((r"\*", "[^/]*"), (r"\{", "(?:"), (r"\}", ")"), (",", "|")):
        wanted = wanted.replace(old, new)
    return re.search(rf"(?:^|/){wanted}$", name) is not None
