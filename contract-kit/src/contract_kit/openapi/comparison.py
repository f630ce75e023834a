"""Compares every promise of a provider with the document that it publishes."""

from collections.abc import Iterable, Iterator

from contract_kit.openapi.answers import answer_faults
from contract_kit.openapi.documents import Document
from contract_kit.openapi.findings import Fault, Inconsistency, Part
from contract_kit.openapi.requests import request_faults
from contract_kit.pact_files import Interaction

# A request that is refused may be wrong, in what it is refused for.
_UNREADABLE = {400, 413, 415, 422, 428}
_REFUSED_FOR = {
    Part.PATH: {404},
    Part.QUERY: _UNREADABLE,
    Part.REQUEST_HEADERS: _UNREADABLE,
    Part.REQUEST_BODY: _UNREADABLE,
    Part.SECURITY: {401, 403},
}


def inconsistencies(
    promises: Iterable[Interaction], document: Document
) -> Iterator[Inconsistency]:
    """List where promises of one provider and its document disagree."""
    for promise in promises:
        for fault in _faults(promise, document):
            yield Inconsistency(promise, fault)


def _faults(promise: Interaction, document: Document) -> Iterator[Fault]:
    request, response = promise.request, promise.response
    operation = document.operation_of(request["method"], request["path"])
    if operation is None:
        yield Fault(Part.OPERATION, "the document knows no such method and address")
        return
    for fault in request_faults(request, operation, document):
        if response["status"] not in _REFUSED_FOR[fault.part]:
            yield fault
    yield from answer_faults(response, operation, document)
