"""Checks the tokens that user-service signs, without asking it about each one.

The public keys and the list of ended sign-ins are kept and refreshed every few seconds.
While user-service does not answer, what is known stays good: five minutes for changes,
for reading as long as the token lives.
"""

import contextlib
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

import jwt

from service_kit.http import CallFailed
from service_kit.problems import Unauthenticated, Unavailable

ALGORITHM = "EdDSA"
ISSUER = "user-service"
AUDIENCE = "furrow"
REFRESH_SECONDS = 4.0
TRUSTED_SECONDS = 300.0
# A request that only wants to know whether anything is new waits no longer for that:
# what is known stays good, and whoever called has little patience left.
REFRESH_PATIENCE = 0.3
# Clocks never agree quite: a token is good for so much longer than it says.
LEEWAY = timedelta(seconds=60)
# Where a clock is wrong by hours, an ended sign-in must not come back to life there.
MOST_SKEW = timedelta(hours=2)
_SILENCE_SECONDS = 1.0
# A token has one form only: PyJWT also decodes `token + "=="`, which would be a second.
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", re.ASCII)
_REQUIRED = ["iss", "sub", "aud", "sid", "jti", "iat", "exp"]


@dataclass(frozen=True)
class Caller:
    """Who is behind a request: a person with a sign-in, or a service."""

    subject: str
    session_id: str
    is_admin: bool = False
    token: str = field(default="", repr=False)

    @property
    def service(self) -> str | None:
        """The name of the calling service, or None for a person."""
        kind, _, name = self.subject.partition(":")
        return name if kind == "service" else None

    @property
    def user_id(self) -> int:
        """The account of the person who calls."""
        if self.service:
            raise Unauthenticated("A person must sign in to do this.")
        return int(self.subject)


@dataclass(frozen=True)
class Known:
    """One answer of user-service, with the ETag to ask again."""

    values: Mapping[str, Any]
    etag: str | None = None


class TokenSource(Protocol):
    """What a service's client of user-service offers; None means "not changed"."""

    def signing_keys(self, etag: str | None) -> Known | None:
        """Fetch the JSON Web Key Set (RFC 7517) as `{"keys": [...]}`."""

    def revocations(self, etag: str | None) -> Known | None:
        """Fetch the ended sign-ins as `{sid: expiry}`."""


class TokenVerifier:
    """Tells who is behind a token, from keys and revocations it keeps fresh."""

    def __init__(self, source: TokenSource) -> None:
        """Take where keys and revocations come from."""
        silence = _Silence()
        self._keys = _Kept(source.signing_keys, _keys_by_id, silence)
        self._revocations = _Kept(source.revocations, dict, silence)

    def caller(self, token: str, *, changes: bool) -> Caller:
        """Tell who calls; `changes` says whether the request wants to change things.

        Raises `Unauthenticated` for any token that is not good now, and `Unavailable`
        where user-service has been silent for too long to know.
        """
        claims = checked_claims(token, self._public_keys(token))
        ended = self._revocations.values(trusted=TRUSTED_SECONDS if changes else None)
        if claims["sid"] in ended:
            raise Unauthenticated
        return caller_of(claims, token)

    def _public_keys(self, token: str) -> Mapping[str, Any]:
        keys = self._keys.values()
        if key_id(token) not in keys:
            # Perhaps a key that was made a moment ago: ask, once a second at most.
            keys = self._keys.values(fresh=True)
        return keys


class _Silence:
    """Whether user-service has just not answered: one request asks it once in vain."""

    def __init__(self) -> None:
        self._since = float("-inf")

    def note(self) -> None:
        self._since = time.monotonic()

    @property
    def is_fresh(self) -> bool:
        return time.monotonic() - self._since < _SILENCE_SECONDS


class _Kept:
    """One list of user-service: refreshed when old, last known good when it is away."""

    def __init__(
        self,
        fetch: Callable[[str | None], Known | None],
        read: Callable[[Mapping[str, Any]], Mapping[str, Any]],
        silence: _Silence,
    ) -> None:
        self._fetch = fetch
        self._read = read
        self._silence = silence
        self._known: Known | None = None
        self._asked = self._confirmed = float("-inf")
        self._lock = threading.Lock()

    def values(
        self, *, trusted: float | None = None, fresh: bool = False
    ) -> Mapping[str, Any]:
        age = time.monotonic() - self._asked
        if age > (1.0 if fresh else REFRESH_SECONDS):
            self._refresh()
        if self._known is None or self._is_older_than(trusted):
            raise Unavailable("Signing in cannot be checked just now.")
        return self._known.values

    def _refresh(self) -> None:
        if self._known is not None and self._silence.is_fresh:
            return
        # One thread asks; the others go on with what is known, unless nothing is.
        if not self._lock.acquire(blocking=self._known is None):
            return
        try:
            self._ask()
        finally:
            self._lock.release()

    def _ask(self) -> None:
        self._asked = time.monotonic()
        try:
            answer = self._fetch(self._known.etag if self._known else None)
        except CallFailed:
            self._silence.note()
            return
        if answer is not None:
            self._known = Known(self._read(answer.values), answer.etag)
        self._confirmed = self._asked

    def _is_older_than(self, seconds: float | None) -> bool:
        return seconds is not None and time.monotonic() - self._confirmed > seconds


def key_id(token: str) -> str:
    """Read which key a token names; raise `Unauthenticated` where it is no token."""
    if not _COMPACT.fullmatch(token):
        raise Unauthenticated
    try:
        return str(jwt.get_unverified_header(token).get("kid"))
    except jwt.InvalidTokenError:
        raise Unauthenticated from None


def checked_claims(token: str, keys: Mapping[str, Any]) -> dict[str, Any]:
    """Check a token against public keys by id (RFC 8725: one algorithm, all claims)."""
    key = keys.get(key_id(token))
    if key is None:
        raise Unauthenticated
    try:
        return jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=ISSUER,
            leeway=LEEWAY,
            # RFC 7519 section 4.1.6: `iat` tells an age and refuses nothing; a token of
            # the future was signed where the clock is ahead.
            options={"require": _REQUIRED, "verify_iat": False},
        )
    except jwt.ExpiredSignatureError:
        raise Unauthenticated(expired=True) from None
    except jwt.InvalidTokenError:
        raise Unauthenticated from None


def caller_of(claims: Mapping[str, Any], token: str) -> Caller:
    """Make the caller that checked claims speak of."""
    return Caller(
        str(claims["sub"]), str(claims["sid"]), bool(claims.get("admin")), token
    )


def _keys_by_id(key_set: Mapping[str, Any]) -> dict[str, Any]:
    return dict(_readable_keys(key_set.get("keys", [])))


def _readable_keys(written: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    for key in written:
        # RFC 7517 section 5: a key of a kind that is not known here is passed over.
        with contextlib.suppress(KeyError, TypeError, jwt.PyJWTError):
            yield key["kid"], jwt.PyJWK(dict(key)).key
