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
from typing import Any, Protocol

import jwt

from service_kit.clock import LEEWAY
from service_kit.fields import LARGEST_ID
from service_kit.http_client import CallFailed
from service_kit.problems import Unauthenticated, Unavailable
from service_kit.revocations import RevocationList, RevocationSource

ALGORITHM = "EdDSA"
ISSUER = "user-service"
AUDIENCE = "furrow"
REFRESH_SECONDS = 4.0
TRUSTED_SECONDS = 300.0
# A request that only wants to know whether anything is new waits no longer for that:
# what is known stays good, and whoever called has little patience left.
REFRESH_PATIENCE = 0.3
_SILENCE_SECONDS = 1.0
# A token has one form only: PyJWT also decodes `token + "=="`, which would be a second.
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", re.ASCII)
_PERSON = re.compile(r"[1-9][0-9]{0,9}", re.ASCII)
_SERVICE = re.compile(r"service:[a-z-]{1,60}", re.ASCII)
_REQUIRED = ["iss", "sub", "aud", "sid", "jti", "iat", "exp"]


@dataclass(frozen=True)
class Caller:
    """Who is behind a request: a person with a sign-in, or a service."""

    subject: str
    sign_in_id: str
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


class TokenSource(RevocationSource, Protocol):
    """What a service's client of user-service offers; None means "not changed"."""

    def signing_keys(self, etag: str | None) -> Known | None:
        """Fetch the JSON Web Key Set (RFC 7517) as `{"keys": [...]}`."""


class TokenVerifier:
    """Identifies who is behind a token, by keys and revocations it keeps fresh."""

    def __init__(self, source: TokenSource) -> None:
        """Take where keys and revocations come from."""
        silence = _Silence()
        self._keys = _CachedList(_Keys(source.signing_keys), silence)
        self._revocations = _CachedList(RevocationList(source), silence)

    def caller(self, token: str, *, changes: bool) -> Caller:
        """Return who calls; `changes` is whether the request wants to change things.

        Raises `Unauthenticated` for any token that is not good now, and `Unavailable`
        where user-service has not answered for too long to know.
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


class _List(Protocol):
    """A list of user-service; `values` is None before all of it has been fetched."""

    values: Mapping[str, Any] | None

    def refresh(self) -> bool:
        """Fetch what is new; return whether that is all. Raise `CallFailed`."""


class _Keys:
    """The public keys by their ids."""

    def __init__(self, fetch: Callable[[str | None], Known | None]) -> None:
        self.values: Mapping[str, Any] | None = None
        self._fetch = fetch
        self._etag: str | None = None

    def refresh(self) -> bool:
        answer = self._fetch(self._etag)
        if answer is not None:
            self.values, self._etag = _keys_by_id(answer.values), answer.etag
        return True


class _CachedList:
    """One list of user-service: refreshed when old, last known good when it is away."""

    def __init__(self, known: _List, silence: _Silence) -> None:
        self._known = known
        self._silence = silence
        self._asked = self._answered = self._confirmed = float("-inf")
        self._lock = threading.Lock()

    def values(
        self, *, trusted: float | None = None, fresh: bool = False
    ) -> Mapping[str, Any]:
        begin = time.monotonic()
        is_old = begin - self._asked > (1.0 if fresh else REFRESH_SECONDS)
        if is_old or self._is_unknown():
            self._refresh(begin)
        known = self._known.values
        if known is None or self._is_older_than(trusted):
            raise Unavailable("Signing in cannot be checked just now.")
        return known

    def _refresh(self, begin: float) -> None:
        is_known = not self._is_unknown()
        if is_known and self._silence.is_fresh:
            return
        # One thread asks; the others go on with what is known, unless nothing is.
        if not self._lock.acquire(blocking=not is_known):
            return
        try:
            # Whoever waited for another's question has had an answer, good or bad.
            if self._answered < begin:
                self._ask()
                self._answered = time.monotonic()
        finally:
            self._lock.release()

    def _ask(self) -> None:
        begin = self._asked = time.monotonic()
        try:
            is_all = self._known.refresh()
        except CallFailed:
            self._silence.note()
            return
        if is_all:
            self._confirmed = begin
        else:
            # There is more: whoever comes next goes on at once.
            self._asked = float("-inf")

    def _is_unknown(self) -> bool:
        """Whether this worker has just begun, and another request may be asking."""
        return self._known.values is None or self._confirmed == float("-inf")

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
            # RFC 7519 section 4.1.6: `iat` gives an age and refuses nothing; a token of
            # the future was signed where the clock is ahead.
            options={"require": _REQUIRED, "verify_iat": False},
        )
    except jwt.ExpiredSignatureError:
        raise Unauthenticated(expired=True) from None
    except jwt.InvalidTokenError:
        raise Unauthenticated from None


def caller_of(claims: Mapping[str, Any], token: str) -> Caller:
    """Make the caller that checked claims describe; raise `Unauthenticated`."""
    subject = str(claims["sub"])
    # The number of an account or the name of a service, as user-service writes them.
    is_person = _PERSON.fullmatch(subject) and int(subject) <= LARGEST_ID
    if not is_person and not _SERVICE.fullmatch(subject):
        raise Unauthenticated
    return Caller(subject, str(claims["sid"]), bool(claims.get("admin")), token)


def _keys_by_id(key_set: Mapping[str, Any]) -> dict[str, Any]:
    return dict(_readable_keys(key_set.get("keys", [])))


def _readable_keys(written: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    for key in written:
        # RFC 7517 section 5: a key of a kind that is not known here is passed over.
        with contextlib.suppress(KeyError, TypeError, jwt.PyJWTError):
            yield key["kid"], jwt.PyJWK(dict(key)).key
