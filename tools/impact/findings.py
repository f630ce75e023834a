"""What was found out, call by call: who reads which field, on which pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from contract_kit.impact import FieldImpact
from tools.impact.pages import CONSUMER, Pages, Place


@dataclass(frozen=True)
class Reader:
    """A consumer that would break without a field, and its pages."""

    consumer: str
    needed: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Call:
    """A call with one status: the fields that somebody reads, and the free ones."""

    provider: str
    call: str
    status: int
    read: tuple[tuple[str, tuple[Reader, ...]], ...]
    free: tuple[str, ...]

    def document(self) -> dict[str, Any]:
        """Write it as JSON, for the map of the contracts."""
        return {
            "provider": self.provider,
            "call": self.call,
            "status": self.status,
            "read": [
                {"field": name, "readers": [vars(reader) for reader in readers]}
                for name, readers in self.read
            ],
            "free": list(self.free),
        }


def findings(impacts: Iterable[FieldImpact], pages: Pages) -> list[Call]:
    """Put consumers and pages together."""
    return [
        Call(*address, tuple(_read(fields, pages)), tuple(_free(fields)))
        for address, group in groupby(impacts, key=_address)
        for fields in [list(group)]
    ]


def _address(impact: FieldImpact) -> tuple[str, str, int]:
    return impact.provider, impact.call, impact.status


def _read(
    fields: Sequence[FieldImpact], pages: Pages
) -> Iterator[tuple[str, tuple[Reader, ...]]]:
    for impact in fields:
        readers = (_reader(consumer, impact, pages) for consumer in impact.consumers)
        if impact.consumers:
            yield str(impact.field), tuple(readers)


def _free(fields: Sequence[FieldImpact]) -> Iterator[str]:
    return (str(impact.field) for impact in fields if not impact.consumers)


def _reader(consumer: str, impact: FieldImpact, pages: Pages) -> Reader:
    if consumer != CONSUMER:
        return Reader(consumer)
    place = Place(*_address(impact), str(impact.field))
    return Reader(consumer, tuple(pages.of(place)), tuple(pages.shown_on(place)))
