"""What product-service asks user-service: about tokens, and whose they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service_kit.keys_and_revocations_client import KeysAndRevocationsClient


@dataclass(frozen=True)
class Person:
    """Somebody with an account, as user-service knows them at this moment."""

    is_admin: bool
    is_active: bool


class UserServiceClient(KeysAndRevocationsClient):
    """Calls to user-service."""

    def who_is(self, token: str) -> Person:
        """Ask who is behind a token right now; raise `Rejected` where nobody is."""
        reply = self._connection.get("/api/user", token=token)
        return self._connection.parsed(reply, _person)


def _person(document: Mapping[str, Any]) -> Person:
    user = document["result"]
    return Person(bool(user["is_admin"]), bool(user["is_active"]))
