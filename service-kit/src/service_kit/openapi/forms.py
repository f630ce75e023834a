"""Writes the schema of a form: flat, with dotted names for what is nested in JSON."""

import re
from collections.abc import Mapping
from typing import Any

from service_kit.openapi.model_schemas import Schemas

Json = dict[str, Any]


def form_schema(schema: Mapping[str, Any], schemas: Schemas) -> Json:
    """Flatten a schema into the fields that a form may hold."""
    form: Json = {"type": "object", "properties": {}, "additionalProperties": False}
    _flatten(form, schemas.resolved(schema), "", schemas, is_needed=True)
    return form


def _flatten(
    form: Json, schema: Json, prefix: str, schemas: Schemas, *, is_needed: bool
) -> None:
    needed = schema.get("required", ()) if is_needed else ()
    for name, member in schema.get("properties", {}).items():
        shape = schemas.given(member)
        place = f"{prefix}{name}"
        if "properties" in shape:
            _flatten(form, shape, f"{place}.", schemas, is_needed=name in needed)
        elif shape.get("type") in ("array", "object"):
            # Its length and what it holds are described with the JSON.
            below = {f"^{re.escape(place)}(\\.[^.]+)+$": {"type": "string"}}
            form.setdefault("patternProperties", {}).update(below)
        else:
            form["properties"][place] = shape
            if name in needed:
                form.setdefault("required", []).append(place)
