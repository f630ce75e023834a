"""Deeds that ask the owner for the password again: changing it, closing the account.

They have a limit of their own: a stolen token guesses no password, and strangers who
fail to log in do not keep the owner from either deed.
"""

from dataclasses import dataclass

from service_kit.clock import now
from user_service import accounts, profiles, sign_ins, throttling
from user_service.database import transaction
from user_service.errors import ChangedMeanwhile, WrongPassword
from user_service.limits import Limits
from user_service.models import User
from user_service.password_rules import demand_secret
from user_service.passwords import UNUSABLE, Passwords
from user_service.throttling import Slot


@dataclass(frozen=True)
class Proof:
    """The owner has shown the password that this hash stands for."""

    user_id: int
    password_hash: str
    names: tuple[str, ...]


def prove(
    user_id: int, password: str, field: str, passwords: Passwords, limits: Limits
) -> Proof:
    """Check the owner's password; raise `WrongPassword` in the name of `field`."""
    proof, slot = _admit(user_id, limits)
    matches, _ = passwords.verify_and_upgrade(password, proof.password_hash)
    if not matches:
        throttling.settle([slot])
        raise WrongPassword(field)
    throttling.forgive(slot)
    return proof


def change_password(
    proof: Proof, new_password: str, session_id: str, passwords: Passwords
) -> User:
    """Give an account another password and end all its sign-ins but this one."""
    demand_secret(new_password, proof.names, "new_password")
    return _write_password(proof, passwords.hash(new_password), session_id)


@transaction
def close(proof: Proof) -> None:
    """Close an account for good: what remains is its id."""
    user = _proven(proof)
    profiles.erase(user.id)
    sign_ins.end_all(user.id)
    sign_ins.erase_visitors(user.id)
    # Nobody can register these: a username has no colon, an email has an @.
    user.username = user.email = f"closed:{user.id}"
    user.password_hash = UNUSABLE
    user.first_name = user.last_name = ""
    user.is_active = user.is_admin = False
    user.closed_at = now()


@transaction
def _admit(user_id: int, limits: Limits) -> tuple[Proof, Slot]:
    user = accounts.locked(user_id)
    slot = throttling.reserve(limits.own_password, str(user_id))
    return Proof(user_id, user.password_hash, accounts.names(user)), slot


@transaction
def _write_password(proof: Proof, password_hash: str, session_id: str) -> User:
    user = _proven(proof)
    user.password_hash = password_hash
    sign_ins.end_all(proof.user_id, but=session_id)
    return user


def _proven(proof: Proof) -> User:
    user = accounts.locked(proof.user_id)
    if user.password_hash != proof.password_hash:
        raise ChangedMeanwhile
    return user
