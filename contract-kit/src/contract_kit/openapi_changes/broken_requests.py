"""Finds the consumers whose requests a changed document does not take any more.

An interaction sends its example, and by its matchers other values as well: what it may
send is what the matching engine takes for the request that was agreed.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from contract_kit.matching import ActualRequest, expected_bytes, request_mismatches
from contract_kit.openapi import OpenApiDocument
from contract_kit.openapi.comparison import REFUSED_FOR
from contract_kit.openapi.example_parsing import media_type_of, read_texts, value_of
from contract_kit.openapi.findings import Part
from contract_kit.openapi_changes.json_places import EACH, values_at, with_value
from contract_kit.openapi_changes.schema_changes import Kind, SchemaChange
from contract_kit.pact_files import Interaction

_PARTS = {"query": Part.QUERY, "header": Part.REQUEST_HEADERS, "path": Part.PATH}


def sent_texts(interaction: Interaction, place: str, name: str) -> list[str]:
    """Return what a request sends as a parameter."""
    if place == "query":
        return list(interaction.request.get("query", {}).get(name, []))
    headers = interaction.request.get("headers", {})
    if place == "header":
        return [text for one in headers if one.lower() == name for text in headers[one]]
    return []


def is_refused_for_it(interaction: Interaction, place: str) -> bool:
    """Return whether a request is expected to be refused for this part of it."""
    part = _PARTS.get(place)
    return part is not None and interaction.response["status"] in REFUSED_FOR[part]


def broken_by_parameter(
    change: SchemaChange,
    interactions: Sequence[Interaction],
    place: str,
    name: str,
) -> tuple[Interaction, ...]:
    """List the interactions that send, or may send, what is refused from now on."""
    if change.kind is not Kind.VALUES or change.steps not in ((), (EACH,)):
        return ()
    texts = {_as_text(value) for value in change.lost}
    lost = [text for text in texts if _refuses(change, [text])]
    return tuple(
        one
        for one in interactions
        if (sent := sent_texts(one, place, name))
        and not is_refused_for_it(one, place)
        and (
            _refuses(change, sent)
            or any(_may_send(one, place, name, text) for text in lost)
        )
    )


def _refuses(change: SchemaChange, texts: Sequence[str]) -> bool:
    """Return whether texts were a good value of a parameter and are none any more."""
    each = [[text] for text in texts] if change.steps else [texts]
    old, new = change.old, change.new
    return any(
        old.accepts(read_texts(one, old.schema, old.document))
        and not new.accepts(read_texts(one, new.schema, new.document))
        for one in each
    )


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def broken_by_body(
    change: SchemaChange,
    interactions: Sequence[Interaction],
    old: OpenApiDocument,
) -> tuple[Interaction, ...]:
    """List the interactions whose body, or one that they may send, is refused now."""
    return tuple(
        one
        for one in interactions
        if one.response["status"] not in REFUSED_FOR[Part.REQUEST_BODY]
        and _sends_refused(change, one, old)
    )


def _sends_refused(
    change: SchemaChange, interaction: Interaction, old: OpenApiDocument
) -> bool:
    content = _content(interaction, change, old)
    *outer, name = change.steps or ("",)
    match change.kind:
        case Kind.REMOVED:
            return bool(list(values_at(content, change.steps)))
        case Kind.REQUIRED:
            owners = values_at(content, tuple(outer))
            return any(isinstance(one, dict) and name not in one for one in owners)
        case Kind.VALUES:
            found = list(values_at(content, change.steps))
            if any(map(change.invalidates, found)):
                return True
            return bool(found) and any(
                _may_send_body(interaction, with_value(content, change.steps, value))
                for value in change.lost
            )
    return False


def _content(
    interaction: Interaction, change: SchemaChange, document: OpenApiDocument
) -> Any:
    media = media_type_of(interaction.request)
    if media is None:
        return None
    if media.is_json:
        return json.loads(expected_bytes(interaction.request))
    request = interaction.request
    operation = document.operation_of(request["method"], request["path"])
    body = operation.written.get("requestBody", {}) if operation else {}
    content = document.resolved(body).get("content", {})
    schema = content.get(str(media), {}).get("schema", {})
    return value_of(request, media, schema, document)


def _may_send_body(interaction: Interaction, content: Any) -> bool:
    media = media_type_of(interaction.request)
    if media is None or not media.is_json:
        return False
    return _is_agreed(interaction, body=json.dumps(content).encode())


def _may_send(interaction: Interaction, place: str, name: str, text: str) -> bool:
    request = interaction.request
    if place == "query":
        return _is_agreed(interaction, query={**request.get("query", {}), name: [text]})
    headers = {
        one: [text] if one.lower() == name else values
        for one, values in request.get("headers", {}).items()
    }
    return _is_agreed(interaction, headers=headers)


def _is_agreed(
    interaction: Interaction,
    query: Mapping[str, Sequence[str]] | None = None,
    headers: Mapping[str, Sequence[str]] | None = None,
    body: bytes | None = None,
) -> bool:
    """Return whether a request with another part would be the one that was agreed."""
    agreed = interaction.request
    sent = agreed.get("headers", {}) if headers is None else headers
    actual = ActualRequest(
        agreed["method"],
        agreed["path"],
        agreed.get("query", {}) if query is None else query,
        tuple((name, ", ".join(values)) for name, values in sent.items()),
        expected_bytes(agreed) if body is None else body,
    )
    return not request_mismatches(interaction, actual, path_is_settled=True)
