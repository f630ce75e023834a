"""Flask's sessions, kept on the server under the hash of an opaque cookie."""

import hashlib
import json
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin

from service_kit.clock import now
from storefront.sessions.records import (
    Change,
    Lifetime,
    Record,
    SessionsAway,
    SessionStore,
)

# Reading pages must not cost a write each; a minute less of idle time hurts nobody.
_TOUCH_EVERY = timedelta(minutes=1)
_WITHOUT_SESSION = ("/pictures/", "/health")


class ShopSession(dict[str, Any], SessionMixin):
    """What the shop knows about one browser while it is here."""

    def __init__(
        self,
        key: str | None = None,
        record: Record | None = None,
        *,
        is_lost: bool = False,
        has_ended: bool = False,
    ) -> None:
        """Take the stored record, or begin empty."""
        self.record = record
        super().__init__((name, json.loads(text)) for name, text in self._kept.items())
        self.key = key
        self.is_lost = is_lost
        self.has_ended = has_ended
        self.must_renew = False

    @property
    def _kept(self) -> dict[str, str]:
        return dict(self.record.values) if self.record else {}

    def renew(self) -> None:
        """Move to a new id, so that nobody who knew the old one comes along."""
        self.must_renew = True

    def texts(self) -> dict[str, str]:
        """Write every value as it is stored."""
        return {name: json.dumps(value) for name, value in self.items()}

    def change(self, at: datetime) -> Change:
        """Tell what differs from the stored record, changed in place or not."""
        texts, kept = self.texts(), self._kept
        written = {name: text for name, text in texts.items() if kept.get(name) != text}
        return Change(written, frozenset(kept.keys() - texts.keys()), at)


class ServerSessions(SessionInterface):
    """Opens and saves sessions; an id that the store does not know is never adopted."""

    def __init__(
        self, store: SessionStore, *, is_encrypted: bool, lifetime: Lifetime
    ) -> None:
        """Take the store, and whether shoppers come over https."""
        self.store = store
        self.lifetime = lifetime
        self.clock: Callable[[], datetime] = now
        self._is_encrypted = is_encrypted
        self.cookie = "__Host-furrow" if is_encrypted else "furrow"

    def open_session(self, app: Flask, request: Request) -> ShopSession:
        """Find the session of the request's cookie, or begin an empty one."""
        cookie = request.cookies.get(self.cookie)
        if not cookie or request.path.startswith(_WITHOUT_SESSION):
            return ShopSession()
        key = _key(cookie)
        try:
            record = self.store.find(key)
        except SessionsAway:
            return ShopSession(is_lost=True)
        if record is None or record.is_over(self.clock(), self.lifetime):
            return ShopSession(has_ended=True)
        return ShopSession(key, record)

    def save_session(
        self, app: Flask, session: SessionMixin, response: Response
    ) -> None:
        """Write what has changed, if anything has."""
        if not isinstance(session, ShopSession) or session.is_lost:
            return
        try:
            self._save(session, response)
        except SessionsAway:
            # The page that tells so must not try to save once more.
            session.is_lost = True
            raise

    def _save(self, session: ShopSession, response: Response) -> None:
        if not session:
            self._end(session, response)
        elif session.record is None or session.must_renew:
            self._start(session, response)
        else:
            self._update(session, session.record)

    def _start(self, session: ShopSession, response: Response) -> None:
        cookie = secrets.token_urlsafe(32)
        at = self.clock()
        self.store.create(_key(cookie), Record(session.texts(), at, at))
        if session.key:
            self.store.end(session.key)
        response.set_cookie(
            self.cookie,
            cookie,
            path="/",
            secure=self._is_encrypted,
            httponly=True,
            samesite="Lax",
        )

    def _update(self, session: ShopSession, record: Record) -> None:
        change = session.change(self.clock())
        is_stale = change.touched_at - record.touched_at >= _TOUCH_EVERY
        if session.key and (change.written or change.removed or is_stale):
            self.store.apply(session.key, change)

    def _end(self, session: ShopSession, response: Response) -> None:
        if session.key:
            self.store.end(session.key)
            response.delete_cookie(
                self.cookie,
                path="/",
                secure=self._is_encrypted,
                httponly=True,
                samesite="Lax",
            )


def _key(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
