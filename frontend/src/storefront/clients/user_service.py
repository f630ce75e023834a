"""Accounts and sign-ins, as the storefront needs them."""

import time
from dataclasses import dataclass, field
from datetime import timedelta

from pydantic import SecretStr

from service_kit.http import CallFailed, Connection, NotFound
from service_kit.service_token import IssuedToken, ServiceToken
from storefront import payloads
from storefront.clients import is_ready
from storefront.payloads import (
    Account,
    NameCheck,
    Profile,
    Registered,
    SignIn,
    SignInRecord,
)

NAME = "user-service"
_CLIENT_ID = "frontend"
# Hashing a password takes its time, and more of it when many sign in at once.
_PASSWORD_SECONDS = 3.0
_SECONDS_BETWEEN_QUESTIONS = 10.0


@dataclass(frozen=True)
class NewAccount:
    """What somebody fills in to register."""

    username: str
    email: str
    password: str = field(repr=False)
    first_name: str = ""
    last_name: str = ""


@dataclass(frozen=True)
class Browser:
    """Where a request came from: what user-service counts and lists sign-ins by."""

    address: str
    name: str = ""
    # By what user-service has known this browser before.
    notes: tuple[str, ...] = field(default=(), repr=False)


class UserServiceClient:
    """Asks user-service; where nobody is signed in yet, as the storefront itself."""

    def __init__(self, connection: Connection, secret: SecretStr) -> None:
        """Take the connection to user-service and the secret shared with it."""
        self._service = connection
        self._own_token = _OwnToken(connection, secret)

    def register(self, new: NewAccount, browser: Browser) -> Registered:
        """Open an account and sign its owner in; raise `Rejected` with errors."""
        body = {name: value for name, value in vars(new).items() if value}
        reply = self._service.send(
            "POST",
            "/api/user/create",
            body | {"sign_in": True},
            token=self._own_token.value(),
            headers=_origin(browser),
            read=_PASSWORD_SECONDS,
        )
        return payloads.read(NAME, payloads.registered, reply)

    def sign_in(self, name: str, password: str, browser: Browser) -> SignIn:
        """Sign in by username or e-mail; raise `Rejected`, 401 or 429."""
        body: dict[str, object] = {"email" if "@" in name else "username": name}
        if browser.notes:
            body["devices"] = list(browser.notes)
        reply = self._service.send(
            "POST",
            "/api/user/login",
            body | {"password": password},
            token=self._own_token.value(),
            headers=_origin(browser),
            read=_PASSWORD_SECONDS,
        )
        return payloads.read(NAME, payloads.sign_in, reply)

    def sign_out(self, token: str) -> None:
        """End a sign-in."""
        self._service.send("POST", "/api/user/logout", token=token)

    def check_name(self, username: str, browser: Browser) -> NameCheck:
        """Ask whether a username can still be had."""
        try:
            reply = self._service.get(
                f"/api/user/{username}/exists",
                token=self._own_token.value(),
                headers=_origin(browser),
            )
        except NotFound:
            return NameCheck(is_free=True)
        return payloads.read(NAME, payloads.name_check, reply)

    def account(self, token: str) -> Account:
        """Look at the shopper's own account."""
        reply = self._service.get("/api/user", token=token)
        return payloads.read(NAME, payloads.account, reply)

    def change_password(self, token: str, current: str, new: str) -> str:
        """Set a new password, which ends every other sign-in; return a new note."""
        body = {"current_password": current, "new_password": new}
        reply = self._service.send(
            "PUT", "/api/user/password", body, token=token, read=_PASSWORD_SECONDS
        )
        return payloads.read(NAME, payloads.device, reply)

    def profile(self, token: str) -> Profile:
        """Look at what the shopper tells about themselves."""
        reply = self._service.get("/api/user/profile", token=token)
        return payloads.read(NAME, payloads.profile, reply)

    def save_profile(self, token: str, profile: Profile) -> None:
        """Let a profile say this and nothing else; raise `Rejected` with errors."""
        self._service.send("PUT", "/api/user/profile", vars(profile), token=token)

    def close_account(self, token: str, password: str) -> None:
        """Close the account for good, which ends every sign-in; raise `Rejected`."""
        self._service.send(
            "DELETE",
            "/api/user",
            {"password": password},
            token=token,
            read=_PASSWORD_SECONDS,
        )

    def sign_ins(self, token: str) -> tuple[SignInRecord, ...]:
        """List the browsers in which the shopper is signed in."""
        reply = self._service.get("/api/user/sessions", token=token)
        return payloads.read(NAME, payloads.sign_ins, reply)

    def end_sign_in(self, token: str, sign_in_id: str) -> None:
        """Sign one other browser out."""
        self._service.send("DELETE", f"/api/user/sessions/{sign_in_id}", token=token)

    def end_other_sign_ins(self, token: str) -> None:
        """Sign every other browser out."""
        self._service.send("DELETE", "/api/user/sessions", token=token)

    def is_healthy(self) -> bool:
        """Tell whether user-service can do its work."""
        return is_ready(self._service)

    def clock_offset(self) -> timedelta | None:
        """Return how far its clock is ahead of ours, where it answered lately."""
        return self._service.clock.offset()


class _OwnToken:
    """The storefront's own token: kept, renewed in time, done without if need be."""

    def __init__(self, connection: Connection, secret: SecretStr) -> None:
        self._service = connection
        self._secret = secret
        self._kept = ServiceToken(self._fetch)
        self._ask_again_at = float("-inf")

    def value(self) -> str | None:
        if time.monotonic() < self._ask_again_at:
            return None
        try:
            return self._kept.get()
        except CallFailed:
            self._ask_again_at = time.monotonic() + _SECONDS_BETWEEN_QUESTIONS
            return None

    def _fetch(self) -> IssuedToken:
        body = {
            "client_id": _CLIENT_ID,
            "client_secret": self._secret.get_secret_value(),
        }
        reply = self._service.send("POST", "/api/service-token", body)
        return payloads.read(NAME, payloads.service_token, reply)


def _origin(browser: Browser) -> dict[str, str]:
    # A header takes Latin letters alone; what a browser calls itself is its own affair.
    name = browser.name.encode("ascii", "ignore").decode()[:200]
    return {"X-Client-Address": browser.address, "User-Agent": name}
