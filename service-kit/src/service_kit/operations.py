"""An API route is a declaration: who may, what goes in, what comes out.

`operation` checks the caller, reads body and query into their models, writes the answer
as JSON or XML, and tells the OpenAPI document about all of it, so none can disagree.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Response
from pydantic import BaseModel, ConfigDict
from spectree import Response as Answers
from spectree import SpecTree

from service_kit import access as doors
from service_kit.answers import answer
from service_kit.bodies import read_body, read_query

View = Callable[..., Any]
specification = SpecTree(
    "flask",
    mode="strict",
    annotations=False,
    naming_strategy=lambda model: model.__name__,
    nested_naming_strategy=lambda parent, child: child,
)


class ProblemDocument(BaseModel):
    """What went wrong, as RFC 9457 writes it."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    errors: dict[str, list[str]]
    message: str


def operation(
    *,
    access: doors.Access,
    body: type[BaseModel] | None = None,
    optional_body: type[BaseModel] | None = None,
    query: type[BaseModel] | None = None,
    headers: type[BaseModel] | None = None,
    answers: Mapping[int, type[BaseModel] | None],
    problems: Sequence[int] = (),
    refusal: str | None = None,
) -> Callable[[View], View]:
    """Declare an API operation.

    The view gets `caller` unless the access is `anyone`, and `body` and `query` where a
    model is named; an `optional_body` and `headers` are for the view itself to read. It
    returns a document, or one with status and headers. `refusal` is the sentence of a
    401.
    """

    def declare(view: View) -> View:
        @functools.wraps(view)
        def run(**path: Any) -> Response:
            if access.asks_token:
                path["caller"] = doors.admitted(access, refusal)
            if query:
                path["query"] = read_query(query)
            if body:
                path["body"] = read_body(body)
            return _answered(view(**path))

        documented: View = _documented(
            access, body or optional_body, query, headers, answers, problems
        )(run)
        vars(documented)["access"] = access
        return documented

    return declare


def _answered(result: Any) -> Response:
    if isinstance(result, Response):
        return result
    if isinstance(result, tuple):
        return answer(*result)
    return answer(result)


def _documented(
    access: doors.Access,
    body: type[BaseModel] | None,
    query: type[BaseModel] | None,
    headers: type[BaseModel] | None,
    answers: Mapping[int, type[BaseModel] | None],
    problems: Sequence[int],
) -> Callable[[View], Any]:
    refused = {401, 403} if access.asks_token else set()
    faults = {*problems, *refused, *({422} if body or query else ())}
    promised = {f"HTTP_{status}": model for status, model in answers.items()}
    promised |= {f"HTTP_{status}": ProblemDocument for status in sorted(faults)}
    return specification.validate(
        json=body,
        form=body,
        query=query,
        headers=headers,
        resp=Answers(**promised),
        security={"token": []} if access.asks_token else None,
        validation_error_status=422,
        skip_validation=True,
    )
