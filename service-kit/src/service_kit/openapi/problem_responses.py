"""What can go wrong with an operation: what it declares, and what every one shares."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Annotated

from pydantic import BaseModel, WithJsonSchema, create_model

from service_kit.incomplete_bodies import BodyBroken
from service_kit.openapi.operation_declaration import Declaration
from service_kit.problems import (
    AddressTooLong,
    BadRequest,
    BodyTooLarge,
    Forbidden,
    Invalid,
    NotFoundProblem,
    PreconditionFailed,
    Problem,
    Unauthenticated,
    Unavailable,
    UnsupportedBody,
)

Kind = type[Problem] | int


class ProblemDocument(BaseModel):
    """What went wrong, as RFC 9457 writes it; `message` repeats `detail`."""

    type: str
    title: str
    status: int
    detail: str
    errors: dict[str, list[str]]
    message: str


class LegacyProblemDocument(ProblemDocument):
    """A problem for an older client: `error` repeats `detail`, too.

    It is absent where no route was asked: of an address that leads to none, for one.
    """

    error: str | None = None


def faults_of(declaration: Declaration, *, has_parameters: bool) -> Iterator[Kind]:
    """Name every kind of problem that an operation may answer with."""
    yield from declaration.problems
    # The database of any service may be away, and so may user-service.
    if not declaration.needs_nobody:
        yield Unavailable
    if declaration.access.asks_token:
        yield from (Unauthenticated, Forbidden)
    if declaration.body:
        yield from (BadRequest, BodyBroken, BodyTooLarge)
    # A body in one format alone is bytes to the kit, and the view's to check.
    is_read_here = declaration.body is not None and declaration.body.takes_forms
    if is_read_here:
        yield UnsupportedBody
    if is_read_here or declaration.query:
        yield Invalid
    if has_parameters or declaration.query:
        yield AddressTooLong
    if has_parameters:
        yield NotFoundProblem
    if HTTPStatus.NOT_MODIFIED in declaration.responses:
        yield PreconditionFailed


def status_of(kind: Kind) -> int:
    """Return the status that a kind of problem has."""
    return kind if isinstance(kind, int) else kind.status


def model_of(kind: Kind, *, is_legacy: bool = False) -> type[BaseModel]:
    """Return the model of a problem: one with members of its own has its own."""
    plain = LegacyProblemDocument if is_legacy else ProblemDocument
    if isinstance(kind, int) or kind.extension is None:
        return plain
    if (kind, plain) not in _WITH_MEMBERS:
        _WITH_MEMBERS[kind, plain] = _with_members(kind, kind.extension, plain)
    return _WITH_MEMBERS[kind, plain]


# A model is known by its identity, so one is made for each kind.
_WITH_MEMBERS: dict[tuple[type[Problem], type[BaseModel]], type[BaseModel]] = {}


def _with_members(
    kind: type[Problem], extension: type[BaseModel], plain: type[ProblemDocument]
) -> type[BaseModel]:
    name = kind.type_name()
    always = Annotated[str, WithJsonSchema({"type": "string", "const": name})]
    prefix = plain.__name__.removesuffix("ProblemDocument")
    return create_model(
        f"{prefix}{kind.__name__}Document",
        __base__=(plain, extension),
        __doc__=kind.__doc__,
        type=(always, ...),
    )
