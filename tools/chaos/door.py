"""A caller of one service: keeps its connection, and never raises.

What does not come back as an answer is unknown, which is exactly what a shopper's
telephone would know of it.
"""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from tools.chaos.journal import UNKNOWN

# The house answers within three seconds or not at all.
PATIENCE = 5.0


@dataclass(frozen=True)
class Answer:
    """A status, and the document that came with it; status 0 where none came."""

    status: int = UNKNOWN
    document: Mapping[str, Any] = field(default_factory=dict)
    etag: str = ""

    @property
    def is_unknown(self) -> bool:
        """Tell whether nobody knows what became of the request."""
        return self.status == UNKNOWN or self.status >= 500 or self.status == 429

    @property
    def result(self) -> Mapping[str, Any]:
        """What the answer is about."""
        found = self.document.get("result")
        return found if isinstance(found, Mapping) else {}


class Door:
    """One connection to a service, opened again whenever it breaks."""

    def __init__(
        self, address: str, token: str | None = None, patience: float = PATIENCE
    ) -> None:
        """Take the address of the service and who is calling."""
        self._place = urlsplit(address).netloc
        self._token = token
        self._patience = patience
        self._connection: http.client.HTTPConnection | None = None

    def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask once; what fails on the way is an unknown answer."""
        given = {"Accept": "application/json", **(headers or {})}
        if self._token:
            given["Authorization"] = f"Bearer {self._token}"
        if body is not None:
            given["Content-Type"] = "application/json"
        text = json.dumps(body).encode() if body is not None else None
        return self._ask(method, path, text, given)

    def post_form(self, path: str, form: Mapping[str, str]) -> Answer:
        """Send a form, as a browser does."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(form).encode(), kind)

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(
                self._place, timeout=self._patience
            )
        try:
            self._connection.request(method, path, body, dict(headers))
            response = self._connection.getresponse()
            text = response.read()
            return Answer(
                response.status,
                _document(response, text),
                response.headers["ETag"] or "",
            )
        except (OSError, http.client.HTTPException, ValueError):
            self.close()
            return Answer()


def _document(response: http.client.HTTPResponse, text: bytes) -> Mapping[str, Any]:
    if response.headers["Content-Length"] is None and response.status >= 200:
        # An answer that was cut among its headers looks like one without a body.
        raise ValueError("half an answer")
    if "json" not in (response.headers["Content-Type"] or ""):
        return {}
    document = json.loads(text)
    return document if isinstance(document, dict) else {}
