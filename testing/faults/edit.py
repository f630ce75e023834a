"""Changes a text of the shop's code in exactly one place."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.errors import Refusal


class FaultStale(Refusal):
    """The code has changed, and a fault no longer finds what it breaks."""


@dataclass(frozen=True)
class Edit:
    """One place in one file, and what stands there afterwards."""

    path: str
    old: str
    new: str

    def applied(self, text: str) -> str:
        """Make the edit; raise `FaultStale` unless it fits exactly one place."""
        count = text.count(self.old)
        if count != 1:
            raise FaultStale(
                f"A fault is stale: {self.path} holds the text of an edit {count} "
                f"times instead of once. Correct it where it is listed:\n{self.old}"
            )
        return text.replace(self.old, self.new)


def changed_texts(shop: Path, edits: Iterable[Edit]) -> dict[str, tuple[str, str]]:
    """Read each file that is edited, before and after; nothing is written."""
    texts: dict[str, tuple[str, str]] = {}
    for edit in edits:
        if not (shop / edit.path).exists():
            raise FaultStale(
                f"A fault is stale: it edits {edit.path}, which is gone. "
                "Correct it in testing/faults."
            )
        before = (shop / edit.path).read_text("utf-8")
        old, new = texts.get(edit.path, (before, before))
        texts[edit.path] = old, edit.applied(new)
    return texts
