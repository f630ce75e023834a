"""Turns documents into answers: JSON, or the same as XML for whoever asks for it."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from flask import Response, abort, current_app, request

from service_kit import xml_documents
from service_kit.openapi.operation_declaration import declared
from service_kit.problems import Document, Problem

_FORMATS = ("application/json", "application/xml")


def respond(
    document: Mapping[str, object],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer with a document in the format that the caller prefers."""
    return _written(document, status, headers, root="response", subtype="")


def problem_response(problem: Problem) -> Response:
    """Answer with a problem document (RFC 9457, media types of section 3)."""
    return _written(
        _document(problem),
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

    Whoever asks for another one alone (`If-Match`) gets a problem document with 412.
    """
    response.make_conditional(request)
    if response.status_code == HTTPStatus.PRECONDITION_FAILED:
        # Werkzeug changes the status alone, and would send what was not asked for.
        abort(response.status_code)
    return response


def _document(problem: Problem) -> Document:
    """Write a problem, in an older client's words on a route that is kept for it."""
    view = current_app.view_functions.get(request.endpoint or "")
    declaration = declared(view) if view else None
    legacy = declaration.legacy if declaration else None
    return legacy.document(problem) if legacy else problem.document()


def _written(
    document: Mapping[str, object],
    status: int,
    headers: Mapping[str, str] | None,
    *,
    root: str,
    subtype: str,
) -> Response:
    wants_xml = _wants_xml()
    body = xml_documents.write(document, root) if wants_xml else json.dumps(document)
    kind = f"application/{subtype}{'xml' if wants_xml else 'json'}"
    response = Response(body, status, headers, content_type=kind)
    response.vary.add("Accept")
    return response


def _wants_xml() -> bool:
    best = request.accept_mimetypes.best_match(_FORMATS, default=_FORMATS[0])
    return best == "application/xml"
