"""Accounts: opening one, finding it, changing it."""

import itertools
from dataclasses import asdict, dataclass, field

from sqlalchemy import select

from user_service import email_addresses, usernames
from user_service.database import db, read_transaction, transaction
from user_service.errors import AccountNotFound, NameTaken, UsernameNotFound
from user_service.models import Profile, User

_SUGGESTIONS = 2


@dataclass(frozen=True)
class Registration:
    """What a new account is made of; names are written as they are stored."""

    username: str
    email: str
    password: str = field(repr=False)
    first_name: str = ""
    last_name: str = ""


@dataclass(frozen=True)
class Changes:
    """What an account shall hold from now on; None leaves a thing as it is."""

    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None


@transaction
def open_account(
    registration: Registration, password_hash: str, *, is_admin: bool = False
) -> User:
    """Write a new account whose password is hashed already."""
    _refuse_taken(username=registration.username, email=registration.email)
    user = User(
        username=registration.username,
        email=registration.email,
        password_hash=password_hash,
        first_name=registration.first_name,
        last_name=registration.last_name,
        is_admin=is_admin,
        is_active=True,
    )
    db.session.add(user)
    db.session.flush()
    db.session.add(Profile(user_id=user.id, bio="", avatar="", preferences={}))
    return user


@read_transaction
def find(user_id: int) -> User:
    """Look an account up that has not been closed; raise `AccountNotFound`."""
    user = db.session.get(User, user_id)
    if user is None or user.closed_at:
        raise AccountNotFound
    return user


@transaction
def change_details(user_id: int, changes: Changes) -> User:
    """Change names or email; raise `NameTaken` where somebody else has the email."""
    user = locked(user_id)
    if changes.email and changes.email != user.email:
        _refuse_taken(email=changes.email)
    for name, value in asdict(changes).items():
        if value is not None:
            setattr(user, name, value)
    return user


@read_transaction
def look_alikes(username: str) -> list[str]:
    """Find free names like a taken one; raise `UsernameNotFound` where nobody has it.

    One that is kept for the shop is never free, and nothing like it is offered.
    """
    name = usernames.normalize(username)
    if usernames.is_reserved(name):
        return []
    if not usernames.is_possible(name) or not _taken_of([name]):
        raise UsernameNotFound
    variants = list(dict.fromkeys(usernames.variants(name)))
    taken = _taken_of(variants)
    free = (
        variant
        for variant in variants
        if variant not in taken and not usernames.is_reserved(variant)
    )
    return list(itertools.islice(free, _SUGGESTIONS))


def names(account: Registration | User) -> tuple[str, ...]:
    """Return all by which others know an account: no password may be one of them."""
    first, last = account.first_name, account.last_name
    return (account.username, account.email, first, last, first + last)


def named(name: str) -> User | None:
    """Find the account with this username or email, written as it is stored."""
    if "@" not in name:
        return db.session.scalar(select(User).where(User.username == name))
    spellings = {name, email_addresses.old_form(name)}
    found = db.session.scalars(select(User).where(User.email.in_(spellings))).all()
    # The address itself comes before one that the first release took for the same.
    return min(found, key=lambda user: user.email != name, default=None)


def locked(user_id: int) -> User:
    """Read an account for changing it, within a transaction."""
    user = db.session.get(User, user_id, with_for_update=True)
    if user is None or user.closed_at:
        raise AccountNotFound
    return user


def _refuse_taken(**names: str) -> None:
    taken = [field for field, name in names.items() if _is_taken(field, name)]
    if taken:
        raise NameTaken(taken)


def _is_taken(field: str, name: str) -> bool:
    spellings = {name}
    # Of what was folded to plain letters nobody knows whose domain it was.
    if field == "email" and not (before := email_addresses.old_form(name)).isascii():
        spellings.add(before)
    column = getattr(User, field)
    return db.session.scalar(select(User.id).where(column.in_(spellings))) is not None


def _taken_of(names: list[str]) -> set[str]:
    found = db.session.scalars(select(User.username).where(User.username.in_(names)))
    return set(found)
