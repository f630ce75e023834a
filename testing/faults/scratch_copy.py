"""A copy of the shop to break: nothing that happens in it reaches the real one."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from testing.faults.edit import Edit, changed_texts
from tools.applications import ROOT

# Environments, what the shop has made, and whatever is hidden: secrets among it.
_LEFT_BEHIND = shutil.ignore_patterns(
    ".*", "__pycache__", "node_modules", "var", "test-results", "*.gz", "*.br"
)
# The tests that start these tests must not be taken for them.
_OF_AN_OUTER_RUN = ("PYTEST_", "COV_", "COVERAGE_")


@dataclass(frozen=True)
class ScratchCopy:
    """A folder with a copy of the shop, and room beside it."""

    folder: Path

    @property
    def shop(self) -> Path:
        """The copied files."""
        return self.folder / "shop"

    @property
    def pacts(self) -> Path:
        """The contracts of the copy."""
        return self.shop / "pacts"

    def apply(self, edits: Iterable[Edit]) -> None:
        """Make edits in the copy; raise `FaultStale` where one does not fit."""
        for path, (_, after) in changed_texts(self.shop, edits).items():
            (self.shop / path).write_text(after, "utf-8")

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment of a program that shall run the copy's code."""
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(_OF_AN_OUTER_RUN)
        }
        # Installed folders are editable and point at the real shop: the copy goes
        # first. Bytecode would be checked by its time and size, which an edit may keep.
        sources = sorted(self.shop.glob("*/src"))
        return inherited | {
            "PYTHONPATH": os.pathsep.join(map(str, sources)),
            "PYTHONDONTWRITEBYTECODE": "1",
        }


@contextmanager
def scratch_copy(shop: Path = ROOT) -> Iterator[ScratchCopy]:
    """Copy the shop as it stands, changes that are not committed included."""
    with tempfile.TemporaryDirectory(prefix="fault-") as folder:
        copy = ScratchCopy(Path(folder))
        shutil.copytree(shop, copy.shop, ignore=_LEFT_BEHIND)
        yield copy
