"""What a document says beyond the pacts, and what it says less firmly than they do."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from contract_kit.openapi.answers import answer_of
from contract_kit.openapi.bodies import (
    branches_of,
    media_type_of,
    member_of,
    value_of,
)
from contract_kit.openapi.documents import Document, Operation
from contract_kit.openapi.schemas import Schemas
from contract_kit.pact_files import Interaction

Json = Mapping[str, Any]


def promised(
    promises: Iterable[Interaction], document: Document
) -> dict[str, dict[str, int]]:
    """Count the promises of each operation by the status of their answer."""
    found: dict[str, dict[str, int]] = {}
    for promise in promises:
        if operation := _operation(promise, document):
            counted = found.setdefault(str(operation), {})
            status = str(promise.response["status"])
            counted[status] = counted.get(status, 0) + 1
    return found


def unpromised(
    promises: Iterable[Interaction], document: Document
) -> dict[Operation, list[str]]:
    """List the statuses of each operation that no contract promises."""
    counted = promised(promises, document)
    return {
        operation: [
            status
            for status in operation.statuses
            if status not in counted.get(str(operation), {})
        ]
        for operation in sorted(document.operations, key=lambda one: one.path)
    }


def relied_on(promises: Iterable[Interaction], document: Document) -> list[str]:
    """List members that the document calls optional and a consumer relies on."""
    found: dict[str, set[str]] = {}
    for promise in promises:
        operation = _operation(promise, document)
        media = media_type_of(promise.response)
        if operation is None or media is None:
            continue
        status = promise.response["status"]
        known = answer_of(operation, status, document) or {}
        schema = known.get("content", {}).get(str(media), {}).get("schema", {})
        value = value_of(promise.response, media, schema, document)
        for place in _optional(schema, value, "$", document):
            found.setdefault(f"{operation} → {status}: {place}", set()).add(
                promise.consumer
            )
    return [f"{place} ({', '.join(sorted(who))})" for place, who in found.items()]


def _optional(
    schema: Json, value: object, place: str, document: Document
) -> Iterator[str]:
    if isinstance(value, list):
        for member in value:
            for branch in branches_of(schema, document):
                if "items" in branch:
                    inside = branch["items"]
                    yield from _optional(inside, member, f"{place}[*]", document)
    if isinstance(value, dict):
        fitting = _required(schema, value, document)
        for name, member in value.items():
            if any(name not in one for one in fitting):
                yield f"{place}.{name}"
            inside = member_of(schema, name, document)
            yield from _optional(inside, member, f"{place}.{name}", document)


def _required(schema: Json, value: object, document: Document) -> list[set[str]]:
    """Return what each alternative that fits a value requires."""
    if "$ref" in schema:
        return _required(document.at(schema["$ref"]), value, document)
    options = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    if options:
        return [
            names
            for option in options
            if Schemas(document).fault_of_part(option, value) is None
            for names in _required(option, value, document)
        ]
    parts = [_required(part, value, document) for part in schema.get("allOf", ())]
    inherited = {name for part in parts for names in part for name in names}
    is_object = bool(parts) or "properties" in schema
    return [{*schema.get("required", ()), *inherited}] if is_object else []


def _operation(promise: Interaction, document: Document) -> Operation | None:
    return document.operation_of(promise.request["method"], promise.request["path"])
