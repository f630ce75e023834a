"""Compares the responses of an operation in two documents."""

from collections.abc import Iterator

from contract_kit.openapi.response_checks import documented_status
from contract_kit.openapi_changes.broken_responses import (
    broken_by_field,
    expects_header,
    is_read,
)
from contract_kit.openapi_changes.operation_comparison import (
    HARMLESS,
    Difference,
    Json,
    OperationPair,
    content_changes,
    is_of_type,
    media_differences,
)
from contract_kit.openapi_changes.schema_changes import Kind

_READ, _EXPECTED = "nobody reads it", "nobody expects it"
_ADDING = (Kind.ADDED, Kind.REQUIRED)


def response_differences(pair: OperationPair) -> Iterator[Difference]:
    """List what differs in statuses, headers and bodies."""
    before = pair.old.written.get("responses", {})
    now = pair.new.written.get("responses", {})
    for status in before:
        where = f"{pair.new} → {status}"
        mine = [
            one
            for one in pair.interactions
            if documented_status(pair.old, one.response["status"]) == status
        ]
        gone = [
            one
            for one in mine
            if documented_status(pair.new, one.response["status"]) is None
        ]
        if status not in now:
            yield Difference(where, "is removed", tuple(gone), _EXPECTED)
            continue
        answers = OperationPair(
            pair.old_document, pair.new_document, pair.old, pair.new, mine
        )
        yield from _of_response(
            answers,
            where,
            pair.old_document.resolved(before[status]),
            pair.new_document.resolved(now[status]),
        )
    for status in now:
        if status not in before:
            yield Difference(f"{pair.new} → {status}", "is added")


def _of_response(
    pair: OperationPair, where: str, before: Json, now: Json
) -> Iterator[Difference]:
    yield from _of_headers(pair, where, before, now)
    yield from media_differences(pair, where, before, now, "response")
    for media, change in content_changes(pair, before, now):
        mine = [one for one in pair.interactions if is_of_type(one.response, media)]
        broken = broken_by_field(change, mine, pair.old_document)
        is_minded = change.kind in _ADDING or is_read(change, mine, pair.old_document)
        harmless = HARMLESS if is_minded else _READ
        yield Difference(where, change.sentence, broken, harmless)


def _of_headers(
    pair: OperationPair, where: str, before: Json, now: Json
) -> Iterator[Difference]:
    kept = {name.lower() for name in now.get("headers", {})}
    known = {name.lower() for name in before.get("headers", {})}
    for name in before.get("headers", {}):
        if name.lower() not in kept:
            broken = [one for one in pair.interactions if expects_header(one, name)]
            words = f"removes the header {name}"
            yield Difference(where, words, tuple(broken), _READ)
    for name in now.get("headers", {}):
        if name.lower() not in known:
            yield Difference(where, f"adds the header {name}")
