"""Walks through the routes of an application and writes down what each declares."""

import inspect
from collections.abc import Iterator
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from service_kit.openapi.model_schemas import Schemas, models_of
from service_kit.openapi.operation_declaration import Declaration, declared
from service_kit.openapi.path_templates import (
    is_with_parameters,
    parameters_of,
    path_of,
)
from service_kit.openapi.requests import request_body, request_parameters
from service_kit.openapi.responses import responses
from service_kit.openapi.security import security, security_schemes

Json = dict[str, Any]
_ABOUT = """\
Bodies are JSON; forms are read as well, with dotted names for what is nested \
(`address.city`, `lines.0.qty`), and an empty field is no field. Answers are JSON, or \
XML for whoever prefers `Accept: application/xml`. Every answer repeats the \
`X-Request-ID` of its request, or makes one; `X-Consumer` names the caller. An \
address that does not take a method answers 405 with `Allow`.
"""


def openapi_document(app: Flask, service: str) -> Json:
    """Write the document of all operations that the application declares."""
    found = list(_operations(app))
    schemas = Schemas(
        model for _, declaration in found for model in models_of(declaration)
    )
    paths: dict[str, Json] = {}
    for rule, declaration in found:
        operation = _operation(app, rule, declaration, schemas)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            paths.setdefault(path_of(rule), {})[method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": service, "version": "1", "description": _ABOUT},
        "paths": paths,
        "components": {
            "schemas": schemas.components,
            "securitySchemes": security_schemes(one.access for _, one in found),
        },
    }


def _operations(app: Flask) -> Iterator[tuple[Rule, Declaration]]:
    for rule in app.url_map.iter_rules():
        declaration = declared(app.view_functions[rule.endpoint])
        if declaration is not None:
            yield rule, declaration


def _operation(
    app: Flask, rule: Rule, declaration: Declaration, schemas: Schemas
) -> Json:
    summary, _, description = (
        inspect.getdoc(app.view_functions[rule.endpoint]) or ""
    ).partition("\n\n")
    has_parameters = is_with_parameters(rule)
    operation: Json = {
        "operationId": rule.endpoint,
        "tags": [rule.endpoint.partition(".")[0]],
        "summary": summary,
        "parameters": [*parameters_of(rule), *request_parameters(declaration, schemas)],
        "responses": responses(declaration, schemas, has_parameters=has_parameters),
        "security": security(declaration.access),
    }
    if declaration.legacy:
        operation["deprecated"] = True
    if description:
        operation["description"] = description
    if declaration.body:
        operation["requestBody"] = request_body(declaration.body, schemas)
    return operation
