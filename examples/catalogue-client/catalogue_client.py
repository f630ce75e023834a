"""The quick start of a catalogue tutorial, as people go on typing it.

It knows nothing of this shop. Its contracts hold the services to what it reads, so that
nobody breaks it without noticing.
"""

from typing import Any

import requests

PRODUCT = ("id", "title", "name", "brand", "price", "description")


class Refused(Exception):
    """A service said no, and why."""


class Client:
    """A service, or the gateway before all of them, and the cookies that it gave."""

    def __init__(self, url: str, token: str = "") -> None:
        """Take where it is, and a token for the header in place of the cookie."""
        self.url, self.session = url.rstrip("/"), requests.Session()
        self.session.headers["X-Consumer"] = "catalogue-client"
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def authenticate(self, username: str, password: str) -> str:
        """Log in, and keep the cookie; return the message."""
        form = {"username": username, "password": password}
        return str(self._member_of(self.session.post(f"{self.url}/auth", json=form)))

    def authenticate_by_form(self, username: str, password: str) -> str:
        """Try the same with a form, which no tutorial takes."""
        form = {"username": username, "password": password}
        return str(self._member_of(self.session.post(f"{self.url}/auth", data=form)))

    def products(self) -> list[dict[str, Any]]:
        """List the products, with the token if there is one."""
        found = self._member_of(self.session.get(f"{self.url}/products"), "data")
        return [{name: each[name] for name in PRODUCT} for each in found]

    def _member_of(self, answer: requests.Response, member: str = "message") -> Any:
        document = answer.json()
        if not answer.ok:
            raise Refused(f"{answer.status_code} {document['error']}")
        return document[member]
