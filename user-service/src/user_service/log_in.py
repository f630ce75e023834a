"""Beginning a sign-in: the one door that takes a password from a stranger.

An unknown account, a wrong password and an inactive account look alike from outside: in
what is answered, in how long it takes, and in when it is too much.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete

from service_kit.clock import now
from service_kit.problems import Unauthenticated
from user_service import accounts, throttling
from user_service.database import db, transaction
from user_service.models import SignIn, User
from user_service.passwords import Passwords
from user_service.signing import SigningKey
from user_service.throttling import Limits, Slot
from user_service.visitors import Visitor

LIFETIME = timedelta(hours=12)


@dataclass(frozen=True)
class Credentials:
    """A username or email, written as it is stored, and a password."""

    name: str
    password: str


@dataclass(frozen=True)
class Opened:
    """A sign-in that has begun, and the account that it belongs to."""

    sign_in: SignIn
    user: User


@dataclass(frozen=True)
class _Trial:
    """A log-in that may be tried: who tries what, on which account, in which slots."""

    credentials: Credentials
    visitor: Visitor
    user_id: int | None
    password_hash: str | None
    account: Slot
    others: tuple[Slot, ...]


def log_in(
    credentials: Credentials, visitor: Visitor, passwords: Passwords, limits: Limits
) -> Opened:
    """Begin a sign-in; raise `Unauthenticated` or `TooManyAttempts`."""
    trial = _admit(credentials, visitor, limits)
    if trial.password_hash is None:
        passwords.dummy_verify(credentials.password)
        raise Unauthenticated
    matches, better = passwords.verify_and_upgrade(
        credentials.password, trial.password_hash
    )
    if not matches:
        raise Unauthenticated
    return _begin(trial, better, passwords)


def token_of(opened: Opened, signing_key: SigningKey) -> str:
    """Sign the one token of a sign-in."""
    return signing_key.sign(
        str(opened.user.id),
        opened.sign_in.id,
        opened.sign_in.created_at,
        opened.sign_in.expires_at,
        admin=opened.user.is_admin,
    )


@transaction
def _admit(credentials: Credentials, visitor: Visitor, limits: Limits) -> _Trial:
    """Count the trial as a failure before it is made: no two can share one count."""
    user = accounts.named(credentials.name)
    nobody = hashlib.sha256(credentials.name.encode()).hexdigest()
    return _Trial(
        credentials,
        visitor,
        user.id if user else None,
        user.password_hash if user else None,
        throttling.reserve(limits.account, str(user.id) if user else nobody),
        (
            throttling.reserve(limits.network, visitor.network),
            throttling.reserve(limits.everywhere, ""),
        ),
    )


@transaction
def _begin(trial: _Trial, better_hash: str | None, passwords: Passwords) -> Opened:
    user = db.session.get(User, trial.user_id, with_for_update=True)
    if user is None or not user.is_active:
        raise Unauthenticated
    if user.password_hash != trial.password_hash:
        _verify_again(user, trial.credentials.password, passwords)
    elif better_hash:
        user.password_hash = better_hash
    throttling.forgive(trial.account)
    throttling.release(*trial.others)
    return Opened(_new_sign_in(user.id, trial.visitor), user)


def _verify_again(user: User, password: str, passwords: Passwords) -> None:
    """Another log-in upgraded the hash meanwhile, or the password is another now."""
    matches, _ = passwords.verify_and_upgrade(password, user.password_hash)
    if not matches:
        raise Unauthenticated


def _new_sign_in(user_id: int, visitor: Visitor) -> SignIn:
    moment = now()
    db.session.execute(delete(SignIn).where(SignIn.expires_at <= moment))
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
