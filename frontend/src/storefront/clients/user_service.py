"""Accounts and sign-ins, as the storefront needs them."""

from dataclasses import dataclass, field
from datetime import timedelta

from pydantic import SecretStr

from service_kit.http_client import Connection, NotFound
from service_kit.service_token_cache import (
    IssuedToken,
    ServiceToken,
    fetch_service_token,
)
from storefront import parsing
from storefront.clients import is_ready
from storefront.service_models import (
    Account,
    NameCheck,
    Profile,
    Registered,
    SignIn,
    SignInRecord,
)

NAME = "user-service"
# Hashing a password takes its time, and more of it when many sign in at once.
_PASSWORD_SECONDS = 3.0


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
        self._secret = secret
        self._own_token = ServiceToken(self._fetch_own_token)

    def register(self, new: NewAccount, browser: Browser) -> Registered:
        """Open an account and sign its owner in; raise `Rejected` with errors."""
        body = {name: value for name, value in vars(new).items() if value}
        reply = self._service.send(
            "POST",
            "/api/user/create",
            body | {"sign_in": True},
            token=self._own_token.get_if_any(),
            headers=_origin(browser),
            read=_PASSWORD_SECONDS,
        )
        return self._service.parsed(reply, parsing.registered)

    def sign_in(self, name: str, password: str, browser: Browser) -> SignIn:
        """Sign in by username or e-mail; raise `Rejected`, 401 or 429."""
        body: dict[str, object] = {"email" if "@" in name else "username": name}
        if browser.notes:
            body["devices"] = list(browser.notes)
        reply = self._service.send(
            "POST",
            "/api/user/login",
            body | {"password": password},
            token=self._own_token.get_if_any(),
            headers=_origin(browser),
            read=_PASSWORD_SECONDS,
        )
        return self._service.parsed(reply, parsing.sign_in)

    def sign_out(self, token: str) -> None:
        """End a sign-in."""
        self._service.send("POST", "/api/user/logout", token=token)

    def check_name(self, username: str, browser: Browser) -> NameCheck:
        """Ask whether a username can still be had."""
        try:
            reply = self._service.get(
                f"/api/user/{username}/exists",
                token=self._own_token.get_if_any(),
                headers=_origin(browser),
            )
        except NotFound:
            return NameCheck(is_free=True)
        return self._service.parsed(reply, parsing.name_check)

    def account(self, token: str) -> Account:
        """Look at the shopper's own account."""
        reply = self._service.get("/api/user", token=token)
        return self._service.parsed(reply, parsing.account)

    def change_password(self, token: str, current: str, new: str) -> str:
        """Set a new password, which ends every other sign-in; return a new note."""
        body = {"current_password": current, "new_password": new}
        reply = self._service.send(
            "PUT", "/api/user/password", body, token=token, read=_PASSWORD_SECONDS
        )
        return self._service.parsed(reply, parsing.device)

    def profile(self, token: str) -> Profile:
        """Return the shopper's profile."""
        reply = self._service.get("/api/user/profile", token=token)
        return self._service.parsed(reply, parsing.profile)

    def save_profile(self, token: str, profile: Profile) -> None:
        """Replace the whole profile; raise `Rejected` with errors."""
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
        return self._service.parsed(reply, parsing.sign_ins)

    def end_sign_in(self, token: str, sign_in_id: str) -> None:
        """Sign one other browser out."""
        self._service.send("DELETE", f"/api/user/sessions/{sign_in_id}", token=token)

    def end_other_sign_ins(self, token: str) -> None:
        """Sign every other browser out."""
        self._service.send("DELETE", "/api/user/sessions", token=token)

    def is_healthy(self) -> bool:
        """Return whether user-service can do its work."""
        return is_ready(self._service)

    def clock_offset(self) -> timedelta | None:
        """Return how far its clock is ahead of ours, where it answered lately."""
        return self._service.clock.offset()

    def _fetch_own_token(self) -> IssuedToken:
        return fetch_service_token(self._service, self._secret.get_secret_value())


def _origin(browser: Browser) -> dict[str, str]:
    # A header takes Latin letters alone; what a browser calls itself is its own affair.
    name = browser.name.encode("ascii", "ignore").decode()[:200]
    return {"X-Client-Address": browser.address, "User-Agent": name}
