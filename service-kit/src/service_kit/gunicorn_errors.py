"""What gunicorn refuses before any application is asked, as problem documents.

By itself it answers a page of HTML, and 501 to a coding of bodies that nobody knows:
that is a caller's fault like any other.
"""

import json
import socket
from http import HTTPStatus

from flask import Flask
from gunicorn.http.errors import (  # type: ignore[import-untyped]
    ConfigurationProblem,
    ExpectationFailed,
    InvalidHeader,
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)

from service_kit.problems import (
    AddressTooLong,
    BadRequest,
    HeadersTooLarge,
    Problem,
    Unexpected,
)

ANSWERS_PROBLEMS = "speaks-problems"
# These are faults of ours, although they are kinds of the others.
_OURS = (ConfigurationProblem, InvalidResponseHeader, InvalidResponseHeaderName)
_KINDS: dict[type[Exception], type[Problem]] = {
    LimitRequestLine: AddressTooLong,
    LimitRequestHeaders: HeadersTooLarge,
    ExpectationFailed: Unexpected,
}


def problem_of(application: object, error: Exception) -> Problem | None:
    """Return the problem that a caller made; None for what gunicorn answers itself."""
    is_service = isinstance(application, Flask) and (
        ANSWERS_PROBLEMS in application.extensions
    )
    if not is_service or not isinstance(error, ParseException):
        return None
    return None if isinstance(error, _OURS) else _KINDS.get(type(error), BadRequest)()


def as_a_callers(error: Exception) -> Exception:
    """Return what gunicorn answers with 400 in place of its 501."""
    is_coding = isinstance(error, UnsupportedTransferCoding)
    return InvalidHeader("TRANSFER-ENCODING") if is_coding else error


def send(problem: Problem, caller: socket.socket) -> None:
    """Write a problem to a caller who will get no other answer."""
    body = json.dumps(problem.document()).encode()
    lines = (
        f"HTTP/1.1 {problem.status} {HTTPStatus(problem.status).phrase}",
        "Connection: close",
        "Content-Type: application/problem+json",
        f"Content-Length: {len(body)}",
    )
    caller.sendall("\r\n".join((*lines, "", "")).encode() + body)
