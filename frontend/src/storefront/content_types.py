"""Accepts forms and nothing else: no JSON, no files, no body without a type.

A page of the shop sends nothing but forms; another body would be read as an empty one.
"""

from flask import Flask, request
from werkzeug.exceptions import UnsupportedMediaType

_READING = {"GET", "HEAD", "OPTIONS"}
_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


def accept_only_forms(app: Flask) -> None:
    """Refuse every other body before its view runs."""
    app.before_request(_refuse_other_bodies)


def _refuse_other_bodies() -> None:
    if request.method in _READING or not request.get_data():
        return
    if request.mimetype not in _FORMS or request.files:
        raise UnsupportedMediaType
