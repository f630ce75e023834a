"""Asks git about the repository that a folder of pacts is in."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_NAMES = 400


@dataclass(frozen=True)
class Commit:
    """A commit: when it was made, and its short name."""

    seconds: int
    name: str
    day: str


@dataclass(frozen=True)
class GitHistory:
    """The repository around a folder, apart from the folder itself."""

    root: Path
    folder: Path

    @classmethod
    def of(cls, folder: Path) -> "GitHistory | None":
        """Find the repository; None where there is none, or only its latest part."""
        found = _git(folder, "rev-parse", "--show-toplevel", "--is-shallow-repository")
        lines = found.splitlines()
        if len(lines) != 2 or lines[1] == "true":
            return None
        root, inside = Path(lines[0]).resolve(), folder.resolve()
        # Where all of it is pacts, there is nobody to ask.
        return None if root == inside else cls(root, inside)

    def last_commit(self, paths: Sequence[str | Path]) -> Commit | None:
        """Return the last commit of any of these files."""
        named = map(str, paths)
        found = _git(self.root, "log", "-1", "--format=%ct %h %cs", "--", *named)
        seconds, _, rest = found.strip().partition(" ")
        if not seconds:
            return None
        name, _, day = rest.partition(" ")
        return Commit(int(seconds), name, day)

    def is_changed(self, path: Path) -> bool:
        """Return whether a file differs from what is committed, or is not."""
        return bool(_git(self.root, "status", "--porcelain", "--", str(path)))

    def files_with(self, texts: Sequence[str]) -> list[str]:
        """List the committed files outside of the folder that hold any of the texts."""
        found = []
        for start in range(0, len(texts), _NAMES):
            wanted = [
                word for text in texts[start : start + _NAMES] for word in ("-e", text)
            ]
            place = (".", f":(exclude){self._inside}")
            found += _git(
                self.root, "grep", "-l", "-I", "-F", *wanted, "--", *place
            ).splitlines()
        return sorted(set(found))

    def text_of(self, name: str) -> str:
        """Read a file of the repository."""
        try:
            return (self.root / name).read_text("utf-8", "replace")
        except OSError:
            return ""

    @cached_property
    def tracked(self) -> list[str]:
        """Name all committed files outside of the folder."""
        names = _git(self.root, "ls-files").splitlines()
        return [name for name in names if not name.startswith(f"{self._inside}/")]

    @property
    def _inside(self) -> str:
        return self.folder.relative_to(self.root).as_posix()


def _git(folder: Path, *words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  # nosec B603 B607
            ["git", "-C", str(folder), "-c", "core.quotePath=false", *words],  # noqa: S607
            capture_output=True,
        )
    except OSError:
        return ""
    # Of a grep that has found nothing, 1 is the answer.
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
