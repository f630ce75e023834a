"""Holds the documented responses of all providers against interactions and exemptions.

Each operation × status is covered by an interaction or exempted with a reason. What is
neither, and an exemption that is not needed or names nothing, is an error.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from contract_kit.openapi.coverage_exemptions import CoverageExemption
from contract_kit.openapi.openapi_document import OpenApiDocument
from contract_kit.openapi.operation_coverage import covered
from contract_kit.pact_files import Interaction


@dataclass(frozen=True)
class DocumentedResponse:
    """A response that a provider documents: how often it is expected, or why never."""

    provider: str
    operation: str
    status: str
    interactions: int
    why: str = ""

    @property
    def is_uncovered(self) -> bool:
        """Return whether no interaction covers it, and no reason is given."""
        return not self.interactions and not self.why


@dataclass(frozen=True)
class CoverageFinding:
    """A documented response or an exemption to correct, and how."""

    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}."


def response_coverage(
    documents: Mapping[str, OpenApiDocument],
    interactions: Iterable[Interaction],
    exemptions: Iterable[CoverageExemption] = (),
) -> list[DocumentedResponse]:
    """List each operation × status of the documents, which are given by provider."""
    made = list(interactions)
    reasons = {one.response: one.why for one in exemptions}
    return [
        _explained(response, reasons)
        for provider, document in documents.items()
        for response in _responses(
            provider, document, [one for one in made if one.provider == provider]
        )
    ]


def coverage_findings(
    responses: Sequence[DocumentedResponse],
    exemptions: Iterable[CoverageExemption],
    list_name: str = "contract-coverage.toml",
) -> list[CoverageFinding]:
    """Name what is neither covered nor exempted, and the exemptions to take out."""
    named = list(exemptions)
    return [*_uncovered(responses, list_name), *_superfluous(responses, named)]


def _responses(
    provider: str, document: OpenApiDocument, interactions: Sequence[Interaction]
) -> Iterator[DocumentedResponse]:
    counted = covered(interactions, document)
    for operation in sorted(document.operations, key=lambda one: one.path):
        found = counted.get(str(operation), {})
        for status in operation.statuses:
            yield DocumentedResponse(
                provider, str(operation), status, found.get(status, 0)
            )


def _explained(
    response: DocumentedResponse, reasons: Mapping[tuple[str, str, str], str]
) -> DocumentedResponse:
    about = response.provider, response.operation, response.status
    return replace(response, why=reasons.get(about, ""))


def _uncovered(
    responses: Sequence[DocumentedResponse], list_name: str
) -> Iterator[CoverageFinding]:
    lacking: dict[tuple[str, str], list[str]] = {}
    for one in responses:
        if one.is_uncovered:
            lacking.setdefault((one.provider, one.operation), []).append(one.status)
    for (provider, operation), statuses in lacking.items():
        yield CoverageFinding(
            f"{provider}, {operation} → {', '.join(statuses)}",
            "no interaction covers it: let the contract test of a consumer expect it, "
            f"or write into {list_name} why none does",
        )


def _superfluous(
    responses: Sequence[DocumentedResponse], exemptions: Sequence[CoverageExemption]
) -> Iterator[CoverageFinding]:
    counts = {
        (one.provider, one.operation, one.status): one.interactions for one in responses
    }
    operations = {one[:2] for one in counts}
    providers = {one.provider for one in responses}
    for exemption, times in Counter(one.response for one in exemptions).items():
        provider, operation, status = exemption
        where = f"{provider}, {operation} → {status}"
        if provider not in providers:
            sentence = f"no document of {provider} is known: take the exemption out"
        elif (provider, operation) not in operations:
            sentence = "there is no such operation: take the exemption out"
        elif exemption not in counts:
            sentence = "the document knows no such status: take the exemption out"
        elif counts[exemption]:
            sentence = (
                f"is covered meanwhile, by interactions: {counts[exemption]}; take the "
                "exemption out"
            )
        elif times > 1:
            sentence = f"is exempted {times} times: keep one reason"
        else:
            continue
        yield CoverageFinding(where, sentence)
