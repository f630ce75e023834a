"""Compares the requests of an operation in two documents."""

from collections.abc import Iterator

from contract_kit.openapi.example_parsing import media_type_of
from contract_kit.openapi_changes.broken_requests import (
    broken_by_body,
    broken_by_parameter,
    is_refused_for_it,
    sent_texts,
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
from contract_kit.openapi_changes.schema_changes import Kind, schema_changes

_SENT = "nobody sends it"


def request_differences(pair: OperationPair) -> Iterator[Difference]:
    """List what differs in parameters and in the body."""
    yield from _of_parameters(pair)
    yield from _of_body(pair)


def _of_parameters(pair: OperationPair) -> Iterator[Difference]:
    for place in ("query", "header", "cookie"):
        before, now = pair.old.parameters_in(place), pair.new.parameters_in(place)
        for name in dict.fromkeys([*before, *now]):
            words = f"parameter {(before.get(name) or now[name])['name']}"
            yield from _of_parameter(
                pair, place, name, words, before.get(name), now.get(name)
            )


def _of_parameter(
    pair: OperationPair,
    place: str,
    name: str,
    words: str,
    before: Json | None,
    now: Json | None,
) -> Iterator[Difference]:
    where = str(pair.new)
    sends = [one for one in pair.interactions if sent_texts(one, place, name)]
    lacks = [
        one
        for one in pair.interactions
        if one not in sends and not is_refused_for_it(one, place)
    ]
    if now is None:
        yield Difference(where, f"{words} is removed", tuple(sends), _SENT)
        return
    is_required = now.get("required", False)
    if before is None:
        yield Difference(
            where,
            f"{words} is added" + ", required" * is_required,
            tuple(lacks) if is_required else (),
            "everybody sends it" if is_required else HARMLESS,
        )
        return
    if is_required and not before.get("required", False):
        yield Difference(
            where, f"{words} becomes required", tuple(lacks), "everybody sends it"
        )
    for change in schema_changes(*pair.schemas(before, now)):
        broken = broken_by_parameter(change, pair.interactions, place, name)
        yield Difference(
            where, f"{words}, {change.sentence}".replace(", the whole:", ":"), broken
        )


def _of_body(pair: OperationPair) -> Iterator[Difference]:
    where = str(pair.new)
    before = pair.old_document.resolved(pair.old.written.get("requestBody", {}))
    now = pair.new_document.resolved(pair.new.written.get("requestBody", {}))
    if now.get("required") and not before.get("required"):
        lacks = [one for one in pair.interactions if media_type_of(one.request) is None]
        yield Difference(
            where, "a body becomes required", tuple(lacks), "everybody sends one"
        )
    yield from media_differences(pair, where, before, now, "request")
    for media, change in content_changes(pair, before, now):
        mine = [one for one in pair.interactions if is_of_type(one.request, media)]
        broken = broken_by_body(change, mine, pair.old_document)
        harmless = _SENT if change.kind is Kind.REMOVED else HARMLESS
        yield Difference(where, f"request {change.sentence}", broken, harmless)
