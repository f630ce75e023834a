"""Logs people in: the one way in that takes a password from a stranger.

An unknown account, a wrong password and an inactive account look alike from outside: in
what is answered, in how long it takes, and in when it is too much.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete

from service_kit.clock import now
from service_kit.problems import Unauthenticated
from user_service import (
    accounts,
    active_sign_ins,
    known_browsers,
    log_in_attempts,
    revocations,
)
from user_service.accounts import Registration
from user_service.client_address import Visitor
from user_service.database import db, transaction
from user_service.errors import TooManyAttempts
from user_service.log_in_attempts import Admission, Subject
from user_service.models import SignIn, User
from user_service.passwords import Passwords
from user_service.security_settings import SecuritySettings
from user_service.signing import SigningKey

LIFETIME = timedelta(hours=12)


@dataclass(frozen=True)
class Credentials:
    """A username or email, written as it is stored, a password, and known browsers."""

    name: str
    password: str = field(repr=False)
    devices: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class NewSignIn:
    """A sign-in that has begun, the account, and the browser if that is known to it."""

    sign_in: SignIn
    user: User
    device: str | None = None


@dataclass(frozen=True)
class LogInResult:
    """What a log-in brings the browser; `device` is the note it is known by."""

    user_id: int
    expires_at: datetime
    token: str = field(repr=False)
    device: str = field(repr=False)


@dataclass(frozen=True)
class _Trial:
    """A log-in that may be tried: who tries what, on which account."""

    credentials: Credentials
    visitor: Visitor
    user_id: int | None
    password_hash: str | None
    device: str | None
    admission: Admission


def log_in(
    credentials: Credentials, visitor: Visitor, security: SecuritySettings
) -> NewSignIn:
    """Begin a sign-in; raise `Unauthenticated`, `TooManyAttempts` or `TooBusy`."""
    trial = _admit(credentials, visitor, security)
    try:
        return _begin(trial, _better_hash(trial, security.passwords), security)
    except Unauthenticated:
        log_in_attempts.note_failure(trial.admission, security.limits)
        raise
    except TooManyAttempts:
        # The password was right: there were only too many sign-ins with it.
        log_in_attempts.note_success(trial.admission)
        raise


def log_in_and_issue_token(
    credentials: Credentials, visitor: Visitor, security: SecuritySettings
) -> LogInResult:
    """Begin a sign-in when passwords may be checked, and sign its token."""
    with security.passwords.turn():
        started = log_in(credentials, visitor, security)
    return issue_token(started, security.signing_key)


@transaction
def register(
    registration: Registration, password_hash: str, visitor: Visitor
) -> NewSignIn:
    """Open an account and begin its first sign-in, or do neither."""
    user = accounts.open_account(registration, password_hash)
    return NewSignIn(_new_sign_in(user.id, visitor), user)


def issue_token(started: NewSignIn, signing_key: SigningKey) -> LogInResult:
    """Sign the one token of a sign-in, and the note by which its browser is known."""
    sign_in, user = started.sign_in, started.user
    times = (sign_in.created_at, sign_in.expires_at)
    token = signing_key.sign(str(user.id), sign_in.id, *times, admin=user.is_admin)
    device = known_browsers.issue(user, started.device, signing_key)
    return LogInResult(user.id, sign_in.expires_at, token, device)


@transaction
def _admit(
    credentials: Credentials, visitor: Visitor, security: SecuritySettings
) -> _Trial:
    """Count the trial before it is made: no two can share one count."""
    user = accounts.named(credentials.name)
    user_id = user.id if user else None
    device = known_browsers.recognise(credentials.devices, user, security.signing_key)
    subject = Subject(credentials.name, user_id, visitor.network, device)
    admitted = log_in_attempts.admit(subject, security.limits)
    kept = user.password_hash if user and admitted.may_check else None
    return _Trial(credentials, visitor, user_id, kept, device, admitted)


def _better_hash(trial: _Trial, passwords: Passwords) -> str | None:
    """Check the password; return a better hash where the account's is an old one."""
    if trial.password_hash is None:
        passwords.dummy_verify(trial.credentials.password)
        raise Unauthenticated
    matches, better = passwords.verify_and_upgrade(
        trial.credentials.password, trial.password_hash
    )
    if not matches:
        raise Unauthenticated
    return better


@transaction
def _begin(
    trial: _Trial, better_hash: str | None, security: SecuritySettings
) -> NewSignIn:
    user = db.session.get(User, trial.user_id, with_for_update=True)
    if user is None or not user.is_active:
        raise Unauthenticated
    if user.password_hash != trial.password_hash:
        _verify_again(user, trial.credentials.password, security.passwords)
    elif better_hash:
        user.password_hash = better_hash
    active_sign_ins.refuse_too_many(user.id, security.limits.sign_ins_per_hour)
    log_in_attempts.note_success(trial.admission)
    return NewSignIn(_new_sign_in(user.id, trial.visitor), user, trial.device)


def _verify_again(user: User, password: str, passwords: Passwords) -> None:
    """Another log-in upgraded the hash meanwhile, or the password is another now."""
    matches, _ = passwords.verify_and_upgrade(password, user.password_hash)
    if not matches:
        raise Unauthenticated


def _new_sign_in(user_id: int, visitor: Visitor) -> SignIn:
    moment = now()
    db.session.execute(
        delete(SignIn).where(SignIn.expires_at <= revocations.forgotten())
    )
    sign_in = SignIn(
        id=secrets.token_urlsafe(32),
        user_id=user_id,
        created_at=moment,
        expires_at=moment + LIFETIME,
        user_agent=visitor.user_agent,
        address=visitor.address,
    )
    db.session.add(sign_in)
    return sign_in
