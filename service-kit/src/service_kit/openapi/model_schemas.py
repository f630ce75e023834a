"""Collects the models of a service as the named schemas of its document."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from service_kit.openapi.operation_declaration import Declaration
from service_kit.openapi.problem_responses import faults_of, model_of

Json = dict[str, Any]
Mode = Literal["validation", "serialization"]
Use = tuple[type[BaseModel], Mode]
_PLACE = "#/components/schemas/"


class Schemas:
    """The schemas of all models that an application reads or writes."""

    def __init__(self, uses: Iterable[Use]) -> None:
        """Take every model, each with the direction in which it travels."""
        # A list, because the order of a set differs from one process to the next.
        wanted = list(dict.fromkeys(uses))
        self._references, found = models_json_schema(
            wanted, ref_template=f"{_PLACE}{{model}}", schema_generator=_Plain
        )
        self.components: dict[str, Json] = found.get("$defs", {})
        _describe_xml(self.components)

    def read(self, model: type[BaseModel]) -> Json:
        """Refer to a model as requests hold it."""
        return dict(self._references[model, "validation"])

    def written(self, model: type[BaseModel]) -> Json:
        """Refer to a model as answers hold it."""
        return dict(self._references[model, "serialization"])

    def add(self, name: str, schema: Json) -> Json:
        """Name a schema that no model has, and refer to it."""
        self.components[name] = schema
        return {"$ref": f"{_PLACE}{name}"}

    def given(self, schema: Mapping[str, Any]) -> Json:
        """Return the schema of a value that is there: only JSON can say `null`."""
        options = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
        if len(options) != 1:
            return self.resolved(schema)
        about = {name: schema[name] for name in ("description",) if name in schema}
        return about | self.resolved(options[0])

    def resolved(self, schema: Mapping[str, Any]) -> Json:
        """Follow references until there is a schema."""
        while "$ref" in schema:
            schema = self.components[schema["$ref"].removeprefix(_PLACE)]
        return dict(schema)


class _Plain(GenerateJsonSchema):
    """Writes no titles: they would repeat the names of the members."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema_of(model: type[BaseModel]) -> Json:
    """Write the schema of a model that stands for itself, as query and headers do."""
    return model.model_json_schema(schema_generator=_Plain)


def models_of(declaration: Declaration) -> Iterator[Use]:
    """Name the models of the bodies that an operation reads and writes."""
    if declaration.body:
        yield declaration.body.model, "validation"
    for answer in declaration.responses.values():
        if answer.model:
            yield answer.model, "serialization"
    for kind in faults_of(declaration, has_parameters=True):
        yield model_of(kind, is_legacy=declaration.legacy is not None), "serialization"


def _describe_xml(schema: object) -> None:
    """Describe each list as `<item>` members within an element of its name."""
    if isinstance(schema, list):
        for member in schema:
            _describe_xml(member)
    elif isinstance(schema, dict):
        if schema.get("type") == "array" and isinstance(schema.get("items"), dict):
            schema["xml"] = {"wrapped": True}
            schema["items"]["xml"] = {"name": "item"}
        for member in schema.values():
            _describe_xml(member)
