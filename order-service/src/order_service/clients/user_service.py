"""What order-service asks user-service: keys, revocations, who somebody is, a token."""

from datetime import datetime

from service_kit.http import Connection, Reply
from service_kit.service_token import IssuedToken
from service_kit.tokens import Known

_NOT_MODIFIED = 304


class UserServiceClient:
    """Calls to user-service."""

    def __init__(self, connection: Connection, secret: str) -> None:
        """Take the connection and order-service's own client secret."""
        self._connection = connection
        self._secret = secret

    def signing_keys(self, etag: str | None) -> Known | None:
        """Fetch the public keys; None where they have not changed since `etag`."""
        reply = self._fetch("/.well-known/jwks.json", etag)
        return Known(reply.document, reply.etag) if reply else None

    def revocations(self, etag: str | None) -> Known | None:
        """Fetch the ended sign-ins as `{sid: expiry}`; None where none is new."""
        reply = self._fetch("/api/revocations", etag)
        if reply is None:
            return None
        ended = {end["sid"]: end["expires_at"] for end in reply.document["results"]}
        return Known(ended, reply.etag)

    def is_administrator(self, token: str) -> bool:
        """Ask whether the holder of a token is an administrator at this moment."""
        user = self._connection.get("/api/user", token=token).document["result"]
        return bool(user["is_admin"])

    def service_token(self) -> IssuedToken:
        """Get a token by which order-service shows who it is."""
        reply = self._connection.send(
            "POST",
            "/api/service-token",
            {"client_id": self._connection.consumer, "client_secret": self._secret},
        )
        issued = reply.document["result"]
        ends = datetime.fromisoformat(issued["expires_at"])
        return IssuedToken(issued["token"], ends)

    def _fetch(self, path: str, etag: str | None) -> Reply | None:
        known = {"If-None-Match": etag} if etag else None
        reply = self._connection.get(path, headers=known)
        return None if reply.status == _NOT_MODIFIED else reply
