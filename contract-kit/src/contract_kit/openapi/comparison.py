"""Compares every interaction of a provider with the document that it publishes."""

from collections.abc import Iterable, Iterator

from contract_kit.openapi.findings import Finding, Inconsistency, Part
from contract_kit.openapi.openapi_document import OpenApiDocument
from contract_kit.openapi.request_checks import request_faults
from contract_kit.openapi.response_checks import response_faults
from contract_kit.pact_files import Interaction

# A request that is refused may be wrong, in what it is refused for.
_UNREADABLE = {400, 413, 415, 422, 428}
REFUSED_FOR = {
    Part.PATH: {404},
    Part.QUERY: _UNREADABLE,
    Part.REQUEST_HEADERS: _UNREADABLE,
    Part.REQUEST_BODY: _UNREADABLE,
    Part.SECURITY: {401, 403},
}


def inconsistencies(
    interactions: Iterable[Interaction], document: OpenApiDocument
) -> Iterator[Inconsistency]:
    """List where interactions of one provider and its document disagree."""
    for interaction in interactions:
        for fault in _faults(interaction, document):
            yield Inconsistency(interaction, fault)


def _faults(interaction: Interaction, document: OpenApiDocument) -> Iterator[Finding]:
    request, response = interaction.request, interaction.response
    operation = document.operation_of(request["method"], request["path"])
    if operation is None:
        yield Finding(Part.OPERATION, "the document knows no such method and address")
        return
    for fault in request_faults(request, operation, document):
        if response["status"] not in REFUSED_FOR[fault.part]:
            yield fault
    yield from response_faults(response, operation, document)
