"""What other chores have found out about the contracts, shown on the map beside them.

All of it may be missing: a map of contracts that nobody has verified is a map still.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from contract_kit.map.layout import Edge
from contract_kit.routes import Routes, read_routes


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

    def is_sound(self, promises: int) -> bool | None:
        """Tell whether nothing is left to be desired; None where nobody has looked."""
        if self.verified is None:
            return None
        is_strong = self.strength in (None, 100)
        return self.verified >= promises and is_strong and not self.unused


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
class Documented:
    """What an operation may answer, as its provider documents it.

    `promised` counts promises by status; `shared` are statuses that every operation of
    its kind has, and `nobodys` those that no contract promises.
    """

    provider: str
    operation: str
    promised: Mapping[str, int]
    shared: tuple[str, ...] = ()
    nobodys: tuple[str, ...] = ()

    @property
    def statuses(self) -> set[str]:
        """All statuses that are promised or documented."""
        return {*self.promised, *self.shared, *self.nobodys}


@dataclass(frozen=True)
class Results:
    """All that is known besides the contracts themselves."""

    arrows: Mapping[Edge, ArrowResult] = field(default_factory=dict)
    calls: tuple[CallFields, ...] = ()
    routes: Mapping[str, Routes] = field(default_factory=dict)
    answers: tuple[Documented, ...] = ()


def read_results(document: Mapping[str, Any]) -> Results:
    """Read results from JSON: each part has the name that it has here."""
    routes = document.get("routes", {})
    return Results(
        dict(_arrow(written) for written in document.get("arrows", ())),
        tuple(_call(written) for written in document.get("calls", ())),
        {provider: read_routes(routes[provider]) for provider in routes},
        tuple(_documented(written) for written in document.get("answers", ())),
    )


def _arrow(written: Mapping[str, Any]) -> tuple[Edge, ArrowResult]:
    known = {name: written[name] for name in vars(ArrowResult()) if name in written}
    return (written["consumer"], written["provider"]), ArrowResult(**known)


def _documented(written: Mapping[str, Any]) -> Documented:
    lists = tuple(written["shared"]), tuple(written["nobodys"])
    return Documented(
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
