"""Compares two documents of a provider, and finds whom each difference breaks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from contract_kit.openapi import OpenApiDocument
from contract_kit.openapi_changes.document_differences import differences
from contract_kit.openapi_changes.operation_comparison import HARMLESS, Difference
from contract_kit.openapi_changes.other_inconsistencies import other_inconsistencies
from contract_kit.pact_files import Interaction

_SHOWN = 2


class OtherService(ValueError):
    """Two documents, or a document and pacts, that have nothing in common."""


@dataclass(frozen=True)
class DocumentChange:
    """A difference of two documents, where it is, and which interactions it breaks."""

    sentence: str
    places: tuple[str, ...]
    broken: tuple[Interaction, ...]
    harmless: str = HARMLESS

    @property
    def consumers(self) -> dict[str, list[Interaction]]:
        """The broken interactions by consumer."""
        found: dict[str, list[Interaction]] = {}
        for interaction in self.broken:
            found.setdefault(interaction.consumer, []).append(interaction)
        return dict(sorted(found.items()))

    def __str__(self) -> str:
        where = _listed(self.places, ", ")
        if not self.broken:
            return f"{where}: {self.sentence}: {self.harmless}"
        who = " and ".join(
            f"{consumer} ({_listed([one.title for one in broken], '; ')})"
            for consumer, broken in self.consumers.items()
        )
        return f"{where}: {self.sentence} breaks {who}"


def document_changes(
    old: OpenApiDocument,
    new: OpenApiDocument,
    interactions: Iterable[Interaction],
) -> list[DocumentChange]:
    """List what differs, with whom it breaks; what breaks most comes first.

    `interactions` are those of the provider. Raises `OtherService` where the documents
    are those of different services, or no interaction calls what the old one describes.
    """
    made = list(interactions)
    _demand_same_service(old, new, made)
    found = list(differences(old, new, made))
    named = {id(one) for difference in found for one in difference.broken}
    rest = [one for one in made if id(one) not in named]
    found += other_inconsistencies(old, new, rest)
    return sorted(_joined(found), key=lambda change: -len(change.broken))


def provider_of(
    document: OpenApiDocument, interactions: Iterable[Interaction]
) -> str | None:
    """Find the provider whose interactions call most of what a document describes."""
    calls = Counter(
        one.provider
        for one in interactions
        if document.operation_of(one.request["method"], one.request["path"])
    )
    return next((provider for provider, _ in calls.most_common(1)), None)


def _demand_same_service(
    old: OpenApiDocument, new: OpenApiDocument, interactions: Sequence[Interaction]
) -> None:
    names = [one.written.get("info", {}).get("title") for one in (old, new)]
    paths = [set(one.written["paths"]) for one in (old, new)]
    if names[0] != names[1] and not paths[0] & paths[1]:
        raise OtherService(
            f"{names[0]} and {names[1]} have no path in common: compare two documents "
            "of one service."
        )
    requests = [one.request for one in interactions]
    if requests and not any(
        old.operation_of(one["method"], one["path"]) for one in requests
    ):
        providers = ", ".join(sorted({one.provider for one in interactions}))
        raise OtherService(
            f"No interaction with {providers} calls what the old document describes: "
            "name the provider that publishes it."
        )


def _joined(found: Iterable[Difference]) -> Iterator[DocumentChange]:
    """Name once what is the same in several places."""
    groups: dict[str, list[Difference]] = {}
    for difference in found:
        groups.setdefault(difference.sentence, []).append(difference)
    for sentence, found_here in groups.items():
        # Where it breaks somebody is of more interest than where nobody calls.
        same = sorted(found_here, key=lambda each: not each.broken)
        broken = {id(one): one for each in same for one in each.broken}
        yield DocumentChange(
            sentence,
            tuple(dict.fromkeys(each.place for each in same)),
            tuple(broken.values()),
            # Where one place is read, "nobody reads it" would be no truth.
            max((each.harmless for each in same), key=lambda one: one == HARMLESS),
        )


def _listed(names: Sequence[str], comma: str) -> str:
    shown = comma.join(names[:_SHOWN])
    rest = len(names) - _SHOWN
    return f"{shown} and {rest} more" if rest > 0 else shown
