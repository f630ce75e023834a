"""Writes what an operation answers: documents in two formats, headers, problems."""

from collections.abc import Callable, Sequence
from functools import partial
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel

from service_kit.openapi.headers import header
from service_kit.openapi.model_schemas import Schemas
from service_kit.openapi.operation_declaration import Declaration, DeclaredResponse
from service_kit.openapi.problem_responses import Kind, faults_of, model_of, status_of
from service_kit.problems import Problem

Json = dict[str, Any]
Models = Callable[[Kind], type[BaseModel]]
# The headers that answers of a status always have.
_CARRIED = {401: ("WWW-Authenticate",), 429: ("Retry-After",), 503: ("Retry-After",)}


def responses(
    declaration: Declaration, schemas: Schemas, *, has_parameters: bool
) -> dict[str, Json]:
    """Describe every answer by its status."""
    found = {
        status: _answer(status, answer, declaration, schemas)
        for status, answer in declaration.responses.items()
    }
    faults: dict[int, list[Kind]] = {}
    for kind in dict.fromkeys(faults_of(declaration, has_parameters=has_parameters)):
        faults.setdefault(status_of(kind), []).append(kind)
    models = partial(model_of, is_legacy=declaration.legacy is not None)
    found |= {
        status: _problem(status, faults[status], models, schemas) for status in faults
    }
    return {str(status): found[status] for status in sorted(found)}


def _answer(
    status: int, answer: DeclaredResponse, declaration: Declaration, schemas: Schemas
) -> Json:
    names = answer.headers
    if 304 in declaration.responses and status in (200, 304) and "ETag" not in names:
        names = (*names, "ETag")
    response: Json = {"description": HTTPStatus(status).phrase}
    if names:
        response["headers"] = {name: header(name) for name in names}
    if answer.media:
        response["content"] = {answer.media: {"schema": {"type": "string"}}}
    elif answer.model:
        response["content"] = _both("", schemas.written(answer.model), "response")
    return response


def _problem(
    status: int, kinds: Sequence[Kind], models: Models, schemas: Schemas
) -> Json:
    known = [kind for kind in kinds if not isinstance(kind, int)]
    response: Json = {
        "description": " ".join(_sentence(kind) for kind in known)
        or HTTPStatus(status).phrase,
        "content": _both("problem+", _any_of(kinds, models, schemas), "problem"),
    }
    if status in _CARRIED:
        response["headers"] = {name: header(name) for name in _CARRIED[status]}
    return response


def _any_of(kinds: Sequence[Kind], models: Models, schemas: Schemas) -> Json:
    """Refer to the documents of these problems; their `type` distinguishes them."""
    own = [
        schemas.written(models(kind))
        for kind in kinds
        if not isinstance(kind, int) and kind.extension
    ]
    plain = [kind for kind in kinds if isinstance(kind, int) or not kind.extension]
    if plain:
        own.append(_plain(plain, models, schemas))
    return own[0] if len(own) == 1 else {"anyOf": own}


def _plain(kinds: Sequence[Kind], models: Models, schemas: Schemas) -> Json:
    named = [kind for kind in kinds if not isinstance(kind, int)]
    reference = schemas.written(models(kinds[0]))
    if len(named) < len(kinds):
        return reference
    types = list(dict.fromkeys(kind.type_name() for kind in named))
    return {**reference, "properties": {"type": {"enum": types}}}


def _both(subtype: str, schema: Json, root: str) -> Json:
    return {
        f"application/{subtype}json": {"schema": schema},
        f"application/{subtype}xml": {"schema": {**schema, "xml": {"name": root}}},
    }


def _sentence(kind: type[Problem]) -> str:
    return (kind.__doc__ or kind.title).partition("\n")[0]
