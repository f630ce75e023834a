"""An API route is a declaration: who may, what goes in, what comes out.

`operation` checks the caller, reads body and query into their models, writes the answer
as JSON or XML, and describes all of it in the OpenAPI document, so none can disagree.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Response
from pydantic import BaseModel

from service_kit.access import Access, authorize
from service_kit.legacy_problems import Legacy
from service_kit.openapi import Body, Declaration, DeclaredResponse, declare
from service_kit.problems import Problem
from service_kit.request_parsing import read_body, read_query
from service_kit.responses import respond

View = Callable[..., Any]


def operation(
    *,
    access: Access,
    body: type[BaseModel] | None = None,
    own_body: Body | None = None,
    query: type[BaseModel] | None = None,
    headers: type[BaseModel] | None = None,
    responses: Mapping[int, type[BaseModel] | DeclaredResponse | None],
    problems: Sequence[type[Problem] | int] = (),
    refusal: str | None = None,
    needs_nobody: bool = False,
    legacy: Legacy | None = None,
) -> Callable[[View], View]:
    """Declare an API operation.

    The view gets `caller` unless the access is `anyone`, and `body` and `query` where a
    model is named; its `own_body` and `headers` are for the view itself to read. It
    returns a document, or one with status and headers. Where it may answer 304, its
    answers have an ETag. `problems` are those of its own: what every route with a
    token, a body or a parameter may answer goes without saying. `refusal` is the
    sentence of a 401. `legacy` marks a route that is kept for an older client.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def run(**path: Any) -> Response:
            if access.asks_token:
                path["caller"] = authorize(access, refusal)
            if query:
                path["query"] = read_query(query)
            if body:
                path["body"] = read_body(body)
            return _answered(view(**path))

        declare(
            run,
            Declaration(
                access,
                Body(body) if body else own_body,
                query,
                headers,
                {status: _as_answer(given) for status, given in responses.items()},
                tuple(problems),
                needs_nobody,
                legacy,
            ),
        )
        return run

    return wrap


def _as_answer(given: type[BaseModel] | DeclaredResponse | None) -> DeclaredResponse:
    return given if isinstance(given, DeclaredResponse) else DeclaredResponse(given)


def _answered(result: Any) -> Response:
    if isinstance(result, Response):
        return result
    if isinstance(result, tuple):
        return respond(*result)
    return respond(result)
