"""Flask's sessions: behind an opaque cookie on the server, or small ones within it.

Whoever only looks at the form of the sign-in has a session for its token, and for the
way back; that travels sealed in the cookie. A row is written once there is something
to keep: a basket, a shopper.
"""

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin

from service_kit.clock import now
from storefront.sessions.encryption import Broken, Seal
from storefront.sessions.store_protocol import (
    Change,
    Lifetime,
    Record,
    SessionStore,
    SessionsUnavailable,
)

# Reading pages must not cost a write each; a minute less of idle time hurts nobody.
_TOUCH_EVERY = timedelta(minutes=1)
_WITHOUT_SESSION = ("/pictures/", "/health")
# What may travel in the cookie, and how a cookie begins that carries it.
_SMALL = frozenset({"csrf_token", "way_back", "notices"})
_CARRIES = "s."
_MOST_CARRIED = 3000


class ShopSession(dict[str, Any], SessionMixin):
    """What the shop knows about one browser while it is here."""

    def __init__(
        self,
        cookie: str = "",
        record: Record | None = None,
        *,
        is_lost: bool = False,
        has_ended: bool = False,
    ) -> None:
        """Take the cookie and what is known by it, or begin empty."""
        self.record = record
        super().__init__((name, json.loads(text)) for name, text in self._kept.items())
        self.cookie = cookie
        self.is_lost = is_lost
        self.has_ended = has_ended
        self.must_renew = False

    @property
    def key(self) -> str | None:
        """Name the session where it is stored; None where it is not."""
        is_stored = self.cookie and not self.cookie.startswith(_CARRIES)
        return _key(self.cookie) if is_stored else None

    @property
    def pseudonym(self) -> str | None:
        """Name the browser for what is counted; the name reveals nothing of it."""
        token = self.get("csrf_token")
        return self.key or (_key(token) if token else None)

    @property
    def is_small(self) -> bool:
        """Return whether it is worth no row."""
        return self.keys() <= _SMALL

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
        """Return what differs from the stored record, changed in place or not."""
        texts, kept = self.texts(), self._kept
        written = {name: text for name, text in texts.items() if kept.get(name) != text}
        return Change(written, frozenset(kept.keys() - texts.keys()), at)


class ServerSessions(SessionInterface):
    """Opens and saves sessions; an id that the store does not know is never adopted."""

    def __init__(
        self,
        store: SessionStore,
        *,
        secret: str,
        is_encrypted: bool,
        lifetime: Lifetime,
    ) -> None:
        """Take the store, our secret, and whether shoppers come over https."""
        self.store = store
        self.lifetime = lifetime
        # Another clock may be put here, and what is done before it ends a session.
        self.clock: Callable[[], datetime] = now
        self.make_sure: Callable[[], None] = lambda: None
        self._secret = secret
        self._is_encrypted = is_encrypted
        self.cookie = "__Host-furrow" if is_encrypted else "furrow"

    def open_session(self, app: Flask, request: Request) -> ShopSession:
        """Find the session of the request's cookie, or begin an empty one."""
        cookie = request.cookies.get(self.cookie)
        if not cookie or request.path.startswith(_WITHOUT_SESSION):
            return ShopSession()
        try:
            if cookie.startswith(_CARRIES):
                return ShopSession(cookie, self._carried(cookie))
            record = self._stored(cookie)
        except Broken:
            return ShopSession(has_ended=True)
        except SessionsUnavailable:
            return ShopSession(is_lost=True)
        return ShopSession(cookie, record) if record else ShopSession(has_ended=True)

    def _is_over(self, record: Record) -> bool:
        if not record.is_over(self.clock(), self.lifetime):
            return False
        self.make_sure()
        return record.is_over(self.clock(), self.lifetime)

    def save_session(
        self, app: Flask, session: SessionMixin, response: Response
    ) -> None:
        """Write what has changed, if anything has."""
        if not isinstance(session, ShopSession) or session.is_lost:
            return
        try:
            self._save(session, response)
        except SessionsUnavailable:
            # The page that says so must not try to save once more.
            session.is_lost = True
            raise

    def _stored(self, cookie: str) -> Record | None:
        record = self.store.find(_key(cookie))
        if record is None or self._is_over(record):
            return None
        return replace(record, values=self._seal(cookie).open_each(record.values))

    def _carried(self, cookie: str) -> Record:
        at = self.clock()
        sealed = cookie.removeprefix(_CARRIES)
        return Record(self._seal().open_all(sealed, at, self.lifetime.absolute), at, at)

    def _seal(self, cookie: str = "") -> Seal:
        return Seal(self._secret, cookie)

    def _save(self, session: ShopSession, response: Response) -> None:
        is_new = session.key is None or session.must_renew
        if not session:
            self._end(session, response)
        elif is_new and session.is_small:
            self._carry(session, response)
        elif is_new:
            self._start(session, response)
        else:
            self._update(session)

    def _carry(self, session: ShopSession, response: Response) -> None:
        change = session.change(self.clock())
        if not (change.written or change.removed or session.must_renew):
            return
        cookie = _CARRIES + self._seal().close_all(session.texts(), self.clock())
        if len(cookie) > _MOST_CARRIED:
            self._start(session, response)
            return
        if session.key:
            self.store.end(session.key)
        self._set_cookie(response, cookie)

    def _start(self, session: ShopSession, response: Response) -> None:
        cookie = secrets.token_urlsafe(32)
        at = self.clock()
        values = self._seal(cookie).close_each(session.texts())
        self.store.create(_key(cookie), Record(values, at, at))
        if session.key:
            self.store.end(session.key)
        self._set_cookie(response, cookie)

    def _update(self, session: ShopSession) -> None:
        change, record = session.change(self.clock()), session.record
        since = abs(change.touched_at - record.touched_at) if record else _TOUCH_EVERY
        is_stale = since >= _TOUCH_EVERY
        if session.key and (change.written or change.removed or is_stale):
            written = self._seal(session.cookie).close_each(change.written)
            self.store.apply(session.key, replace(change, written=written))

    def _end(self, session: ShopSession, response: Response) -> None:
        if session.key:
            self.store.end(session.key)
        if session.cookie:
            response.delete_cookie(
                self.cookie,
                path="/",
                secure=self._is_encrypted,
                httponly=True,
                samesite="Lax",
            )

    def _set_cookie(self, response: Response, cookie: str) -> None:
        response.set_cookie(
            self.cookie,
            cookie,
            path="/",
            secure=self._is_encrypted,
            httponly=True,
            samesite="Lax",
        )


def _key(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
