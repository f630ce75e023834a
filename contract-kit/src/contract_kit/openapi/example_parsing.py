"""Reads example bodies as the values that a schema describes."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from contract_kit.matching import expected_bytes, read_parameters
from contract_kit.matching.media_types import MediaType, read_media_type
from contract_kit.matching.xml_documents import read_xml
from contract_kit.openapi.openapi_document import OpenApiDocument

Json = Mapping[str, Any]


def media_type_of(part: Json) -> MediaType | None:
    """Return the media type of an example; None where there is no body."""
    if not expected_bytes(part):
        return None
    for name, values in part.get("headers", {}).items():
        if name.lower() == "content-type":
            return read_media_type(values[0])
    return read_media_type(part["body"]["contentType"])


def value_of(
    part: Json, media: MediaType, schema: Json, document: OpenApiDocument
) -> object:
    """Read the example body of a request or an answer as a value."""
    body = expected_bytes(part)
    if media.is_json:
        return json.loads(body)
    if media.is_form:
        fields = read_parameters(body.decode())
        return {
            name: read_text(values[0], member_of(schema, name, document), document)
            for name, values in fields.items()
        }
    if media.is_xml:
        return _of_xml(read_xml(body), schema, document)
    return body.decode("utf-8", "replace")


def read_texts(texts: Sequence[str], schema: Json, document: OpenApiDocument) -> object:
    """Read a parameter, which is a list where its schema says so."""
    if _type_of(schema, document) == "array":
        items = document.resolved(schema).get("items", {})
        return [read_text(text, items, document) for text in texts]
    return read_text(texts[0], schema, document)


def read_text(text: str, schema: Json, document: OpenApiDocument) -> object:
    """Read a text as the kind of value that its schema wants."""
    kind = _type_of(schema, document)
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    if kind in ("integer", "number"):
        try:
            return int(text) if kind == "integer" else float(text)
        except ValueError:
            return text
    return text


def member_of(schema: Json, name: str, document: OpenApiDocument) -> Json:
    """Find the schema of a member, in whichever branch knows it."""
    for branch in branches_of(schema, document):
        if name in branch.get("properties", {}):
            found: Json = branch["properties"][name]
            return found
    return {}


def branches_of(schema: Json, document: OpenApiDocument) -> list[Json]:
    """Collect the schemas that together, or one by one, describe a value."""
    found = [schema]
    if "$ref" in schema:
        found += branches_of(document.at(schema["$ref"]), document)
    for several in ("allOf", "anyOf", "oneOf"):
        for one in schema.get(several, ()):
            found += branches_of(one, document)
    return found


def _type_of(schema: Json, document: OpenApiDocument) -> str | None:
    kinds = [branch.get("type") for branch in branches_of(schema, document)]
    known = [kind for kind in kinds if kind not in (None, "null")]
    return known[0] if known else None


def _of_xml(element: Element, schema: Json, document: OpenApiDocument) -> object:
    if element.get("nil") == "true":
        return None
    kind = _type_of(schema, document)
    if kind == "array":
        known = branches_of(schema, document)
        items: Json = next((one["items"] for one in known if "items" in one), {})
        return [_of_xml(item, items, document) for item in element]
    if len(element) or kind == "object":
        return {
            child.tag: _of_xml(child, member_of(schema, child.tag, document), document)
            for child in element
        }
    return read_text(element.text or "", schema, document)
