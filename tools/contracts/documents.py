"""The documents that the providers publish, held against the pacts of the house.

`nox -s openapi` lists all that is found, in words.
"""

import importlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from contract_kit import Interaction, read_pacts
from contract_kit.map.results import Documented
from contract_kit.openapi import (
    Document,
    Inconsistency,
    inconsistencies,
    promised,
    relied_on,
    unpromised,
)
from service_kit.configuration import load
from tools.applications import APPLICATIONS, Application
from tools.contracts.arrows import PACTS, PROVIDERS
from tools.shop.keys import new_signing_key

_NOWHERE = "http://fake-this-call.invalid"
# What every operation of its kind may answer: one piece of code in each client meets it
# wherever it comes from, and a promise for each would prove nothing more.
SHARED = frozenset({"401", "403", "413", "414", "415", "503"})


@dataclass(frozen=True)
class Held:
    """A provider's document, held against the promises made in its name."""

    provider: str
    document: Document
    promises: Sequence[Interaction]

    @cached_property
    def inconsistencies(self) -> list[Inconsistency]:
        """Where promises and document disagree."""
        return list(inconsistencies(self.promises, self.document))

    @cached_property
    def answers(self) -> int:
        """How many answers are documented: each status of each operation."""
        return sum(len(one.statuses) for one in self.document.operations)

    @cached_property
    def unpromised(self) -> dict[str, list[str]]:
        """The statuses of each operation that no contract promises."""
        found = unpromised(self.promises, self.document)
        return {str(operation): statuses for operation, statuses in found.items()}

    def rows(self) -> Iterator[Documented]:
        """Return for each operation which answers are promised, shared, or neither."""
        counted = promised(self.promises, self.document)
        for operation, statuses in self.unpromised.items():
            yield Documented(
                self.provider,
                operation,
                counted.get(operation, {}),
                tuple(each for each in statuses if each in SHARED),
                tuple(each for each in statuses if each not in SHARED),
            )

    @cached_property
    def relied_on(self) -> list[str]:
        """Members that are optional in the document and that a consumer needs."""
        return relied_on(self.promises, self.document)


def held_documents(promises: Iterable[Interaction]) -> list[Held]:
    """Hold the document of every provider against its promises."""
    made = list(promises)
    return [
        Held(name, document, [one for one in made if one.provider == name])
        for name, document in _documents()
    ]


def disagreements(found: Sequence[Held]) -> list[Inconsistency]:
    """List every promise that its provider's document does not bear out."""
    return [one for held in found for one in held.inconsistencies]


def summary(found: Sequence[Held]) -> str:
    """Say how promises and documents get along, in a line."""
    promises = sum(len(held.promises) for held in found)
    answers = sum(held.answers for held in found)
    open_ones = sum(sum(map(len, held.unpromised.values())) for held in found)
    return (
        f"{promises} promises against {len(found)} OpenAPI documents: "
        f"{len(disagreements(found))} inconsistencies; {open_ones} of {answers} "
        "documented answers are promised by no contract."
    )


def whole_report(found: Sequence[Held]) -> Iterator[str]:
    """List the inconsistencies, what is promised by nobody, and what is optional."""
    for held in found:
        yield f"{held.provider}: {len(held.promises)} promises"
        yield from (f"  {one}" for one in held.inconsistencies)
        for operation, statuses in held.unpromised.items():
            if statuses:
                yield f"  no contract: {operation} → {', '.join(statuses)}"
        yield from (f"  optional, and relied on: {place}" for place in held.relied_on)
    yield summary(found)


def _documents() -> Iterator[tuple[str, Document]]:
    for application in APPLICATIONS:
        if application.folder in PROVIDERS:
            yield application.folder, Document(_published_by(application))


def _published_by(application: Application) -> dict[str, object]:
    """Ask an application that has neither data nor neighbours for its document."""
    package = importlib.import_module(application.package)
    config = importlib.import_module(f"{application.package}.config")
    settings = load(config.Settings, application.folder, _environment())
    client = package.create_app(settings).test_client()
    published: dict[str, object] = client.get("/openapi.json").get_json()
    return published


def _environment() -> dict[str, str]:
    addresses = (f"{application.variable}_URL" for application in APPLICATIONS)
    secret = ("ORDER_SERVICE", "FRONTEND", "SERVICE", "PAYMENT")
    return {
        "ENVIRONMENT": "test",
        "LOG_LEVEL": "ERROR",
        "DATABASE_URL": "sqlite://",
        "SIGNING_KEY": new_signing_key(),
        **dict.fromkeys((*addresses, "PAYMENT_URL"), _NOWHERE),
        **{f"{name}_SECRET": secrets.token_urlsafe(32) for name in secret},
    }


if __name__ == "__main__":
    print("\n".join(whole_report(held_documents(read_pacts(PACTS)))))
