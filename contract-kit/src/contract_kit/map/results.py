"""What other chores have found out about the contracts, shown on the map beside them.

All of it may be missing: a map of contracts that nobody has verified is a map still.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from contract_kit.map.layout import Edge


@dataclass(frozen=True)
class ArrowResult:
    """What is known of the contract between two applications.

    `mutants` were made of its answers, of which it noticed `noticed`; `verified` of its
    promises were kept, last `verified_at` a date or a commit; `unused` fields are read
    by nobody.
    """

    noticed: int | None = None
    mutants: int | None = None
    verified: int | None = None
    verified_at: str = ""
    unused: int | None = None

    @property
    def strength(self) -> int | None:
        """Tell how many of a hundred mutants the contract notices, rounded down."""
        if not self.mutants or self.noticed is None:
            return None
        return 100 * self.noticed // self.mutants


@dataclass(frozen=True)
class FieldUse:
    """A field of an answer that a consumer reads, and where it shows it."""

    consumer: str
    provider: str
    field: str
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Results:
    """All that is known besides the contracts themselves."""

    arrows: Mapping[Edge, ArrowResult] = field(default_factory=dict)
    uses: tuple[FieldUse, ...] = ()

    def pages_of(self, consumer: str, provider: str, name: str) -> tuple[str, ...]:
        """List the pages of a consumer that show a field."""
        pages = (
            page
            for use in self.uses
            if (use.consumer, use.provider, use.field) == (consumer, provider, name)
            for page in use.pages
        )
        return tuple(sorted(set(pages)))


def read_results(document: Mapping[str, Iterable[Mapping[str, Any]]]) -> Results:
    """Read results from JSON: `arrows` and `uses`, with the names of fields here."""
    arrows = {}
    for written in document.get("arrows", ()):
        known = dict(written)
        edge = known.pop("consumer"), known.pop("provider")
        arrows[edge] = ArrowResult(**known)
    uses = (
        FieldUse(**{**written, "pages": tuple(written.get("pages", ()))})
        for written in document.get("uses", ())
    )
    return Results(arrows, tuple(uses))
