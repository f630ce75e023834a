"""Checks expected responses against the provider's document."""

from collections.abc import Iterator, Mapping
from typing import Any

from contract_kit.openapi.example_parsing import media_type_of, read_texts, value_of
from contract_kit.openapi.findings import Finding, Part
from contract_kit.openapi.openapi_document import OpenApiDocument, Operation
from contract_kit.openapi.schemas import Schemas

Json = Mapping[str, Any]
_ANY: Json = {}


def documented_response(
    operation: Operation, status: int, document: OpenApiDocument
) -> Json | None:
    """Find the answer that is documented for a status."""
    name = documented_status(operation, status)
    if name is None:
        return None
    return document.resolved(operation.written["responses"][name])


def documented_status(operation: Operation, status: int) -> str | None:
    """Return under which name a status is documented: `404`, `4XX` or `default`."""
    names = (str(status), f"{status // 100}XX", "default")
    return next((name for name in names if name in operation.statuses), None)


def response_faults(
    response: Json, operation: Operation, document: OpenApiDocument
) -> Iterator[Finding]:
    """List what a response is expected to hold and the document does not know."""
    known = documented_response(operation, response["status"], document)
    if known is None:
        sentence = f"{operation} answers {', '.join(operation.statuses)} alone"
        yield Finding(Part.STATUS, sentence)
        return
    for sentence in _header_faults(response, known, document):
        yield Finding(Part.RESPONSE_HEADERS, sentence)
    if fault := _body_fault(response, known, document):
        yield Finding(Part.RESPONSE_BODY, fault)


def _header_faults(
    response: Json, known: Json, document: OpenApiDocument
) -> Iterator[str]:
    documented = {name.lower(): one for name, one in known.get("headers", {}).items()}
    for name, texts in response.get("headers", {}).items():
        if name.lower() == "content-type":
            continue
        if name.lower() not in documented:
            yield f"{name} is expected, and the document does not know it"
            continue
        header = document.resolved(documented[name.lower()])
        schema = header.get("schema", _ANY)
        value = read_texts(texts, schema, document)
        if fault := Schemas(document).fault(schema, value):
            yield f"{name} is {texts[0]!r}: {fault}"


def _body_fault(response: Json, known: Json, document: OpenApiDocument) -> str | None:
    media = media_type_of(response)
    if media is None:
        return None
    content = known.get("content", {})
    if str(media) not in content:
        documented = ", ".join(content) or "no body"
        return f"{media} is expected, and the document knows {documented}"
    schema = content[str(media)].get("schema", _ANY)
    value = value_of(response, media, schema, document)
    return Schemas(document).fault_of_part(schema, value)
