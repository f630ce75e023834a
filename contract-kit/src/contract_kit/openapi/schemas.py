"""Validates values by the schemas of a document, with jsonschema.

An answer in a pact holds what its consumer reads and no more: there nothing is missing,
but all that is there must be known. So `required` is left out, and objects are closed.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, relevance

from contract_kit.openapi.openapi_document import OpenApiDocument

Json = Mapping[str, Any]
_UNKNOWN = ("additionalProperties", "unevaluatedProperties")

# These distinguish one kind of document from another.
_NAMES = ("const", "enum")


class Schemas:
    """The schemas of a document, as they are and as they are for parts of values."""

    def __init__(self, document: OpenApiDocument) -> None:
        """Take the document whose references are followed."""
        self._document = document

    def fault(self, schema: Json, value: object) -> str | None:
        """Return what is wrong with a whole value, or None."""
        return _fault({**schema, "components": self._whole}, value)

    def fault_of_part(self, schema: Json, value: object) -> str | None:
        """Return what is wrong with a value that need not be whole, or None."""
        return _fault({**_for_parts(schema), "components": self._partial}, value)

    @cached_property
    def _whole(self) -> Any:
        return self._document.written.get("components", {})

    @cached_property
    def _partial(self) -> Any:
        return {"schemas": _each(self._whole.get("schemas", {}))}


def _fault(schema: Json, value: object) -> str | None:
    errors = list(Draft202012Validator(schema).iter_errors(value))
    return _sentence(_innermost(max(errors, key=relevance))) if errors else None


def _innermost(error: ValidationError) -> ValidationError:
    """Descend into the alternative that was meant: the one whose constants fit."""
    if not error.context:
        return error
    others = {one.schema_path[0] for one in error.context if one.validator in _NAMES}
    meant = [one for one in error.context if one.schema_path[0] not in others]
    return _innermost(max(meant or error.context, key=relevance))


def _sentence(error: ValidationError) -> str:
    place = error.json_path
    value = error.instance
    if error.validator in _UNKNOWN and isinstance(value, dict):
        names = ", ".join(_unexpected(error, value))
        return f"{place} has {names}, which the document does not know"
    return f"{place}: {error.message}"


def _unexpected(error: ValidationError, value: Json) -> Iterator[str]:
    known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    named = [name for name in value if repr(name) in error.message]
    yield from named or [name for name in value if name not in known]


def _each(schemas: Json) -> dict[str, Any]:
    return {name: _for_parts(schema) for name, schema in schemas.items()}


def _for_parts(schema: Any, *, is_closed: bool = True) -> Any:
    """Drop `required`, and close every object that is not open on purpose."""
    if not isinstance(schema, Mapping):
        return schema
    parts: dict[str, Any] = {}
    for name, member in schema.items():
        if name in ("properties", "patternProperties", "$defs", "dependentSchemas"):
            parts[name] = _each(member)
        elif name == "allOf":
            # Each of them knows some members; only all together know every one.
            parts[name] = [_for_parts(one, is_closed=False) for one in member]
        elif name in ("anyOf", "oneOf", "prefixItems"):
            parts[name] = [_for_parts(one) for one in member]
        elif name in ("items", "additionalProperties"):
            parts[name] = _for_parts(member)
        elif name != "required":
            parts[name] = member
    if is_closed and "properties" in parts and "additionalProperties" not in parts:
        parts["unevaluatedProperties"] = False
    return parts
