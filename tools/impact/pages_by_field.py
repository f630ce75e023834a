"""Finds the pages of the storefront that need a field, and those that show it.

Every visit is made with every interaction that could answer one of its requests, then
without each field of that interaction, and with another value in it. A page *needs* a
field without which it is another page, and *shows* one whose value it depends on; what
the session remembers belongs to a page. A visit begins with nothing cached: an ETag,
which only saves a question later on, is needed by no page.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from contract_kit.matching import ActualResponse
from contract_kit.pact_files import Interaction
from contract_kit.quality.mutants import example_response
from contract_kit.quality.response_fields import (
    ActualField,
    actual_fields,
    without_field,
)
from tools.impact.changed_values import with_another
from tools.impact.in_process_storefront import (
    InProcessStorefront,
    in_process_storefront,
)
from tools.impact.page_requests import PAGE_REQUESTS, PageRequest

CONSUMER = "frontend"


class Unsettled(RuntimeError):
    """A visit proves nothing: it differs each time, or asks for what no pact has."""


@dataclass(frozen=True)
class FieldPlace:
    """A field of the answers to one call."""

    provider: str
    call: str
    status: int
    field: str


@dataclass
class PagesByField:
    """For each field the pages that need it, and the pages that show it."""

    needing: dict[FieldPlace, set[str]] = field(default_factory=dict)
    showing: dict[FieldPlace, set[str]] = field(default_factory=dict)

    def of(self, place: FieldPlace) -> list[str]:
        """Name the pages that have anything to do with a field."""
        either = self.needing.get(place, set()) | self.showing.get(place, set())
        return sorted(either)

    def shown_on(self, place: FieldPlace) -> list[str]:
        """Name the pages that show a field."""
        return sorted(self.showing.get(place, ()))


def find_pages(
    interactions: Sequence[Interaction],
    call_of: Callable[[Interaction], str],
    visits: Sequence[PageRequest] = PAGE_REQUESTS,
) -> PagesByField:
    """Walk through the storefront, with every field of every answer lost once."""
    pages = PagesByField()
    storefront = _opened(interactions)
    for visit in visits:
        for interaction in _playable(storefront, visit):
            _try(storefront, visit, interaction, call_of(interaction), pages)
    return pages


def interactions_on_pages(
    interactions: Sequence[Interaction], visits: Sequence[PageRequest] = PAGE_REQUESTS
) -> list[Interaction]:
    """List the interactions that could answer a request of some visit."""
    storefront = _opened(interactions)
    return [each for visit in visits for each in _playable(storefront, visit)]


def _opened(interactions: Sequence[Interaction]) -> InProcessStorefront:
    return in_process_storefront([it for it in interactions if it.consumer == CONSUMER])


def _playable(storefront: InProcessStorefront, visit: PageRequest) -> list[Interaction]:
    """List the interactions that could answer a request of a visit, each once."""
    first, again = storefront.visit(visit), storefront.visit(visit)
    if unknown := storefront.stubs.unknown:
        raise Unsettled(
            f"{visit.method} {visit.path} asks for {unknown[0]}, which is in no pact: "
            "declare it, or ask for another in tools/impact/page_requests.py."
        )
    if first != again:
        raise Unsettled(
            f"{visit.method} {visit.path} is not the same twice: leave what is drawn "
            "by lot out of the comparison in tools/impact/in_process_storefront.py."
        )
    found = {id(each): each for kept in storefront.stubs.choices for each in kept}
    return list(found.values())


def _try(
    storefront: InProcessStorefront,
    visit: PageRequest,
    interaction: Interaction,
    call: str,
    pages: PagesByField,
) -> None:
    sound = example_response(interaction)
    usual = storefront.visit(visit, interaction)
    for each in actual_fields(sound):
        place = FieldPlace(interaction.provider, call, sound.status, str(each))
        for found, spoiled in _ways(interaction, sound, each, pages):
            known = found.setdefault(place, set())
            if visit.page in known or spoiled is None:
                continue
            if storefront.visit(visit, interaction, spoiled) != usual:
                known.add(visit.page)


def _ways(
    interaction: Interaction,
    sound: ActualResponse,
    lost: ActualField,
    pages: PagesByField,
) -> Iterator[tuple[dict[FieldPlace, set[str]], ActualResponse | None]]:
    yield pages.needing, without_field(sound, lost)
    yield pages.showing, with_another(interaction, sound, lost)
