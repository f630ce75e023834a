"""Spoiled clients as the score lists them, and the score of one client."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from contract_kit.client_mutation.edit_kinds import EditKind
from contract_kit.client_mutation.mutant_runs import Result

LEAST_KILLED = 0.95


@dataclass(frozen=True)
class ClientMutant:
    """A client with one edit, and what its consumer's contract tests made of it."""

    consumer: str
    client: str
    line: int
    function: str
    kind: EditKind
    detail: str
    result: Result
    tests: tuple[str, ...] = field(repr=False)
    killed_by: str | None = None
    has_hung: bool = False

    @property
    def edit(self) -> str:
        """Name the edit, as a justification does."""
        return f"{self.kind}: {self.detail}"

    @property
    def key(self) -> tuple[str, str, str]:
        """Name it for the file of equivalent mutants."""
        return self.client, self.function, self.edit

    def __str__(self) -> str:
        where = f"{self.client}:{self.line} in {self.function or 'the module'}"
        return (
            f"{where}: {self.edit}. {self._unnoticed} Write a test: {self.kind.remedy}."
        )

    @property
    def _unnoticed(self) -> str:
        if not self.tests:
            return f"No contract test of {self.consumer} executes it."
        example, count = self.tests[0], len(self.tests)
        if count == 1:
            return f"Only {example} executes it, and does not notice."
        return f"{count} tests execute it, such as {example}, and none notices."


@dataclass(frozen=True)
class ClientScore:
    """How many spoiled versions of a client its consumer's contract tests notice."""

    consumer: str
    client: str
    mutants: tuple[ClientMutant, ...] = field(repr=False)
    equivalents: frozenset[tuple[str, str, str]] = field(repr=False)
    seconds: float = 0.0

    @property
    def sites(self) -> int:
        """Count the mutants that could be made."""
        return sum(each.result is not Result.STILLBORN for each in self.mutants)

    @property
    def killed(self) -> int:
        """Count the mutants that a test notices."""
        return sum(each.result is Result.KILLED for each in self.mutants)

    @property
    def unnoticed(self) -> list[ClientMutant]:
        """List all mutants that no test notices."""
        return [each for each in self.mutants if each.result is Result.SURVIVED]

    @property
    def survivors(self) -> list[ClientMutant]:
        """List the mutants that somebody could notice, and no test does."""
        return [each for each in self.unnoticed if each.key not in self.equivalents]

    @property
    def equivalent(self) -> int:
        """Count the mutants that nobody could notice, for a reason."""
        return len(self.unnoticed) - len(self.survivors)

    @property
    def is_enough(self) -> bool:
        """Return whether 95 % of what could be noticed is killed."""
        counted = self.sites - self.equivalent
        return bool(self.mutants) and self.killed >= LEAST_KILLED * counted

    def __str__(self) -> str:
        share = self.killed / (self.sites - self.equivalent or 1)
        return (
            f"{self.consumer}, {self.client}: {self.killed} of {self.sites} mutants "
            f"are killed ({share:.1%}), {self.equivalent} are equivalent and "
            f"{len(self.survivors)} survive, in {self.seconds:.0f} s."
        )

    def document(self) -> dict[str, Any]:
        """Give the score as JSON."""
        return {
            "consumer": self.consumer,
            "client": self.client,
            "sites": self.sites,
            "killed": self.killed,
            "equivalent": self.equivalent,
            "survivors": [str(each) for each in self.survivors],
            "enough": self.is_enough,
            "seconds": round(self.seconds, 1),
        }


def client_score(
    consumer: str,
    client: str,
    found: dict[str, Any],
    equivalents: Collection[tuple[str, str, str]],
) -> ClientScore:
    """Make the score of what the session of pytest has written."""
    mutants = tuple(
        ClientMutant(
            consumer,
            client,
            row["line"],
            row["function"],
            EditKind(row["kind"]),
            row["detail"],
            Result(row["result"]),
            tuple(row["tests"]),
            row["killed_by"],
            row["has_hung"],
        )
        for row in found["sites"]
    )
    keys = frozenset(equivalents)
    return ClientScore(consumer, client, mutants, keys, found["seconds"])
