"""Beginning a sign-in: the one door that takes a password from a stranger.

An unknown account, a wrong password and an inactive account look alike from outside: in
what is answered, in how long it takes, and in when it is too much.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete

from service_kit.clock import now
from service_kit.problems import Unauthenticated
from user_service import accounts, admission, devices, ends, sign_ins
from user_service.accounts import Registration
from user_service.admission import Admission, Subject
from user_service.database import db, transaction
from user_service.equipment import Equipment
from user_service.errors import TooManyAttempts
from user_service.models import SignIn, User
from user_service.passwords import Passwords
from user_service.signing import SigningKey
from user_service.visitors import Visitor

LIFETIME = timedelta(hours=12)


@dataclass(frozen=True)
class Credentials:
    """A username or email, written as it is stored, a password, and known browsers."""

    name: str
    password: str = field(repr=False)
    devices: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Opened:
    """A sign-in that has begun, the account, and the browser if that is known to it."""

    sign_in: SignIn
    user: User
    device: str | None = None


@dataclass(frozen=True)
class Grant:
    """What a browser takes home from a log-in; `device` is the note it is known by."""

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


def log_in(credentials: Credentials, visitor: Visitor, tools: Equipment) -> Opened:
    """Begin a sign-in; raise `Unauthenticated`, `TooManyAttempts` or `TooBusy`."""
    trial = _admit(credentials, visitor, tools)
    try:
        return _begin(trial, _better_hash(trial, tools.passwords), tools)
    except Unauthenticated:
        admission.note_failure(trial.admission, tools.limits)
        raise
    except TooManyAttempts:
        # The password was right: there were only too many sign-ins with it.
        admission.note_success(trial.admission)
        raise


def log_in_by_turn(
    credentials: Credentials, visitor: Visitor, tools: Equipment
) -> Grant:
    """Begin a sign-in when passwords may be checked, and sign its token."""
    with tools.passwords.turn():
        opened = log_in(credentials, visitor, tools)
    return grant(opened, tools.signing_key)


@transaction
def register(
    registration: Registration, password_hash: str, visitor: Visitor
) -> Opened:
    """Open an account and begin its first sign-in, or do neither."""
    user = accounts.open_account(registration, password_hash)
    return Opened(_new_sign_in(user.id, visitor), user)


def grant(opened: Opened, signing_key: SigningKey) -> Grant:
    """Sign the one token of a sign-in, and the note by which its browser is known."""
    sign_in, user = opened.sign_in, opened.user
    times = (sign_in.created_at, sign_in.expires_at)
    token = signing_key.sign(str(user.id), sign_in.id, *times, admin=user.is_admin)
    device = devices.issue(user, opened.device, signing_key)
    return Grant(user.id, sign_in.expires_at, token, device)


@transaction
def _admit(credentials: Credentials, visitor: Visitor, tools: Equipment) -> _Trial:
    """Count the trial before it is made: no two can share one count."""
    user = accounts.named(credentials.name)
    user_id = user.id if user else None
    device = devices.recognise(credentials.devices, user, tools.signing_key)
    subject = Subject(credentials.name, user_id, visitor.network, device)
    admitted = admission.admit(subject, tools.limits)
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
def _begin(trial: _Trial, better_hash: str | None, tools: Equipment) -> Opened:
    user = db.session.get(User, trial.user_id, with_for_update=True)
    if user is None or not user.is_active:
        raise Unauthenticated
    if user.password_hash != trial.password_hash:
        _verify_again(user, trial.credentials.password, tools.passwords)
    elif better_hash:
        user.password_hash = better_hash
    sign_ins.refuse_too_many(user.id, tools.limits.sign_ins_per_hour)
    admission.note_success(trial.admission)
    return Opened(_new_sign_in(user.id, trial.visitor), user, trial.device)


def _verify_again(user: User, password: str, passwords: Passwords) -> None:
    """Another log-in upgraded the hash meanwhile, or the password is another now."""
    matches, _ = passwords.verify_and_upgrade(password, user.password_hash)
    if not matches:
        raise Unauthenticated


def _new_sign_in(user_id: int, visitor: Visitor) -> SignIn:
    moment = now()
    db.session.execute(delete(SignIn).where(SignIn.expires_at <= ends.forgotten()))
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
