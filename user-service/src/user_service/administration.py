"""What administrators do with the accounts of others, and how one becomes one."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from user_service import accounts, active_sign_ins
from user_service.accounts import Registration
from user_service.database import db, read_transaction, transaction
from user_service.errors import OwnAccount
from user_service.models import User
from user_service.password_rules import demand_secret
from user_service.passwords import Passwords

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class AccountPage:
    """Some accounts of a longer list; `next` is where the following page begins."""

    users: Sequence[User]
    next: int | None
    total: int


@dataclass(frozen=True)
class Rights:
    """What an account may do from now on; None leaves a right as it is."""

    is_admin: bool | None = None
    is_active: bool | None = None


@read_transaction
def list_accounts(search: str, after: int, limit: int) -> AccountPage:
    """List the accounts whose names or email contain a text, a page at a time."""
    found = _matching(search)
    users = db.session.scalars(
        select(User).where(found, User.id > after).order_by(User.id).limit(limit + 1)
    ).all()
    total = db.session.scalar(select(func.count()).select_from(User).where(found))
    following = users[limit - 1].id if len(users) > limit else None
    return AccountPage(users[:limit], following, total or 0)


@transaction
def change_rights(user_id: int, rights: Rights, by: int) -> User:
    """Give or take rights; an account that is deactivated loses its sign-ins."""
    if user_id == by and False in (rights.is_admin, rights.is_active):
        raise OwnAccount
    user = accounts.locked(user_id)
    if rights.is_admin is not None:
        user.is_admin = rights.is_admin
    if rights.is_active is not None:
        user.is_active = rights.is_active
    if not user.is_active:
        active_sign_ins.end_all(user_id)
    log.info("Account %d has %s, by account %d.", user_id, rights, by)
    return user


@read_transaction
def exists(username: str) -> bool:
    """Return whether there is an account of that name."""
    return accounts.named(username) is not None


def make_administrator(
    username: str, email: str, password: str, passwords: Passwords
) -> User:
    """Make an administrator of a new or an existing account, with this password."""
    registration = Registration(username, email, password)
    demand_secret(password, accounts.names(registration), "password")
    return _make_administrator(registration, passwords.hash(password))


@transaction
def _make_administrator(registration: Registration, password_hash: str) -> User:
    user = accounts.named(registration.username)
    if user is None:
        return accounts.open_account(registration, password_hash, is_admin=True)
    user.password_hash = password_hash
    user.is_admin = user.is_active = True
    active_sign_ins.end_all(user.id)
    return user


def _matching(search: str) -> ColumnElement[bool]:
    fields = (User.username, User.email, User.first_name, User.last_name)
    contains = or_(*(field.icontains(search, autoescape=True) for field in fields))
    return User.closed_at.is_(None) & contains
