"""A client of one service, which never raises.

A response that does not come is unknown, as it is to a shopper's telephone.
"""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

UNKNOWN = 0
# The shop answers within three seconds or not at all.
PATIENCE = 5.0


@dataclass(frozen=True)
class ApiResponse:
    """A status, and the document that came with it; status 0 where none came."""

    status: int = UNKNOWN
    document: Mapping[str, Any] = field(default_factory=dict)
    etag: str = ""

    @property
    def is_unknown(self) -> bool:
        """Return whether nobody knows what became of the request."""
        return self.status == UNKNOWN or self.status >= 500 or self.status == 429

    @property
    def result(self) -> Mapping[str, Any]:
        """What the answer is about."""
        found = self.document.get("result")
        return found if isinstance(found, Mapping) else {}


class ApiClient:
    """One connection to a service, opened again whenever it breaks."""

    def __init__(
        self,
        address: str,
        token: str | None = None,
        patience: float = PATIENCE,
        *,
        is_kept: bool = True,
    ) -> None:
        """Take the address of the service, a token, and how long to wait for it.

        Whoever calls now and then keeps no connection: a server closes an idle one, and
        what was sent on it just then has an unknown response (RFC 9112, 9.3.1).
        """
        self._place = urlsplit(address)
        self._patience = patience
        self._is_kept = is_kept
        self._connection: http.client.HTTPConnection | None = None
        # Whoever asks a service has to name itself.
        self._headers = {"Accept": "application/json", "X-Consumer": "e2e"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"

    def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> ApiResponse:
        """Send a request once; what fails on the way is an unknown response."""
        given = {**self._headers, **(headers or {})}
        if body is None:
            return self._ask(method, path, None, given)
        given["Content-Type"] = "application/json"
        return self._ask(method, path, json.dumps(body).encode(), given)

    def post_form(self, path: str, form: Mapping[str, str]) -> ApiResponse:
        """Send a form, as a browser does."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(form).encode(), kind)

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> ApiResponse:
        self._connection = self._connection or self._connected()
        try:
            self._connection.request(method, path, body, dict(headers))
            response = self._connection.getresponse()
            document = _document(response, response.read())
            return ApiResponse(
                response.status, document, response.headers["ETag"] or ""
            )
        except (OSError, http.client.HTTPException, ValueError):
            self.close()
            return ApiResponse()
        finally:
            if not self._is_kept:
                self.close()

    def _connected(self) -> http.client.HTTPConnection:
        is_secure = self._place.scheme == "https"
        kind = http.client.HTTPSConnection if is_secure else http.client.HTTPConnection
        return kind(self._place.netloc, timeout=self._patience)


def _document(response: http.client.HTTPResponse, text: bytes) -> Mapping[str, Any]:
    if response.headers["Content-Length"] is None and response.status >= 200:
        # An answer that was cut among its headers looks like one without a body.
        raise ValueError("half an answer")
    if "json" not in (response.headers["Content-Type"] or ""):
        return {}
    document = json.loads(text)
    return document if isinstance(document, dict) else {}
