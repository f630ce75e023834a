"""Actions that ask the owner for the password again: changing it, closing the account.

They have a limit of their own: a stolen token guesses no password, and strangers who
fail to log in do not keep the owner from either action.
"""

from dataclasses import dataclass

from service_kit.clock import now
from user_service import accounts, active_sign_ins, attempt_counter, profiles
from user_service.attempt_counter import Slot
from user_service.database import transaction
from user_service.errors import ChangedMeanwhile, WrongPassword
from user_service.models import User
from user_service.password_rules import demand_secret
from user_service.passwords import UNUSABLE, Passwords
from user_service.rate_limits import Limits


@dataclass(frozen=True)
class ConfirmedPassword:
    """The owner has shown the password that this hash stands for."""

    user_id: int
    password_hash: str
    names: tuple[str, ...]


def confirm_password(
    user_id: int, password: str, field: str, passwords: Passwords, limits: Limits
) -> ConfirmedPassword:
    """Check the owner's password; raise `WrongPassword` in the name of `field`."""
    confirmed, slot = _admit(user_id, limits)
    matches, _ = passwords.verify_and_upgrade(password, confirmed.password_hash)
    if not matches:
        attempt_counter.settle([slot])
        raise WrongPassword(field)
    attempt_counter.forgive(slot)
    return confirmed


def change_password(
    confirmed: ConfirmedPassword,
    new_password: str,
    sign_in_id: str,
    passwords: Passwords,
) -> User:
    """Give an account another password and end all its sign-ins but this one."""
    demand_secret(new_password, confirmed.names, "new_password")
    return _write_password(confirmed, passwords.hash(new_password), sign_in_id)


@transaction
def close(confirmed: ConfirmedPassword) -> None:
    """Close an account for good: what remains is its id."""
    user = _unchanged_owner(confirmed)
    profiles.erase(user.id)
    active_sign_ins.end_all(user.id)
    active_sign_ins.erase_visitors(user.id)
    # Nobody can register these: a username has no colon, an email has an @.
    user.username = user.email = f"closed:{user.id}"
    user.password_hash = UNUSABLE
    user.first_name = user.last_name = ""
    user.is_active = user.is_admin = False
    user.closed_at = now()


@transaction
def _admit(user_id: int, limits: Limits) -> tuple[ConfirmedPassword, Slot]:
    user = accounts.locked(user_id)
    slot = attempt_counter.reserve(limits.own_password, str(user_id))
    return ConfirmedPassword(user_id, user.password_hash, accounts.names(user)), slot


@transaction
def _write_password(
    confirmed: ConfirmedPassword, password_hash: str, sign_in_id: str
) -> User:
    user = _unchanged_owner(confirmed)
    user.password_hash = password_hash
    active_sign_ins.end_all(confirmed.user_id, but=sign_in_id)
    return user


def _unchanged_owner(confirmed: ConfirmedPassword) -> User:
    user = accounts.locked(confirmed.user_id)
    if user.password_hash != confirmed.password_hash:
        raise ChangedMeanwhile
    return user
