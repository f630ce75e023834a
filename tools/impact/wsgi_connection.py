"""Calls between applications without a network: thousands of visits in half a minute.

Everything else of a call is real, its timeouts, headers and words for failure too.
"""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from werkzeug.test import Client

from service_kit.http_client import Connection

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_ANYWHERE = "http://"


class WsgiConnection(Connection):
    """Calls a WSGI application that is called as its provider is."""

    def __init__(self, consumer: str, provider: str, app: "WSGIApplication") -> None:
        """Take both names, and the application that answers."""
        super().__init__(consumer, provider, f"{_ANYWHERE}{provider}.invalid")
        self._direct = requests.Session()
        self._direct.trust_env = False
        self._direct.mount(_ANYWHERE, _Handover(app))

    def _session(self, name: str) -> requests.Session:
        return self._direct


class _Handover(BaseAdapter):
    """Hands requests over to a WSGI application."""

    def __init__(self, app: "WSGIApplication") -> None:
        super().__init__()
        self._client = Client(app)

    def send(  # type: ignore[override]
        self, request: requests.PreparedRequest, **_: Any
    ) -> requests.Response:
        url = urlsplit(request.url or "")
        answer = self._client.open(
            url.path,
            base_url=f"{url.scheme}://{url.netloc}",
            query_string=url.query,
            method=request.method or "GET",
            headers=dict(request.headers),
            data=request.body,
        )
        response = requests.Response()
        response.status_code = answer.status_code
        response.headers = CaseInsensitiveDict(answer.headers)
        response.request, response.url = request, request.url or ""
        response._content = answer.get_data()
        return response

    def close(self) -> None:
        """Nothing is open."""
