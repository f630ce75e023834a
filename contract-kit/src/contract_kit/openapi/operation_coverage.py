"""Which responses of a document pacts cover, and which optional members they need."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from contract_kit.openapi.example_parsing import (
    branches_of,
    media_type_of,
    member_of,
    value_of,
)
from contract_kit.openapi.openapi_document import OpenApiDocument, Operation
from contract_kit.openapi.response_checks import (
    documented_response,
    documented_status,
)
from contract_kit.openapi.schemas import Schemas
from contract_kit.pact_files import Interaction

Json = Mapping[str, Any]


def covered(
    interactions: Iterable[Interaction], document: OpenApiDocument
) -> dict[str, dict[str, int]]:
    """Count the interactions of each operation by the status of their answer."""
    found: dict[str, dict[str, int]] = {}
    for interaction in interactions:
        if operation := _operation(interaction, document):
            counted = found.setdefault(str(operation), {})
            status = interaction.response["status"]
            # What is not documented at all is counted by itself.
            status = documented_status(operation, status) or str(status)
            counted[status] = counted.get(status, 0) + 1
    return found


def uncovered(
    interactions: Iterable[Interaction], document: OpenApiDocument
) -> dict[Operation, list[str]]:
    """List the statuses of each operation that no interaction covers."""
    counted = covered(interactions, document)
    return {
        operation: [
            status
            for status in operation.statuses
            if status not in counted.get(str(operation), {})
        ]
        for operation in sorted(document.operations, key=lambda one: one.path)
    }


def relied_on(
    interactions: Iterable[Interaction], document: OpenApiDocument
) -> list[str]:
    """List members that the document calls optional and a consumer relies on."""
    found: dict[str, set[str]] = {}
    for interaction in interactions:
        operation = _operation(interaction, document)
        media = media_type_of(interaction.response)
        if operation is None or media is None:
            continue
        status = interaction.response["status"]
        known = documented_response(operation, status, document) or {}
        schema = known.get("content", {}).get(str(media), {}).get("schema", {})
        value = value_of(interaction.response, media, schema, document)
        for place in _optional(schema, value, "$", document):
            found.setdefault(f"{operation} → {status}: {place}", set()).add(
                interaction.consumer
            )
    return [f"{place} ({', '.join(sorted(who))})" for place, who in found.items()]


def _optional(
    schema: Json, value: object, place: str, document: OpenApiDocument
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


def _required(schema: Json, value: object, document: OpenApiDocument) -> list[set[str]]:
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


def _operation(interaction: Interaction, document: OpenApiDocument) -> Operation | None:
    return document.operation_of(
        interaction.request["method"], interaction.request["path"]
    )
