"""What a mutant is: the shop with one rule of the checkout protocol broken."""

from dataclasses import dataclass
from pathlib import Path

from tools.breakages.breakage import Edit
from tools.chaos.checker import Kind


@dataclass(frozen=True)
class Mutant:
    """A broken protocol, the bad luck that it does not survive, and what is seen."""

    name: str
    deed: str
    edits: tuple[Edit, ...]
    scenario: str
    seen_as: frozenset[Kind]

    def infect(self, shop: Path) -> None:
        """Break the protocol in a copy of the shop; raise where an edit is stale."""
        for edit in self.edits:
            path = shop / edit.path
            path.write_text(edit.applied(path.read_text("utf-8")), "utf-8")
