"""Digests what a result depends on, so that nothing is tried twice.

The content of files counts, never their time: a fresh clone knows as much.
"""

import hashlib
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

_GENERATED = frozenset({"__pycache__", "node_modules", "venv"})


def content_digest(root: Path, places: Iterable[Path], *words: str) -> str:
    """Digest the files that the places are or hold, the packages, and further words.

    In a git repository these are the files that git tracks or would; elsewhere all but
    what is hidden or generated.
    """
    digest = hashlib.sha256("\n".join([environment(), *words]).encode())
    for file in _files(root, sorted(set(places))):
        if file.is_file():
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            digest.update(f"\n{file.relative_to(root).as_posix()} {content}".encode())
    return digest.hexdigest()


@cache
def environment() -> str:
    """Return with which Python and packages tests run, and the content of this one."""
    packages = {f"{each.name}=={each.version}" for each in distributions()}
    files = Path(__file__).parents[1].rglob("*")
    own = sorted(path for path in files if path.suffix in (".py", ".mjs"))
    rules = hashlib.sha256(b"".join(path.read_bytes() for path in own)).hexdigest()
    return "\n".join([sys.version, *sorted(packages), rules])


def _files(root: Path, places: list[Path]) -> list[Path]:
    names = [place.relative_to(root).as_posix() for place in places]
    line = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--")
    listed = subprocess.run([*line, *names], cwd=root, capture_output=True)  # noqa: S603
    if listed.returncode == 0:
        found = listed.stdout.decode("utf-8", "surrogateescape").split("\0")
        return [root / name for name in sorted(set(filter(None, found)))]
    return sorted(file for place in places for file in _walk(place))


def _walk(place: Path) -> Iterator[Path]:
    for path in [place] if place.is_file() else place.rglob("*"):
        parts = path.relative_to(place).parts
        if not any(part in _GENERATED or part.startswith(".") for part in parts):
            yield path
