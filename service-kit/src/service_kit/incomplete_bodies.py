"""Refuses a request whose body ends too early or cannot be read, before its view runs.

A server hands over what there is: where a connection breaks off after `quantity=1`,
nobody would miss the 2 that followed. And a broken body shows only when it is read, in
whatever exception the server has for it.
"""

from flask import Flask, Request, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from service_kit.problems import BadRequest


class BodyBroken(BadRequest):
    """The body ended too early, or is not what it declares to be."""

    name = "body-broken"
    title = "Broken body"
    sentence = "What you sent did not arrive whole, or was garbled. Send it again."


class _StrictRequest(Request):
    """A request that does not take a form that cannot be read for an empty one."""

    def make_form_data_parser(self) -> FormDataParser:
        parser = super().make_form_data_parser()
        parser.silent = False
        return parser


def refuse_incomplete_bodies(app: Flask) -> None:
    """Read the body of every request before its view runs; raise `BodyBroken`."""
    app.request_class = _StrictRequest
    app.before_request(_read_body)


def _read_body() -> None:
    try:
        content = request.get_data()
        request.form  # noqa: B018 (parsed now, for the faults in it)
    except RequestEntityTooLarge:
        raise
    # Those of gunicorn have nothing in common but `Exception`.
    except Exception as error:
        raise BodyBroken from error
    declared = request.environ.get("CONTENT_LENGTH")
    if declared and request.content_length != len(content):
        raise BodyBroken
    # RFC 7578 section 4.2 has every part named; to Werkzeug one without is None.
    if not all((*request.form, *request.files)):
        raise BodyBroken
