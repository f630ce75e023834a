"""The state of every contract at a glance: promises, verified, strength, unused."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from contract_kit import Interaction
from contract_kit.map.results import Documented
from contract_kit.outcomes import FoundOutcomes
from contract_kit.results import Arrow, arrow_of, arrow_text
from contract_kit.strength import Strength


@dataclass(frozen=True)
class Row:
    """One arrow: promises, those kept or waiting, mutants, and what nobody reads."""

    consumer: str
    provider: str
    promises: int
    verified: int
    noticed: int
    mutants: int
    unused: int
    pending: int = 0

    @property
    def arrow(self) -> str:
        """Between whom."""
        return arrow_text(self.consumer, self.provider)

    @property
    def is_lacking(self) -> bool:
        """Tell whether some promise was neither seen to be kept nor may wait."""
        return self.verified + self.pending < self.promises or self.promises == 0

    @property
    def strength(self) -> str:
        """Write the share of mutants that was noticed, never rounded up."""
        return f"{100 * self.noticed // self.mutants} %" if self.mutants else "–"


def rows(
    arrows: Iterable[Arrow],
    promises: Collection[Interaction],
    found: FoundOutcomes,
    strength: Strength,
    unused: Mapping[Arrow, int],
) -> list[Row]:
    """Put together what is known of each arrow."""
    promised = Counter(map(arrow_of, promises))
    return [
        Row(
            *arrow,
            promised[arrow],
            found.kept[arrow],
            strength.between(*arrow).killed,
            len(strength.between(*arrow).mutants),
            unused.get(arrow, 0),
            found.pending[arrow],
        )
        for arrow in sorted(arrows)
    ]


def table(found: Sequence[Row]) -> str:
    """Write consumer × provider, and a line for all together."""
    return "\n".join([_HEAD, *map(_line, found), _line(_total(found))])


def write_rows(found: Sequence[Row], answers: Iterable[Documented], file: Path) -> None:
    """Write the table and what is documented as JSON, for the map of the contracts."""
    arrows = [asdict(row) for row in found]
    for arrow in arrows:
        del arrow["pending"]
    document = {"arrows": arrows, "answers": [asdict(each) for each in answers]}
    file.write_text(json.dumps(document, indent=2) + "\n", "utf-8")


_FORM = "{:16} {:16} {:>8} {:>8} {:>8} {:>6}"
_HEAD = _FORM.format(
    "consumer", "provider", "promises", "verified", "strength", "unused"
)


def _line(row: Row) -> str:
    return _FORM.format(
        row.consumer, row.provider, row.promises, row.verified, row.strength, row.unused
    )


def _total(found: Sequence[Row]) -> Row:
    return Row(
        "together",
        "",
        sum(row.promises for row in found),
        sum(row.verified for row in found),
        sum(row.noticed for row in found),
        sum(row.mutants for row in found),
        sum(row.unused for row in found),
        sum(row.pending for row in found),
    )
