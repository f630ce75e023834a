"""The one module that knows how passwords are kept: argon2id, by passlib's API."""

import functools
import secrets
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from typing import Any

from passlib.context import CryptContext

SHORTEST = 8
LONGEST = 128
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
    """Hashes and checks passwords, two at a time in one process.

    Two threads of their own do it. A flood of log-ins gets no more than that, and the
    allocator, which keeps the memory of a hash for each thread, keeps it twice only.
    """

    def __init__(self, context: Any) -> None:
        """Take the passlib context."""
        self._context = context
        self._hands = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passwords")
        self._nobodys = context.hash(secrets.token_urlsafe())

    def hash(self, password: str) -> str:
        """Hash a new password."""
        done = self._hands.submit(self._context.hash, _composed(password))
        return str(done.result())

    def verify_and_upgrade(self, password: str, hashed: str) -> tuple[bool, str | None]:
        """Tell whether the password fits, and a better hash where this one is old."""
        done = self._hands.submit(
            self._context.verify_and_update, _composed(password), hashed
        )
        matches, better = done.result()
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
