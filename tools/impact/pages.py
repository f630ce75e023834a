"""Finds the pages of the storefront that need a field, and those that show it.

Every visit is made with every promise that could answer one of its requests, then
without each field of that promise, and with another value in it. A page *needs* a field
without which it is another page, and *shows* one whose value it depends on; what the
session remembers belongs to a page. A visit begins with nothing cached: an ETag, which
only saves a question later on, is needed by no page.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from contract_kit.impact_fields import RealField, real_fields, without_field
from contract_kit.judge import Answer
from contract_kit.mutants import sound_answer
from contract_kit.pact_files import Interaction
from tools.impact.other_values import with_another
from tools.impact.storefront import Storefront, open_storefront
from tools.impact.visits import VISITS, Visit

CONSUMER = "frontend"


class Unsettled(RuntimeError):
    """A visit says nothing: it is not the same twice, or asks what nobody promised."""


@dataclass(frozen=True)
class Place:
    """A field of the answers to one call."""

    provider: str
    call: str
    status: int
    field: str


@dataclass
class Pages:
    """For each field the pages that need it, and the pages that show it."""

    needing: dict[Place, set[str]] = field(default_factory=dict)
    showing: dict[Place, set[str]] = field(default_factory=dict)

    def of(self, place: Place) -> list[str]:
        """Name the pages that have anything to do with a field."""
        either = self.needing.get(place, set()) | self.showing.get(place, set())
        return sorted(either)

    def shown_on(self, place: Place) -> list[str]:
        """Name the pages that show a field."""
        return sorted(self.showing.get(place, ()))


def find_pages(
    promises: Sequence[Interaction],
    call_of: Callable[[Interaction], str],
    visits: Sequence[Visit] = VISITS,
) -> Pages:
    """Walk through the storefront, with every field of every answer lost once."""
    pages = Pages()
    with _opened(promises) as storefront:
        for visit in visits:
            for promise in _playable(storefront, visit):
                _try(storefront, visit, promise, call_of(promise), pages)
    return pages


def promises_on_pages(
    promises: Sequence[Interaction], visits: Sequence[Visit] = VISITS
) -> list[Interaction]:
    """List the promises that could answer a request of some visit."""
    with _opened(promises) as storefront:
        return [promise for visit in visits for promise in _playable(storefront, visit)]


@contextmanager
def _opened(promises: Sequence[Interaction]) -> Iterator[Storefront]:
    theirs = [promise for promise in promises if promise.consumer == CONSUMER]
    with tempfile.TemporaryDirectory() as folder:
        yield open_storefront(theirs, Path(folder))


def _playable(storefront: Storefront, visit: Visit) -> list[Interaction]:
    """List the promises that could answer a request of a visit, each once."""
    first, again = storefront.visit(visit), storefront.visit(visit)
    if unknown := storefront.players.unknown:
        raise Unsettled(
            f"{visit.method} {visit.path} asks for {unknown[0]}, which is in no pact: "
            "promise it, or let the visit in tools/impact/visits.py ask for another."
        )
    if first != again:
        raise Unsettled(
            f"{visit.method} {visit.path} is not the same twice: leave what is drawn "
            "by lot out of the comparison in tools/impact/storefront.py."
        )
    found = {id(each): each for kept in storefront.players.choices for each in kept}
    return list(found.values())


def _try(
    storefront: Storefront, visit: Visit, promise: Interaction, call: str, pages: Pages
) -> None:
    sound = sound_answer(promise)
    usual = storefront.visit(visit, promise)
    for each in real_fields(sound):
        place = Place(promise.provider, call, sound.status, str(each))
        for found, spoiled in _ways(promise, sound, each, pages):
            known = found.setdefault(place, set())
            if visit.page in known or spoiled is None:
                continue
            if storefront.visit(visit, promise, spoiled) != usual:
                known.add(visit.page)


def _ways(
    promise: Interaction, sound: Answer, lost: RealField, pages: Pages
) -> Iterator[tuple[dict[Place, set[str]], Answer | None]]:
    yield pages.needing, without_field(sound, lost)
    yield pages.showing, with_another(promise, sound, lost)
