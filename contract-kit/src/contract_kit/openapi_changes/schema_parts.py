"""The parts of a schema, whichever of its branches describes them.

A schema may refer to others and join them (`allOf`) or offer them (`anyOf`, `oneOf`).
What is asked here is what all of it together demands of a value.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contract_kit.openapi import OpenApiDocument
from contract_kit.openapi.schemas import Schemas

Json = Mapping[str, Any]
KINDS = ("object", "array", "string", "integer", "number", "boolean", "null")
_OFFERED = ("anyOf", "oneOf")


@dataclass(frozen=True)
class SchemaPart:
    """A schema in its document."""

    document: OpenApiDocument
    schema: Json

    def accepts(self, value: object) -> bool:
        """Return whether a value is valid."""
        return Schemas(self.document).fault(self.schema, value) is None

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of values that it lets in, by their names in JSON Schema."""
        return self._kinds(self.schema)

    @property
    def member_names(self) -> list[str]:
        """The names of all members that some branch describes."""
        names = (name for one in self._branches() for name in one.get("properties", {}))
        return list(dict.fromkeys(names))

    @property
    def required(self) -> frozenset[str]:
        """The members that are there in every case."""
        return self._required(self.schema)

    @property
    def is_closed(self) -> bool:
        """Return whether a member that it does not know is refused."""
        return any(one.get("additionalProperties") is False for one in self._branches())

    def member(self, name: str) -> "SchemaPart":
        """Return the schemas of a member."""
        return self._joined(
            one["properties"][name]
            for one in self._branches()
            if name in one.get("properties", {})
        )

    def entries(self) -> "SchemaPart | None":
        """Return the schemas of each entry of a list."""
        return self._optional("items")

    def other_members(self) -> "SchemaPart | None":
        """Return the schemas of members with any name."""
        return self._optional("additionalProperties")

    def constants(self) -> Iterator[Any]:
        """Give each value that stands in it as a word, an example or a limit."""
        for one in self._branches():
            yield from one.get("enum", ())
            yield from one.get("examples", ())
            yield from (
                one[key] for key in ("const", "example", "default") if key in one
            )

    def limits(self) -> Iterator[tuple[str, Any]]:
        """Give each keyword of the schema with its value."""
        for one in self._branches():
            yield from one.items()

    def references(self) -> tuple[str, ...]:
        """Return what it refers to: who refers to itself would never end."""
        return tuple(one["$ref"] for one in self._branches() if "$ref" in one)

    def _optional(self, keyword: str) -> "SchemaPart | None":
        found = [
            one[keyword]
            for one in self._branches()
            if isinstance(one.get(keyword), Mapping)
        ]
        return self._joined(found) if found else None

    def _joined(self, schemas: Any) -> "SchemaPart":
        # Two branches about the same may be alternatives.
        several = [_as_object(schema) for schema in schemas]
        schema = several[0] if len(several) == 1 else {"anyOf": several}
        return SchemaPart(self.document, schema)

    def _branches(self) -> list[Json]:
        return list(_branches(self.schema, self.document, ()))

    def _kinds(self, schema: Any) -> frozenset[str]:
        schema = _as_object(schema)
        if schema == {"not": {}}:
            return frozenset()
        if "$ref" in schema:
            rest = {name: each for name, each in schema.items() if name != "$ref"}
            own = self._kinds(rest) if rest else frozenset(KINDS)
            return own & self._kinds(self.document.at(schema["$ref"]))
        found = frozenset(KINDS)
        written = schema.get("type")
        if written is not None:
            found = frozenset([written] if isinstance(written, str) else written)
            found |= {"integer"} if "number" in found else set()
        if "const" in schema or "enum" in schema:
            values = schema.get("enum", [schema.get("const")])
            found &= frozenset(kind for each in values for kind in _kinds_of(each))
        for one in schema.get("allOf", ()):
            found &= self._kinds(one)
        for keyword in _OFFERED:
            if schema.get(keyword):
                found &= frozenset().union(*map(self._kinds, schema[keyword]))
        return found

    def _required(self, schema: Any) -> frozenset[str]:
        schema = _as_object(schema)
        names = frozenset(schema.get("required", ()))
        if "$ref" in schema:
            names |= self._required(self.document.at(schema["$ref"]))
        for one in schema.get("allOf", ()):
            names |= self._required(one)
        for keyword in _OFFERED:
            objects = [
                self._required(one)
                for one in schema.get(keyword, ())
                if "object" in self._kinds(one)
            ]
            if objects:
                names |= frozenset.intersection(*objects)
        return names


def _as_object(schema: Any) -> Json:
    """Write `true` and `false`, which are schemas as well, as objects."""
    if isinstance(schema, Mapping):
        return schema
    return {} if schema else {"not": {}}


def _branches(
    schema: Json, document: OpenApiDocument, seen: tuple[str, ...]
) -> Iterator[Json]:
    yield schema
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference not in seen:
        yield from _branches(document.at(reference), document, (*seen, reference))
    for keyword in ("allOf", *_OFFERED):
        for one in schema.get(keyword, ()):
            yield from _branches(_as_object(one), document, seen)


def _kinds_of(value: Any) -> tuple[str, ...]:
    match value:
        case None:
            return ("null",)
        case bool():
            return ("boolean",)
        case int():
            return ("integer", "number")
        case float():
            return ("number",)
        case str():
            return ("string",)
        case list():
            return ("array",)
    return ("object",)
