"""What a breakage is: edits made in a hurry, and the promises that do not survive."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from contract_kit import Interaction
from contract_kit.results import Arrow
from tools.refusal import Refusal


class GalleryStale(Refusal):
    """The shop has moved on, and a breakage no longer says what it breaks."""


class End(StrEnum):
    """Whose tests notice: those of the consumer's client, or the held provider's."""

    CONSUMER = "consumer"
    PROVIDER = "provider"


@dataclass(frozen=True, order=True)
class Promised:
    """A promise by name, as it stands in a pact."""

    consumer: str
    provider: str
    title: str

    @property
    def arrow(self) -> Arrow:
        """Who calls whom."""
        return self.consumer, self.provider

    def __str__(self) -> str:
        return f"{self.consumer}: {self.title}"


@dataclass(frozen=True)
class Edit:
    """One place in one file, and what a hurried person made of it."""

    path: str
    old: str
    new: str

    def applied(self, text: str) -> str:
        """Make the edit; raise `GalleryStale` unless it fits exactly one place."""
        count = text.count(self.old)
        if count != 1:
            raise GalleryStale(
                f"The gallery is stale: {self.path} holds the text of an edit {count} "
                f"times instead of once. Correct it where it is listed:\n{self.old}"
            )
        return text.replace(self.old, self.new)


@dataclass(frozen=True)
class Breakage:
    """Something that must not happen unnoticed."""

    name: str
    deed: str
    edits: tuple[Edit, ...]
    noticed_by: End
    caught_by: tuple[Promised, ...]

    @property
    def arrows(self) -> frozenset[Arrow]:
        """The contracts that notice."""
        return frozenset(promised.arrow for promised in self.caught_by)

    def changed_texts(self, shop: Path) -> dict[str, tuple[str, str]]:
        """Read each file that is edited, before and after; nothing is written."""
        texts: dict[str, tuple[str, str]] = {}
        for edit in self.edits:
            if not (shop / edit.path).exists():
                raise GalleryStale(
                    f"The gallery is stale: `{self.name}` edits {edit.path}, which is "
                    "gone. Correct it in tools/breakages."
                )
            before = (shop / edit.path).read_text("utf-8")
            old, new = texts.get(edit.path, (before, before))
            texts[edit.path] = old, edit.applied(new)
        return texts


def promised(interaction: Interaction) -> Promised:
    """Name the promise that stands in a pact."""
    return Promised(interaction.consumer, interaction.provider, interaction.title)
