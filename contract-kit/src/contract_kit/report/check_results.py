"""What other commands have found out about the contracts, shown on the map beside them.

All of it may be missing: a map of contracts that nobody has verified is a map still.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from contract_kit.pact_files import Integration
from contract_kit.traffic.routes import Routes, read_routes


@dataclass(frozen=True)
class IntegrationResult:
    """What is known of the contract between two applications.

    `mutants` were made of its answers, of which it noticed `noticed`; `verified` of its
    interactions were kept, last `verified_at` a date or a commit; `unused` fields are
    read by nobody.
    """

    noticed: int | None = None
    mutants: int | None = None
    verified: int | None = None
    verified_at: str = ""
    unused: int | None = None

    @property
    def mutation_score(self) -> int | None:
        """Return how many of a hundred mutants the contract notices, rounded down."""
        if not self.mutants or self.noticed is None:
            return None
        return 100 * self.noticed // self.mutants

    def is_sound(self, interactions: int) -> bool | None:
        """Return whether nothing is missing; None where nobody has looked."""
        if self.verified is None:
            return None
        is_strong = self.mutation_score in (None, 100)
        return self.verified >= interactions and is_strong and not self.unused


@dataclass(frozen=True)
class FieldReader:
    """A consumer of a field, and its pages that need it and that show it."""

    consumer: str
    needed: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class CallFields:
    """The real answers to a call with one status: their fields, read or free."""

    provider: str
    call: str
    status: int
    read: Mapping[str, tuple[FieldReader, ...]]
    free: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentedOperation:
    """What an operation may answer, as its provider documents it.

    `covered` counts interactions by status; `shared` are statuses that every operation
    of its kind has, and `uncovered` those that no interaction covers.
    """

    provider: str
    operation: str
    covered: Mapping[str, int]
    shared: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()

    @property
    def statuses(self) -> set[str]:
        """All statuses that are expected or documented."""
        return {*self.covered, *self.shared, *self.uncovered}


@dataclass(frozen=True)
class CheckResults:
    """All that is known besides the contracts themselves."""

    integrations: Mapping[Integration, IntegrationResult] = field(default_factory=dict)
    calls: tuple[CallFields, ...] = ()
    routes: Mapping[str, Routes] = field(default_factory=dict)
    answers: tuple[DocumentedOperation, ...] = ()


def read_check_results(document: Mapping[str, Any]) -> CheckResults:
    """Read results from JSON: each part has the name that it has here."""
    routes = document.get("routes", {})
    return CheckResults(
        dict(_integration(written) for written in document.get("arrows", ())),
        tuple(_call(written) for written in document.get("calls", ())),
        {provider: read_routes(routes[provider]) for provider in routes},
        tuple(_documented(written) for written in document.get("answers", ())),
    )


def _integration(written: Mapping[str, Any]) -> tuple[Integration, IntegrationResult]:
    names = vars(IntegrationResult())
    known = {name: written[name] for name in names if name in written}
    along = Integration(written["consumer"], written["provider"])
    return along, IntegrationResult(**known)


def _documented(written: Mapping[str, Any]) -> DocumentedOperation:
    lists = tuple(written["shared"]), tuple(written["nobodys"])
    return DocumentedOperation(
        written["provider"], written["operation"], written["promised"], *lists
    )


def _call(written: Mapping[str, Any]) -> CallFields:
    read = {
        entry["field"]: tuple(_reader(reader) for reader in entry["readers"])
        for entry in written["read"]
    }
    address = written["provider"], written["call"], written["status"]
    return CallFields(*address, read, tuple(written["free"]))


def _reader(written: Mapping[str, Any]) -> FieldReader:
    pages = tuple(written["needed"]), tuple(written["shown"])
    return FieldReader(written["consumer"], *pages)
