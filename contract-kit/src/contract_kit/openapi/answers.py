"""Holds what a provider has promised to answer against what its document says."""

from collections.abc import Iterator, Mapping
from typing import Any

from contract_kit.openapi.bodies import media_type_of, read_texts, value_of
from contract_kit.openapi.documents import Document, Operation
from contract_kit.openapi.findings import Fault, Part
from contract_kit.openapi.schemas import Schemas

Json = Mapping[str, Any]
_ANY: Json = {}


def answer_of(operation: Operation, status: int, document: Document) -> Json | None:
    """Find the answer that is documented for a status."""
    answers = operation.written.get("responses", {})
    for name in (str(status), f"{status // 100}XX", "default"):
        if name in answers:
            return document.resolved(answers[name])
    return None


def answer_faults(
    response: Json, operation: Operation, document: Document
) -> Iterator[Fault]:
    """List what an answer is promised to hold and the document does not know."""
    known = answer_of(operation, response["status"], document)
    if known is None:
        sentence = f"{operation} answers {', '.join(operation.statuses)} alone"
        yield Fault(Part.STATUS, sentence)
        return
    for sentence in _header_faults(response, known, document):
        yield Fault(Part.ANSWER_HEADERS, sentence)
    if fault := _body_fault(response, known, document):
        yield Fault(Part.ANSWER_BODY, fault)


def _header_faults(response: Json, known: Json, document: Document) -> Iterator[str]:
    documented = {name.lower(): one for name, one in known.get("headers", {}).items()}
    for name, texts in response.get("headers", {}).items():
        if name.lower() == "content-type":
            continue
        if name.lower() not in documented:
            yield f"{name} is promised, and the document does not know it"
            continue
        header = document.resolved(documented[name.lower()])
        schema = header.get("schema", _ANY)
        value = read_texts(texts, schema, document)
        if fault := Schemas(document).fault(schema, value):
            yield f"{name} is {texts[0]!r}: {fault}"


def _body_fault(response: Json, known: Json, document: Document) -> str | None:
    media = media_type_of(response)
    if media is None:
        return None
    content = known.get("content", {})
    if str(media) not in content:
        documented = ", ".join(content) or "no body"
        return f"{media} is promised, and the document knows {documented}"
    schema = content[str(media)].get("schema", _ANY)
    value = value_of(response, media, schema, document)
    return Schemas(document).fault_of_part(schema, value)
