"""Holds every provider's OpenAPI document against what its consumers expect."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from contract_kit.check.check_context import Project
from contract_kit.check.complaint import Complaint
from contract_kit.check.pacts_by_integration import paths_between
from contract_kit.openapi import (
    DocumentedResponse,
    OpenApiDocument,
    coverage_findings,
    coverage_summary,
    inconsistencies,
    read_exemptions,
    response_coverage,
)
from contract_kit.openapi.published_document import published_document
from contract_kit.pact_files import Interaction, read_pacts
from contract_kit.report.check_results import DocumentedOperation
from contract_kit.settings import Service, Settings


@dataclass(frozen=True)
class DocumentResults:
    """Which documented responses are expected, or why not, and what is to be mended."""

    responses: tuple[DocumentedResponse, ...] = ()
    complaints: tuple[Complaint, ...] = ()

    def operations(self) -> Iterator[DocumentedOperation]:
        """Group the responses by operation, as the report of the contracts shows them.

        Exempted statuses are its `shared` ones.
        """
        groups: dict[tuple[str, str], list[DocumentedResponse]] = {}
        for one in self.responses:
            groups.setdefault((one.provider, one.operation), []).append(one)
        for (provider, operation), group in groups.items():
            yield DocumentedOperation(
                provider,
                operation,
                {one.status: one.interactions for one in group if one.interactions},
                tuple(one.status for one in group if not one.interactions and one.why),
                tuple(one.status for one in group if one.is_uncovered),
            )


def check_documents(project: Project) -> DocumentResults:
    """Compare the document of each service that names one, unless it is known."""
    services = [one for one in project.settings.services.values() if one.openapi]
    found = [_check(project, one) for one in services]
    list_file = project.settings.coverage_exemptions
    exemptions = read_exemptions(list_file)
    reasons = {one.response: one.why for one in exemptions}
    responses = tuple(
        replace(each, why=reasons.get((each.provider, each.operation, each.status), ""))
        for one in found
        for each in one.responses
    )
    gaps = coverage_findings(responses, exemptions, list_file.name)
    if services:
        project.report(coverage_summary(responses))
    return DocumentResults(
        responses,
        (
            *(each for one in found for each in one.complaints),
            *(Complaint("openapi", str(gap)) for gap in gaps),
        ),
    )


def provider_document(settings: Settings, service: Service) -> OpenApiDocument:
    """Fetch the document of a service; raise `NoOpenApi`."""
    address = str(service.openapi)
    return OpenApiDocument(published_document(settings.root, address, service.app))


def _check(project: Project, service: Service) -> DocumentResults:
    key = _key(project, service)
    if known := project.cache.find(key):
        return DocumentResults(tuple(_responses(known["responses"])))
    project.report(
        f"OpenAPI: the document of {service.name} is held against its pacts."
    )
    document = provider_document(project.settings, service)
    asked = _asked(project, service)
    wrong = [Complaint("openapi", str(one)) for one in inconsistencies(asked, document)]
    responses = tuple(response_coverage({service.name: document}, asked))
    if not wrong:
        project.cache.keep(key, {"responses": [asdict(one) for one in responses]})
    return DocumentResults(responses, tuple(wrong))


def _key(project: Project, service: Service) -> str:
    pacts = paths_between(project.pacts, provider=service.name)
    maker = project.settings.root / f"{_module(service).replace('.', '/')}.py"
    return project.key(f"openapi {service.name}", [service.folder, maker, *pacts])


def _module(service: Service) -> str:
    return str(service.app).partition(":")[0]


def _asked(project: Project, service: Service) -> Sequence[Interaction]:
    everything = read_pacts(project.settings.pacts)
    return [one for one in everything if one.provider == service.name]


def _responses(known: Iterable[dict[str, Any]]) -> Iterator[DocumentedResponse]:
    for one in known:
        yield DocumentedResponse(**one)
