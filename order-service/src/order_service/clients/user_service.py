"""What order-service asks user-service: keys, revocations, who somebody is, a token."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service_kit.clock import read_instant
from service_kit.ended_sign_ins import BEGINNING, EndedPage
from service_kit.http import Connection, Reply, listed
from service_kit.service_token import IssuedToken
from service_kit.tokens import REFRESH_PATIENCE, Known

_NOT_MODIFIED = 304
_ENDED = "/api/revocations"


class UserServiceClient:
    """Calls to user-service."""

    def __init__(self, connection: Connection, secret: str) -> None:
        """Take the connection and order-service's own client secret."""
        self._connection = connection
        self._secret = secret

    def signing_keys(self, etag: str | None) -> Known | None:
        """Fetch the public keys; None where they have not changed since `etag`."""
        reply = self._fetch("/.well-known/jwks.json", etag)
        if reply is None:
            return None
        keys = self._connection.understand(reply, lambda found: list(found["keys"]))
        return Known({"keys": keys}, reply.etag)

    def ended_after(self, cursor: str) -> EndedPage:
        """Fetch a page of the sign-ins that have ended after a cursor."""
        patience = None if cursor == BEGINNING else REFRESH_PATIENCE
        reply = self._connection.get(_ENDED, params={"cursor": cursor}, read=patience)
        return self._connection.understand(reply, _ended_page)

    def revocations(self, etag: str | None) -> EndedPage | None:
        """Fetch all ended sign-ins, of a user-service without cursors, unless known."""
        reply = self._fetch(_ENDED, etag)
        if reply is None:
            return None
        return EndedPage(self._connection.understand(reply, _ended), etag=reply.etag)

    def is_administrator(self, token: str) -> bool:
        """Ask whether the holder of a token is an administrator at this moment."""
        reply = self._connection.get("/api/user", token=token)
        return self._connection.understand(reply, _is_administrator)

    def service_token(self) -> IssuedToken:
        """Get a token by which order-service shows who it is."""
        reply = self._connection.send(
            "POST",
            "/api/service-token",
            {"client_id": self._connection.consumer, "client_secret": self._secret},
        )
        return self._connection.understand(reply, _issued)

    def _fetch(self, path: str, etag: str | None) -> Reply | None:
        known = {"If-None-Match": etag} if etag else None
        patience = REFRESH_PATIENCE if etag else None
        reply = self._connection.get(path, headers=known, read=patience)
        return None if reply.status == _NOT_MODIFIED else reply


def _ended(document: Mapping[str, Any]) -> dict[str, datetime]:
    return {end["sid"]: read_instant(end["expires_at"]) for end in listed(document)}


def _ended_page(document: Mapping[str, Any]) -> EndedPage:
    if "cursor" not in document:
        return EndedPage(_ended(document))
    cursor, has_more = str(document["cursor"]), bool(document["has_more"])
    return EndedPage(_ended(document), cursor, has_more)


def _is_administrator(document: Mapping[str, Any]) -> bool:
    return bool(document["result"]["is_admin"])


def _issued(document: Mapping[str, Any]) -> IssuedToken:
    issued = document["result"]
    return IssuedToken(issued["token"], read_instant(issued["expires_at"]))
