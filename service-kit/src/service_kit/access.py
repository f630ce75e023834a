"""Who may call a route: every one names an access, and a test holds it to that."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from flask import Flask, current_app, request

from service_kit.problems import Forbidden, TokenMissing, Unauthenticated
from service_kit.tokens import Caller

# RFC 6750 section 2.1; `Basic <token>` is how the public course's client spells it.
_AUTHORIZATION = re.compile(r"(?:Bearer|Basic) +(\S+)", re.ASCII | re.IGNORECASE)
_READING = {"GET", "HEAD", "OPTIONS"}


class Authenticator(Protocol):
    """Identifies who is behind a token; each service brings its own."""

    def caller(self, token: str, *, changes: bool) -> Caller:
        """Return who calls, or raise `Unauthenticated`."""

    def confirm_administrator(self, caller: Caller) -> None:
        """Make sure that the caller is an administrator at this very moment."""


@dataclass(frozen=True)
class Access:
    """A kind of caller; `name` is how the API documents and the tests refer to it."""

    name: str
    admits: Callable[[Caller], bool]
    asks_token: bool = True
    asks_confirmation: bool = False
    reads_token: bool = True
    # Where a token may come as a cookie of this name, too.
    cookie: str | None = None


anyone = Access("anyone", lambda caller: True, asks_token=False, reads_token=False)
# For routes that answer everybody, and some callers otherwise: these read the token.
anyone_recognised = Access("anyone", lambda caller: True, asks_token=False)
signed_in = Access("signed in", lambda caller: caller.service is None)
administrator = Access(
    "administrator",
    lambda caller: caller.service is None and caller.is_admin,
    asks_confirmation=True,
)


def service(*names: str) -> Access:
    """Admit these services alone."""
    return Access(" or ".join(names), lambda caller: caller.service in names)


def set_authenticator(app: Flask, authenticator: Authenticator) -> None:
    """Set how the application recognises its callers."""
    app.extensions["authenticator"] = authenticator


def authorize(access: Access, refusal: str | None = None) -> Caller:
    """Return the caller if the route admits it; raise `Unauthenticated` or `Forbidden`.

    `refusal` is the sentence for a caller whom nobody knows.
    """
    authenticator: Authenticator = current_app.extensions["authenticator"]
    try:
        is_change = request.method not in _READING
        caller = authenticator.caller(_token(access), changes=is_change)
    except Unauthenticated as problem:
        problem.detail = refusal or problem.detail
        raise
    if not access.admits(caller):
        raise Forbidden
    if access.asks_confirmation:
        confirm_administrator(caller)
    return caller


def confirm_administrator(caller: Caller) -> None:
    """Ask whether the caller is an administrator at this moment; else `Forbidden`."""
    authenticator: Authenticator = current_app.extensions["authenticator"]
    authenticator.confirm_administrator(caller)


def is_identified(access: Access = anyone_recognised) -> bool:
    """Return whether the request carries a token at all, good or not."""
    return "Authorization" in request.headers or _cookie(access) is not None


def _token(access: Access) -> str:
    if not is_identified(access):
        raise TokenMissing
    header = request.headers.get("Authorization")
    if header is None:
        return _cookie(access) or ""
    found = _AUTHORIZATION.fullmatch(header)
    if not found:
        raise Unauthenticated
    return found[1]


def _cookie(access: Access) -> str | None:
    return request.cookies.get(access.cookie) if access.cookie else None
