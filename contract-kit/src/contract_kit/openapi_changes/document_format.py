"""Looks whether a document has the format that the comparison counts on.

What is misshapen is reported here in one sentence; later it would be a traceback.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from contract_kit.openapi import OpenApiDocument

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_PLACES = ("path", "query", "header", "cookie")


def misshapen(document: Mapping[str, Any]) -> str:
    """Return what is wrong with a document and where, or nothing."""
    return next(_faults(document), "")


def _faults(document: Mapping[str, Any]) -> Iterator[str]:
    if lacking := next(_lacking_references(document, document), ""):
        yield f"{lacking} is not in it, so bundle all of it into one file"
        return
    paths = document.get("paths")
    if not _is_object_of_objects(paths):
        yield "paths is no object of objects"
        return
    # The reader follows references; operations are looked at one by one below.
    reader = OpenApiDocument({**document, "paths": {}})
    schemas = document.get("components", {}).get("schemas", {})
    for name, schema in schemas.items():
        yield from _schema(schema, f"components.schemas.{name}")
    for path, item in document["paths"].items():
        shared = item.get("parameters", [])
        yield from _parameters(shared, path, reader)
        for method in _METHODS:
            if method in item:
                where = f"{method.upper()} {path}"
                yield from _operation(item[method], where, reader)


def _operation(operation: Any, where: str, reader: OpenApiDocument) -> Iterator[str]:
    if not isinstance(operation, Mapping):
        yield f"{where} is no object"
        return
    yield from _parameters(operation.get("parameters", []), where, reader)
    body = operation.get("requestBody", {})
    yield from _message(body, f"the request of {where}", reader)
    responses = operation.get("responses", {})
    if not _is_object_of_objects(responses):
        yield f"the responses of {where} are no object of objects"
        return
    for status, response in responses.items():
        yield from _message(response, f"{where} → {status}", reader)


def _parameters(parameters: Any, where: str, reader: OpenApiDocument) -> Iterator[str]:
    for one in parameters if isinstance(parameters, list) else [parameters]:
        found = reader.resolved(one) if isinstance(one, Mapping) else {}
        name, place = found.get("name"), found.get("in")
        if not isinstance(name, str) or place not in _PLACES:
            yield f"a parameter of {where} lacks its name, or where it is"
        else:
            yield from _schema(found.get("schema", {}), f"{name} of {where}")


def _message(message: Any, where: str, reader: OpenApiDocument) -> Iterator[str]:
    # Whatever is no object has no content, and its content is none either.
    found: Mapping[str, Any] = {"content": None}
    if isinstance(message, Mapping):
        found = reader.resolved(message)
    content, headers = found.get("content", {}), found.get("headers", {})
    if not _is_object_of_objects(content) or not _is_object_of_objects(headers):
        yield f"the content or a header of {where} is no object"
        return
    for one in [*content.values(), *map(reader.resolved, headers.values())]:
        yield from _schema(one.get("schema", {}), where)


def _schema(schema: Any, where: str) -> Iterator[str]:
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        yield f"the schema of {where} is none ({error.message})"


def _is_object_of_objects(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(member, dict) for member in value.values()
    )


def _lacking_references(value: Any, document: Any) -> Iterator[str]:
    if isinstance(value, dict):
        reference = value.get("$ref")
        if isinstance(reference, str) and not _is_there(reference, document):
            yield reference
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _lacking_references(each, document)


def _is_there(reference: str, document: Any) -> bool:
    start, *steps = reference.split("/")
    for step in steps:
        name = step.replace("~1", "/").replace("~0", "~")
        if not isinstance(document, dict) or name not in document:
            return False
        document = document[name]
    return start == "#"
