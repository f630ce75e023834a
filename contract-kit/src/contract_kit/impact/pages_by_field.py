"""Finds the pages of an application that need a field, and those that show it.

Every visit is made with every interaction that could answer one of its requests, then
without each field of that interaction, and with another value in it. A page *needs* a
field without which it is another page, and *shows* one whose value it depends on. A
visit begins with nothing cached: an ETag, which only saves a question later on, is
needed by no page.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from contract_kit.impact.other_values import with_another
from contract_kit.impact.provider_stubs import ProviderStubs
from contract_kit.matching import ActualResponse
from contract_kit.pact_files import Interaction
from contract_kit.quality.actual_response_fields import (
    ActualField,
    actual_fields,
    without_field,
)
from contract_kit.quality.mutants import example_response


class UndecidedPage(RuntimeError):
    """A visit says nothing: it differs each time, or asks for what no pact has."""


class Page(Protocol):
    """A request of a page or form; as text it says which."""

    @property
    def page(self) -> str:
        """The name of the page, for the report."""


Visit = TypeVar("Visit", bound=Page, contravariant=True)


class PageApp(Protocol[Visit]):
    """A consumer with pages, whose providers are stubs; each visit is as if new."""

    @property
    def stubs(self) -> ProviderStubs:
        """Those who play its providers."""

    def visit(
        self,
        visit: Visit,
        preferred: Interaction | None = None,
        instead: ActualResponse | None = None,
    ) -> object:
        """Return the page; one interaction may be played before others, or changed."""


@dataclass(frozen=True)
class ResponseField:
    """A field of the answers to one call."""

    provider: str
    call: str
    status: int
    field: str


@dataclass
class PagesByField:
    """For each field the pages that need it, and the pages that show it."""

    needing: dict[ResponseField, set[str]] = field(default_factory=dict)
    showing: dict[ResponseField, set[str]] = field(default_factory=dict)

    def of(self, place: ResponseField) -> list[str]:
        """Name the pages that have anything to do with a field."""
        either = self.needing.get(place, set()) | self.showing.get(place, set())
        return sorted(either)

    def shown_on(self, place: ResponseField) -> list[str]:
        """Name the pages that show a field."""
        return sorted(self.showing.get(place, ()))


def find_pages(
    app: PageApp[Visit], visits: Sequence[Visit], call_of: Callable[[Interaction], str]
) -> PagesByField:
    """Make every visit, with every field of every response lost once."""
    pages = PagesByField()
    for visit in visits:
        for interaction in _playable(app, visit):
            _try(app, visit, interaction, call_of(interaction), pages)
    return pages


def interactions_on_pages(
    app: PageApp[Visit], visits: Sequence[Visit]
) -> list[Interaction]:
    """List the interactions that could answer a request of some visit."""
    return [each for visit in visits for each in _playable(app, visit)]


def _playable(app: PageApp[Visit], visit: Visit) -> list[Interaction]:
    """List the interactions that could answer a request of a visit, each once."""
    first, again = app.visit(visit), app.visit(visit)
    if unknown := app.stubs.unknown:
        raise UndecidedPage(
            f"{visit} asks for {unknown[0]}, which is in no pact: declare it, or let "
            "the visit ask for something else."
        )
    if first != again:
        raise UndecidedPage(
            f"{visit} is not the same twice: leave out of what it returns whatever is "
            "drawn by lot."
        )
    found = {id(each): each for kept in app.stubs.choices for each in kept}
    return list(found.values())


def _try(
    app: PageApp[Visit],
    visit: Visit,
    interaction: Interaction,
    call: str,
    pages: PagesByField,
) -> None:
    sound = example_response(interaction)
    usual = app.visit(visit, interaction)
    for each in actual_fields(sound):
        place = ResponseField(interaction.provider, call, sound.status, str(each))
        for found, spoiled in _ways(interaction, sound, each, pages):
            known = found.setdefault(place, set())
            if visit.page in known or spoiled is None:
                continue
            if app.visit(visit, interaction, spoiled) != usual:
                known.add(visit.page)


def _ways(
    interaction: Interaction,
    sound: ActualResponse,
    lost: ActualField,
    pages: PagesByField,
) -> Iterator[tuple[dict[ResponseField, set[str]], ActualResponse | None]]:
    yield pages.needing, without_field(sound, lost)
    yield pages.showing, with_another(interaction, sound, lost)
