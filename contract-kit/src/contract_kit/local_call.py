"""Sends one request to an application, whether of WSGI or of ASGI."""

import http.client
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from werkzeug.test import Client

from contract_kit.application_kind import Application, is_asgi
from contract_kit.local_server import served

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_SECONDS = 30


@dataclass(frozen=True)
class LocalAnswer:
    """What an application has answered."""

    status: int
    body: bytes


def answer_to_get(app: Application, path: str) -> LocalAnswer:
    """Ask an application for a path."""
    if not is_asgi(app):
        answer = Client(cast("WSGIApplication", app)).get(path)
        return LocalAnswer(answer.status_code, answer.get_data())
    with served(app) as url:
        address = urlsplit(url)
        connection = http.client.HTTPConnection(
            str(address.hostname), address.port, timeout=_SECONDS
        )
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return LocalAnswer(response.status, response.read())
        finally:
            connection.close()
