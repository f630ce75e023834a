"""What order-service asks user-service: about tokens, about rights, for a token."""

from collections.abc import Mapping
from typing import Any

from service_kit.http_client import Connection
from service_kit.keys_and_revocations_client import KeysAndRevocationsClient
from service_kit.service_token_cache import IssuedToken, fetch_service_token


class UserServiceClient(KeysAndRevocationsClient):
    """Calls to user-service."""

    def __init__(self, connection: Connection, secret: str) -> None:
        """Take the connection and order-service's own client secret."""
        super().__init__(connection)
        self._secret = secret

    def is_administrator(self, token: str) -> bool:
        """Ask whether the holder of a token is an administrator at this moment."""
        reply = self._connection.get("/api/user", token=token)
        return self._connection.parsed(reply, _is_administrator)

    def service_token(self) -> IssuedToken:
        """Get a token by which order-service shows who it is."""
        return fetch_service_token(self._connection, self._secret)


def _is_administrator(document: Mapping[str, Any]) -> bool:
    return bool(document["result"]["is_admin"])
