"""The state of every contract at a glance: interactions, verified, score, unused."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass

from contract_kit.check.scores import PactScore
from contract_kit.pact_files import Integration, Interaction, integration_of
from contract_kit.report.check_results import DocumentedOperation


@dataclass(frozen=True)
class IntegrationRow:
    """One integration: how many interactions it has, and how good they are."""

    consumer: str
    provider: str
    interactions: int
    verified: int
    noticed: int
    mutants: int
    unused: int
    pending: int = 0

    @property
    def integration(self) -> Integration:
        """Between whom."""
        return Integration(self.consumer, self.provider)

    @property
    def is_lacking(self) -> bool:
        """Return whether some interaction was neither verified nor may wait."""
        return (
            self.verified + self.pending < self.interactions or self.interactions == 0
        )

    @property
    def mutation_score(self) -> str:
        """Write the share of mutants that was noticed, never rounded up."""
        return f"{100 * self.noticed // self.mutants} %" if self.mutants else "–"


def rows(
    integrations: Iterable[Integration],
    interactions: Collection[Interaction],
    kept: Mapping[Integration, int],
    pending: Mapping[Integration, int],
    scores: Mapping[Integration, PactScore],
    unused: Mapping[Integration, int],
) -> list[IntegrationRow]:
    """Put together what is known of each integration."""
    expected = Counter(map(integration_of, interactions))
    return [
        IntegrationRow(
            *integration,
            expected[integration],
            kept.get(integration, 0),
            scores.get(integration, PactScore()).killed,
            scores.get(integration, PactScore()).mutants,
            unused.get(integration, 0),
            pending.get(integration, 0),
        )
        for integration in sorted(integrations)
    ]


def table(found: Sequence[IntegrationRow]) -> str:
    """Write consumer × provider, and a line for all together."""
    return "\n".join([_HEAD, *map(_line, found), _line(_total(found))])


def as_document(
    found: Sequence[IntegrationRow], answers: Iterable[DocumentedOperation]
) -> dict[str, object]:
    """Return the table and what is documented, as the report of the contracts reads."""
    return {
        "arrows": [_document(row) for row in found],
        "answers": [_documented(each) for each in answers],
    }


_FORM = "{:16} {:16} {:>12} {:>8} {:>8} {:>6}"
_HEAD = _FORM.format(
    "consumer", "provider", "interactions", "verified", "score", "unused"
)


def _document(row: IntegrationRow) -> dict[str, object]:
    names = ("consumer", "provider", "verified", "noticed", "mutants", "unused")
    # What docs/contracts.json calls them keeps its spelling.
    return {"promises": row.interactions} | {name: vars(row)[name] for name in names}


def _documented(answer: DocumentedOperation) -> dict[str, object]:
    return {
        "provider": answer.provider,
        "operation": answer.operation,
        "promised": dict(answer.covered),
        "shared": answer.shared,
        "nobodys": answer.uncovered,
    }


def _line(row: IntegrationRow) -> str:
    counts = (row.interactions, row.verified, row.mutation_score, row.unused)
    return _FORM.format(row.consumer, row.provider, *counts)


def _total(found: Sequence[IntegrationRow]) -> IntegrationRow:
    counts = zip(*(astuple(row)[2:] for row in found), strict=True)
    return IntegrationRow("together", "", *map(sum, counts))
