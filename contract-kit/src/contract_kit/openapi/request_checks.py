"""Checks the requests of a consumer against the provider's document."""

from collections.abc import Iterator, Mapping
from http.cookies import SimpleCookie
from typing import Any

from contract_kit.openapi.example_parsing import media_type_of, read_texts, value_of
from contract_kit.openapi.findings import Finding, Part
from contract_kit.openapi.openapi_document import OpenApiDocument, Operation
from contract_kit.openapi.schemas import Schemas

Json = Mapping[str, Any]
# OpenAPI 3.1 describes these elsewhere: as media types and as security.
_ELSEWHERE = {"accept", "content-type", "authorization", "cookie"}
_ANY: Json = {}


def request_faults(
    request: Json, operation: Operation, document: OpenApiDocument
) -> Iterator[Finding]:
    """List what a request holds or lacks, by its document."""
    parts = operation.parts_of(request["path"]) or {}
    path = {name: [text] for name, text in parts.items()}
    headers = {
        name.lower(): values
        for name, values in request.get("headers", {}).items()
        if name.lower() not in _ELSEWHERE
    }
    for part, place, given in (
        (Part.PATH, "path", path),
        (Part.QUERY, "query", request.get("query", {})),
        (Part.REQUEST_HEADERS, "header", headers),
    ):
        for sentence in _parameter_faults(operation, place, given, document):
            yield Finding(part, sentence)
    yield from _security_faults(request, operation, document)
    if fault := _body_fault(request, operation, document):
        yield Finding(Part.REQUEST_BODY, fault)


def _parameter_faults(
    operation: Operation, place: str, given: Json, document: OpenApiDocument
) -> Iterator[str]:
    known = operation.parameters_in(place)
    for name, texts in given.items():
        if name not in known:
            yield f"{name} is sent, and {operation} does not take it"
            continue
        schema = known[name].get("schema", _ANY)
        value = read_texts(texts, schema, document)
        if fault := Schemas(document).fault(schema, value):
            yield f"{name} is {texts[0]!r}: {fault}"
    for name, parameter in known.items():
        if parameter.get("required") and name not in given:
            yield f"{parameter['name']} is needed, and is not sent"


def _security_faults(
    request: Json, operation: Operation, document: OpenApiDocument
) -> Iterator[Finding]:
    ways = operation.written.get("security", document.written.get("security", ()))
    schemes = document.written.get("components", {}).get("securitySchemes", {})
    known = [schemes[name] for way in ways for name in way]
    taken = {scheme["scheme"] for scheme in known if "scheme" in scheme}
    shown = [text.partition(" ")[0].lower() for text in _sent(request, "authorization")]
    if shown and shown[0] not in taken:
        sentence = f"Authorization is sent as {shown[0]}, and {operation} takes "
        yield Finding(Part.SECURITY, sentence + (" or ".join(sorted(taken)) or "none"))
    cookies = {scheme["name"] for scheme in known if scheme.get("in") == "cookie"}
    brought = {name for text in _sent(request, "cookie") for name in SimpleCookie(text)}
    for name in sorted(brought - cookies):
        sentence = f"the cookie {name} is sent, and {operation} does not take it"
        yield Finding(Part.SECURITY, sentence)
    if not (shown or brought or not ways or any(way == {} for way in ways)):
        yield Finding(
            Part.SECURITY, f"{operation} needs Authorization, and none is sent"
        )


def _sent(request: Json, header: str) -> list[str]:
    return [
        text
        for name, values in request.get("headers", {}).items()
        for text in values
        if name.lower() == header
    ]


def _body_fault(
    request: Json, operation: Operation, document: OpenApiDocument
) -> str | None:
    taken = document.resolved(operation.written.get("requestBody", {}))
    media = media_type_of(request)
    if media is None:
        return "a body is needed, and none is sent" if taken.get("required") else None
    content = taken.get("content", {})
    if str(media) not in content:
        return f"{media} is sent, and {operation} takes {', '.join(content) or 'none'}"
    schema = content[str(media)].get("schema", _ANY)
    return Schemas(document).fault(schema, value_of(request, media, schema, document))
