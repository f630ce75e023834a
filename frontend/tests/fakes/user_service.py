"""A user-service in memory."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from service_kit.clock import now
from service_kit.http_client import NotFound, Rejected, ServiceUnavailable
from storefront.clients.user_service import Browser, NewAccount
from storefront.service_models import (
    Account,
    NameCheck,
    Profile,
    Registered,
    SignIn,
    SignInRecord,
)

from .fake import Fake


@dataclass
class FakeUsers(Fake):
    """Accounts in a dictionary, sign-ins by token."""

    name = "user-service"
    accounts: dict[str, tuple[Account, str]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)
    browsers: list[Browser] = field(default_factory=list)
    refusal: Rejected | None = None
    refuses_sign_in: Rejected | None = None
    reserved: set[str] = field(default_factory=set)
    # What a closing meets: a refusal, or an account that closes with a lost answer.
    refuses_closing: Rejected | None = None
    loses_answer: bool = False
    loses_accounts: bool = False

    def register(self, new: NewAccount, browser: Browser) -> Registered:
        self.called("register")
        self._refuse(browser)
        if new.username in self.accounts:
            raise Rejected(409, {"errors": {"username": ["Taken."]}})
        if any(new.email == account.email for account, _ in self.accounts.values()):
            raise Rejected(409, {"errors": {"email": ["This e-mail is in use."]}})
        account = Account(new.username, new.email, new.first_name, new.last_name)
        self.accounts[new.username] = (account, new.password)
        return Registered(account, self._begin(len(self.accounts), account))

    def sign_in(self, name: str, password: str, browser: Browser) -> SignIn:
        self.called("sign_in")
        self._refuse(browser)
        if self.refuses_sign_in:
            raise self.refuses_sign_in
        for number, (account, kept) in enumerate(self.accounts.values(), 1):
            if name in (account.username, account.email) and password == kept:
                return self._begin(number, account)
        raise Rejected(401, {"detail": "Not logged in"})

    def sign_out(self, token: str) -> None:
        self.called("sign_out")
        self.tokens.pop(token, None)

    def check_name(self, username: str, browser: Browser) -> NameCheck:
        self.called("check_name")
        self._refuse(browser)
        if username in self.reserved:
            return NameCheck(False, is_reserved=True)
        if username in self.accounts:
            return NameCheck(False, (f"{username}-k", f"{username}37"))
        return NameCheck(True)

    def account(self, token: str) -> Account:
        self.called("account")
        if self.loses_accounts:
            raise ServiceUnavailable(self.name, "ReadTimeout")
        return self.accounts[self.owner(token)][0]

    def change_password(self, token: str, current: str, new: str) -> str:
        self.called("change_password")
        account, kept = self.accounts[self.owner(token)]
        if kept != current:
            errors = {"current_password": ["This is not your password."]}
            raise Rejected(422, {"errors": errors})
        self.accounts[account.username] = (account, new)
        return f"note-of-{account.username}-and-{len(new)}"

    def profile(self, token: str) -> Profile:
        self.called("profile")
        return self.profiles.get(self.owner(token), Profile())

    def save_profile(self, token: str, profile: Profile) -> None:
        self.called("save_profile")
        if self.refusal:
            raise self.refusal
        self.profiles[self.owner(token)] = profile

    def close_account(self, token: str, password: str) -> None:
        self.called("close_account")
        name = self.owner(token)
        if self.refuses_closing:
            raise self.refuses_closing
        self.tokens = {t: owner for t, owner in self.tokens.items() if owner != name}
        del self.accounts[name]
        if self.loses_answer:
            raise ServiceUnavailable(self.name, "ReadTimeout")

    def sign_ins(self, token: str) -> tuple[SignInRecord, ...]:
        self.called("sign_ins")
        name = self.owner(token)
        return tuple(
            SignInRecord(
                kept.replace("token", "sid"),
                datetime(2026, 11, 21, tzinfo=UTC),
                "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/153.0",
                kept == token,
            )
            for kept, owner in self.tokens.items()
            if owner == name
        )

    def end_sign_in(self, token: str, sign_in_id: str) -> None:
        self.called("end_sign_in")
        name = self.owner(token)
        ended = sign_in_id.replace("sid", "token")
        if self.tokens.get(ended) != name:
            raise NotFound(404)
        del self.tokens[ended]

    def end_other_sign_ins(self, token: str) -> None:
        self.called("end_other_sign_ins")
        name = self.owner(token)
        self.tokens = {t: o for t, o in self.tokens.items() if o != name or t == token}

    def owner(self, token: str) -> str:
        if token not in self.tokens:
            raise Rejected(401, {"detail": "Not logged in"})
        return self.tokens[token]

    def _begin(self, number: int, account: Account) -> SignIn:
        token = f"token-{len(self.tokens) + 1}-of-{account.username}"
        self.tokens[token] = account.username
        note = f"note-of-{account.username}"
        return SignIn(number, now() + timedelta(hours=12), token, note)

    def _refuse(self, browser: Browser) -> None:
        self.browsers.append(browser)
        if self.refusal:
            raise self.refusal
