"""Writes what an operation takes: query, headers, and a body as JSON or as a form."""

from typing import Any

from pydantic import BaseModel

from service_kit.openapi.forms import form_schema
from service_kit.openapi.model_schemas import Schemas, schema_of
from service_kit.openapi.operation_declaration import Body, Declaration

Json = dict[str, Any]
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_IF_NONE_MATCH: Json = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The ETag of what the caller has; 304 says that it is still good.",
    "schema": {"type": "string"},
}


def request_parameters(declaration: Declaration, schemas: Schemas) -> list[Json]:
    """Describe query and headers."""
    found: list[Json] = []
    for model, place in ((declaration.query, "query"), (declaration.headers, "header")):
        if model:
            found += _parameters(model, place, schemas)
    return found + ([_IF_NONE_MATCH] if 304 in declaration.responses else [])


def request_body(body: Body, schemas: Schemas) -> Json:
    """Describe a body in every format that is read."""
    reference = schemas.read(body.model)
    content = {"application/json": {"schema": reference}}
    if body.takes_forms:
        form = schemas.add(
            f"{body.model.__name__}Form", form_schema(reference, schemas)
        )
        content |= {media: {"schema": form} for media in _FORMS}
    return {"required": body.is_required, "content": content}


def _parameters(model: type[BaseModel], place: str, schemas: Schemas) -> list[Json]:
    whole = schema_of(model)
    return [
        {
            "name": name,
            "in": place,
            "required": name in whole.get("required", ()),
            **_described(schemas.given(schema)),
        }
        for name, schema in whole.get("properties", {}).items()
    ]


def _described(schema: Json) -> Json:
    about = schema.pop("description", None)
    return {"description": about, "schema": schema} if about else {"schema": schema}
