"""Plays a changed response to the interactions, and lists those that fail.

The example loses a field, or gets a value that the old document excluded; the matching
engine decides, as it does for impact and for the mutation score.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from contract_kit.matching import ActualResponse, expected_bytes, response_mismatches
from contract_kit.openapi import OpenApiDocument
from contract_kit.openapi.example_parsing import media_type_of, value_of
from contract_kit.openapi.response_checks import documented_response
from contract_kit.openapi_changes.json_places import (
    Steps,
    values_at,
    with_value,
    without,
)
from contract_kit.openapi_changes.schema_changes import Kind, SchemaChange
from contract_kit.pact_files import Interaction


def broken_by_field(
    change: SchemaChange, interactions: Sequence[Interaction], old: OpenApiDocument
) -> tuple[Interaction, ...]:
    """List the interactions whose expected response the change takes away."""
    match change.kind:
        case Kind.REMOVED | Kind.OPTIONAL:
            return tuple(one for one in interactions if _needs(one, change.steps, old))
        case Kind.VALUES:
            return tuple(_broken_by_values(change, interactions, old))
    return ()


def is_read(
    change: SchemaChange, interactions: Sequence[Interaction], old: OpenApiDocument
) -> bool:
    """Return whether an expected response holds the place at all."""
    return any(
        True
        for one in interactions
        for _ in values_at(_content(one, old), change.steps)
    )


def expects_header(interaction: Interaction, name: str) -> bool:
    """Return whether an interaction expects a header."""
    headers = interaction.response.get("headers", {})
    return name.lower() in {one.lower() for one in headers}


def _needs(interaction: Interaction, steps: Steps, document: OpenApiDocument) -> bool:
    content = _content(interaction, document)
    if not any(True for _ in values_at(content, steps)):
        return False
    if not _is_json(interaction):
        # What is read as text or XML is expected as it stands.
        return True
    return _fails(interaction, without(content, steps))


def _broken_by_values(
    change: SchemaChange, interactions: Sequence[Interaction], old: OpenApiDocument
) -> Iterator[Interaction]:
    reading = [
        (one, found)
        for one in interactions
        if (found := list(values_at(_content(one, old), change.steps)))
    ]
    minding = {
        consumer
        for consumer in {one.consumer for one, _ in reading}
        if not _takes_all(
            change, [one for one, _ in reading if one.consumer == consumer], old
        )
    }
    for interaction, found in reading:
        if _is_outdated(change, interaction, found) or (
            interaction.consumer in minding and _refuses(change, interaction, old)
        ):
            yield interaction


def _is_outdated(
    change: SchemaChange, interaction: Interaction, found: Sequence[Any]
) -> bool:
    """Return whether the example itself is no good response any more."""
    if _is_json(interaction):
        return any(map(change.invalidates, found))
    # A text is a number or a word as the new schema reads it.
    again = values_at(_content(interaction, change.new.document), change.steps)
    return not all(map(change.new.accepts, again)) and all(
        map(change.old.accepts, found)
    )


def _takes_all(
    change: SchemaChange, interactions: Sequence[Interaction], old: OpenApiDocument
) -> bool:
    """Return whether a consumer accepts any of the new values somewhere.

    Who expects null once, or any text once, has shown that it can read that.
    """
    return all(
        any(not _minds(one, change.steps, value, old) for one in interactions)
        for value in change.gained
    )


def _refuses(
    change: SchemaChange, interaction: Interaction, old: OpenApiDocument
) -> bool:
    return any(_minds(interaction, change.steps, each, old) for each in change.gained)


def _minds(
    interaction: Interaction, steps: Steps, value: Any, old: OpenApiDocument
) -> bool:
    # Only JSON knows of kinds; elsewhere all values are text.
    if not _is_json(interaction):
        return False
    return _fails(interaction, with_value(_content(interaction, old), steps, value))


def _fails(interaction: Interaction, content: Any) -> bool:
    headers = tuple(
        (name, ", ".join(values))
        for name, values in interaction.response.get("headers", {}).items()
    )
    body = json.dumps(content).encode()
    actual = ActualResponse(interaction.response["status"], headers, body)
    return bool(response_mismatches(interaction, actual))


def _content(interaction: Interaction, document: OpenApiDocument) -> Any:
    media = media_type_of(interaction.response)
    if media is None:
        return None
    if media.is_json:
        return json.loads(expected_bytes(interaction.response))
    schema = _schema_of(interaction, document)
    return value_of(interaction.response, media, schema, document)


def _schema_of(interaction: Interaction, document: OpenApiDocument) -> Any:
    request, response = interaction.request, interaction.response
    operation = document.operation_of(request["method"], request["path"])
    known = operation and documented_response(operation, response["status"], document)
    media = media_type_of(response)
    return (known or {}).get("content", {}).get(str(media), {}).get("schema", {})


def _is_json(interaction: Interaction) -> bool:
    media = media_type_of(interaction.response)
    return media is not None and media.is_json
