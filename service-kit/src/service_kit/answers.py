"""Turns documents into answers: JSON, or the same as XML for whoever asks for it."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from flask import Response, abort, request

from service_kit import markup
from service_kit.problems import Problem

_FORMATS = ("application/json", "application/xml")


def answer(
    document: Mapping[str, object],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer with a document in the format that the caller prefers."""
    return _written(document, status, headers, root="response", subtype="")


def problem_answer(problem: Problem) -> Response:
    """Answer with a problem document (RFC 9457, media types of section 3)."""
    return _written(
        problem.document(),
        problem.status,
        problem.headers,
        root="problem",
        subtype="problem+",
    )


def revalidated(response: Response) -> Response:
    """Give the answer an ETag, and turn it into 304 where the caller has it already."""
    response.add_etag()
    response.headers["Cache-Control"] = "no-cache"
    return conditional(response)


def conditional(response: Response) -> Response:
    """Turn an answer with an ETag into 304 where the caller has it already.

    Whoever asks for another one alone (`If-Match`) hears a problem of 412.
    """
    response.make_conditional(request)
    if response.status_code == HTTPStatus.PRECONDITION_FAILED:
        # Werkzeug changes the status alone, and would send what was not asked for.
        abort(response.status_code)
    return response


def _written(
    document: Mapping[str, object],
    status: int,
    headers: Mapping[str, str] | None,
    *,
    root: str,
    subtype: str,
) -> Response:
    wants_xml = _wants_xml()
    body = markup.write(document, root) if wants_xml else json.dumps(document)
    kind = f"application/{subtype}{'xml' if wants_xml else 'json'}"
    response = Response(body, status, headers, content_type=kind)
    response.vary.add("Accept")
    return response


def _wants_xml() -> bool:
    best = request.accept_mimetypes.best_match(_FORMATS, default=_FORMATS[0])
    return best == "application/xml"
