"""One operation in both documents, and the sentence about a difference."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contract_kit.openapi import OpenApiDocument, Operation
from contract_kit.openapi.example_parsing import media_type_of
from contract_kit.openapi_changes.schema_changes import SchemaChange, schema_changes
from contract_kit.openapi_changes.schema_parts import SchemaPart
from contract_kit.pact_files import Interaction

Json = Mapping[str, Any]
HARMLESS = "harmless"


@dataclass(frozen=True)
class Difference:
    """Something that differs at one place, and which interactions it breaks."""

    place: str
    sentence: str
    broken: tuple[Interaction, ...] = ()
    harmless: str = HARMLESS


@dataclass(frozen=True)
class OperationPair:
    """An operation in both documents, with the interactions that call it."""

    old_document: OpenApiDocument
    new_document: OpenApiDocument
    old: Operation
    new: Operation
    interactions: Sequence[Interaction]

    def schemas(self, one: Json, other: Json) -> tuple[SchemaPart, SchemaPart]:
        """Return the schemas of a part of each."""
        return (
            SchemaPart(self.old_document, one.get("schema", {})),
            SchemaPart(self.new_document, other.get("schema", {})),
        )


def media_differences(
    pair: OperationPair, where: str, before: Json, now: Json, part: str
) -> Iterator[Difference]:
    """List the media types that a request or a response loses and gets."""
    kept, known = now.get("content", {}), before.get("content", {})
    for media in known:
        if media not in kept:
            broken = [
                one
                for one in pair.interactions
                if is_of_type(getattr(one, part), media)
            ]
            yield Difference(
                where,
                f"{part} is never {media} any more",
                tuple(broken),
                f"nobody {'sends' if part == 'request' else 'expects'} that",
            )
    for media in kept:
        if media not in known:
            yield Difference(where, f"{part} may be {media}")


def content_changes(
    pair: OperationPair, before: Json, now: Json
) -> Iterator[tuple[str, SchemaChange]]:
    """List what differs in the schemas of a body, with its media type."""
    kept = now.get("content", {})
    for media, content in before.get("content", {}).items():
        if media in kept:
            for change in schema_changes(*pair.schemas(content, kept[media])):
                yield media, change


def is_of_type(part: Json, media: str) -> bool:
    """Return whether the example body has a media type."""
    found = media_type_of(part)
    return found is not None and str(found) == media
