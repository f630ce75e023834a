"""What the storefront expects of user-service, and how it asks."""

from collections.abc import Mapping
from datetime import timedelta

from pydantic import SecretStr

from contract_kit.consumer.matchers import (
    from_state,
    instant,
    integer,
    pattern,
    some,
    text,
    token,
)
from service_kit.clock import now, rfc3339
from service_kit.http_client import Connection, NotFound, Reply
from storefront.clients.user_service import Browser, UserServiceClient

NOON = "2026-11-21T12:00:00+00:00"

# Whoever plays these interactions signs people in with it: it must not be over.
FAR_OFF = "2126-11-21T12:00:00+00:00"

PROBLEM = {"Content-Type": "application/problem+json"}

HOME = Browser("198.51.100.7", "Firefox")

FROM_HOME = {
    "Authorization": from_state("Bearer ${own_token}", example="Bearer storefront"),
    "X-Client-Address": HOME.address,
    "User-Agent": HOME.name,
}

FROM_ANYWHERE = FROM_HOME | {
    "X-Client-Address": token(HOME.address),
    "User-Agent": text(HOME.name),
}

SHOPPER = {"Authorization": from_state("Bearer ${token}", example="Bearer ada")}

PASSWORD = "a teapot in the garden"

NEXT_PASSWORD = "a kettle on the stove"

ADA = {"username": "ada", "email": "ada@furrow.example", "password": PASSWORD}

LETTERS = {"first_name": "Zoë 王", "last_name": "O’Brien-D'Été"}

SOMEBODY = {
    "username": token("ada"),
    "email": pattern("ada@furrow.example", r"\S+@\S+"),
    "password": text(PASSWORD),
}

FIRST = SOMEBODY | {"sign_in": True}

BEGUN = {
    "user_id": integer(7),
    "token": token("ada"),
    "expires_at": instant(FAR_OFF),
    "device": token("known"),
}

NEW_ACCOUNT = "/api/user/create"

CLOSING = {"password": PASSWORD}

PASSWORDS = {"current_password": text(PASSWORD), "new_password": text(NEXT_PASSWORD)}


class Introduced(Connection):
    """A connection over which the storefront got a token of its own already.

    An interaction is one request, and the client asks for this token on the way.
    """

    def send(self, method: str, path: str, *body: object, **sent: object) -> Reply:
        if path != "/api/service-token":
            return super().send(method, path, *body, **sent)
        ends = rfc3339(now() + timedelta(minutes=10))
        own = {"token": "storefront", "expires_at": ends}
        return Reply(200, {}, {"result": own}, b"")


def users(url: str, kind: type[Connection] = Introduced) -> UserServiceClient:
    connection = kind("frontend", "user-service", url)
    return UserServiceClient(connection, SecretStr("the-secret"))


def refusal(**errors: str) -> Mapping[str, object]:
    return {"errors": {field: some(text(words)) for field, words in errors.items()}}


def is_begun(sign_in):
    shown = (sign_in.user_id, sign_in.token, sign_in.device)
    return shown == (7, "ada", "known") and rfc3339(sign_in.expires_at) == FAR_OFF


class Introduction(Connection):
    """A connection that only notes by which token the storefront asks for a name."""

    shown: str | None = None

    def get(self, path: str, *, token: str | None = None, **_: object) -> Reply:
        self.shown = token
        raise NotFound(404)
