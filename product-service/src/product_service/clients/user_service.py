"""user-service as this service needs it: which tokens are good, and whose they are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from pydantic import AwareDatetime, BaseModel, ValidationError

from service_kit.ended_sign_ins import BEGINNING, EndedPage
from service_kit.http import Connection, Reply, ServiceUnavailable
from service_kit.tokens import REFRESH_PATIENCE, Known

_ENDED = "/api/revocations"
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Person:
    """Somebody with an account, as user-service knows them at this moment."""

    is_admin: bool
    is_active: bool


class _KeySet(BaseModel):
    keys: list[dict[str, Any]]


class _Ended(BaseModel):
    sid: str
    expires_at: AwareDatetime


class _EndedSignIns(BaseModel):
    results: list[_Ended]
    cursor: str | None = None
    has_more: bool = False

    def by_id(self) -> dict[str, datetime]:
        return {entry.sid: entry.expires_at for entry in self.results}


class _User(BaseModel):
    is_admin: bool
    is_active: bool


class _UserAnswer(BaseModel):
    result: _User


class UserServiceClient:
    """Asks user-service."""

    def __init__(self, connection: Connection) -> None:
        """Take the way there."""
        self._connection = connection

    def signing_keys(self, etag: str | None) -> Known | None:
        """Fetch the public keys that tokens are signed with, unless unchanged."""
        reply = self._changed("/.well-known/jwks.json", etag)
        if reply is None:
            return None
        return Known(self._read(reply, _KeySet).model_dump(), reply.etag)

    def ended_after(self, cursor: str) -> EndedPage:
        """Fetch a page of the sign-ins that have ended after a cursor."""
        patience = None if cursor == BEGINNING else REFRESH_PATIENCE
        reply = self._connection.get(_ENDED, params={"cursor": cursor}, read=patience)
        page = self._read(reply, _EndedSignIns)
        return EndedPage(page.by_id(), page.cursor, page.has_more)

    def revocations(self, etag: str | None) -> EndedPage | None:
        """Fetch all ended sign-ins, of a user-service without cursors, unless known."""
        reply = self._changed(_ENDED, etag)
        if reply is None:
            return None
        return EndedPage(self._read(reply, _EndedSignIns).by_id(), etag=reply.etag)

    def who_is(self, token: str) -> Person:
        """Ask who is behind a token right now; raise `Rejected` where nobody is."""
        reply = self._connection.get("/api/user", token=token)
        user = self._read(reply, _UserAnswer).result
        return Person(user.is_admin, user.is_active)

    def _changed(self, path: str, etag: str | None) -> Reply | None:
        asking = {"If-None-Match": etag} if etag else {}
        patience = REFRESH_PATIENCE if etag else None
        reply = self._connection.get(path, headers=asking, read=patience)
        return None if reply.status == 304 else reply

    def _read(self, reply: Reply, model: type[M]) -> M:
        try:
            return model.model_validate(reply.document)
        except ValidationError as error:
            provider = self._connection.provider
            raise ServiceUnavailable(provider, "unexpected answer") from error
