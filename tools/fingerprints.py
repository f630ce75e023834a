"""Remembers what a long task was done with, so that it is done again only when that
has changed.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from tools.applications import ROOT


def fingerprint(files: Iterable[Path], *words: str) -> str:
    """Digest the names and contents of files, and words that matter beside them."""
    digest = hashlib.sha256("\n".join(words).encode())
    for file in sorted(files):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"\n{file.relative_to(ROOT).as_posix()} {content}".encode())
    return digest.hexdigest()


class Stamp:
    """A small file that holds the fingerprint of the last success."""

    def __init__(self, path: Path) -> None:
        """Take the place of the file."""
        self._path = path

    def fits(self, wanted: str) -> bool:
        """Return whether the task was done with exactly this."""
        return self._path.exists() and self._path.read_text().strip() == wanted

    def put(self, done: str) -> None:
        """Note that the task is done."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(done + "\n")

    def remove(self) -> None:
        """Forget it, before the task is begun."""
        self._path.unlink(missing_ok=True)
