"""Fetches from user-service what it takes to check tokens: keys and revocations.

Every service asks in the same way, so that all of them get the same; the contract of
each with user-service holds this code to it.
"""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from service_kit.clock import read_instant
from service_kit.http_client import Connection, Reply, listed
from service_kit.revocations import BEGINNING, RevocationPage
from service_kit.tokens import REFRESH_PATIENCE, Known

_KEYS, _ENDED = "/.well-known/jwks.json", "/api/revocations"


class KeysAndRevocationsClient:
    """Calls to user-service about tokens; a service's own client adds the others."""

    def __init__(self, connection: Connection) -> None:
        """Take the connection to user-service."""
        self._connection = connection

    def signing_keys(self, etag: str | None) -> Known | None:
        """Fetch the public keys; None where they have not changed since `etag`."""
        reply = self._fetch(_KEYS, etag)
        if reply is None:
            return None
        keys = self._connection.parsed(reply, lambda found: list(found["keys"]))
        return Known({"keys": keys}, reply.etag)

    def revocations_after(self, cursor: str) -> RevocationPage:
        """Fetch a page of the sign-ins that have ended after a cursor."""
        patience = None if cursor == BEGINNING else REFRESH_PATIENCE
        reply = self._connection.get(_ENDED, params={"cursor": cursor}, read=patience)
        return self._connection.parsed(reply, _page)

    def revocations(self, etag: str | None) -> RevocationPage | None:
        """Fetch all ended sign-ins, of a user-service without cursors, unless known."""
        reply = self._fetch(_ENDED, etag)
        if reply is None:
            return None
        return RevocationPage(self._connection.parsed(reply, _ended), etag=reply.etag)

    def _fetch(self, path: str, etag: str | None) -> Reply | None:
        known = {"If-None-Match": etag} if etag else None
        patience = REFRESH_PATIENCE if etag else None
        reply = self._connection.get(path, headers=known, read=patience)
        return None if reply.status == HTTPStatus.NOT_MODIFIED else reply


def _ended(document: Mapping[str, Any]) -> dict[str, datetime]:
    return {end["sid"]: read_instant(end["expires_at"]) for end in listed(document)}


def _page(document: Mapping[str, Any]) -> RevocationPage:
    if "cursor" not in document:
        return RevocationPage(_ended(document))
    cursor, has_more = str(document["cursor"]), bool(document["has_more"])
    return RevocationPage(_ended(document), cursor, has_more)
