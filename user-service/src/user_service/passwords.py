"""The one module that knows how passwords are kept: argon2id, by passlib's API."""

import functools
import secrets
import threading
import unicodedata
from importlib import resources
from typing import Any

from passlib.context import CryptContext

SHORTEST = 8
LONGEST = 128
# Hashing takes memory and a core; a flood of log-ins must not take all of either.
AT_ONCE = 2
UNUSABLE = "!"


def new_context(memory_kib: int, passes: int) -> CryptContext:
    """Describe the hash of today, and the older ones that are still recognised."""
    return CryptContext(
        schemes=["argon2", "sha256_crypt", "unix_disabled"],
        deprecated=["sha256_crypt"],
        argon2__type="ID",
        argon2__memory_cost=memory_kib,
        argon2__rounds=passes,
        argon2__parallelism=1,
    )


class Passwords:
    """Hashes and checks passwords, two at a time in one process."""

    def __init__(self, context: Any) -> None:
        """Take the passlib context."""
        self._context = context
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._nobodys = context.hash(secrets.token_urlsafe())

    def hash(self, password: str) -> str:
        """Hash a new password."""
        with self._turns:
            return str(self._context.hash(_composed(password)))

    def verify_and_upgrade(self, password: str, hashed: str) -> tuple[bool, str | None]:
        """Tell whether the password fits, and a better hash where this one is old."""
        with self._turns:
            matches, better = self._context.verify_and_update(
                _composed(password), hashed
            )
        return bool(matches), better

    def dummy_verify(self, password: str) -> None:
        """Take the time of a check, so that an unknown account takes no less."""
        self.verify_and_upgrade(password, self._nobodys)


def acceptable(password: str) -> str:
    """Return a new password that is good enough; else raise `ValueError` in words."""
    if len(password) < SHORTEST:
        raise ValueError(f"Use at least {SHORTEST} characters.")
    if len(password) > LONGEST:
        raise ValueError(f"Use at most {LONGEST} characters.")
    if _composed(password).casefold() in _common():
        raise ValueError(
            "This is one of the most common passwords. Choose one that nobody guesses."
        )
    return password


def _composed(password: str) -> str:
    """Write letters with accents alike, whichever keyboard they were typed on."""
    return unicodedata.normalize("NFC", password)


@functools.cache
def _common() -> frozenset[str]:
    path = resources.files("user_service").joinpath("common_passwords.txt")
    return frozenset(path.read_text(encoding="utf-8").splitlines())
