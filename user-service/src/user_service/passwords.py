"""The one module that knows how passwords are kept: argon2id, by passlib's API."""

import contextlib
import secrets
import threading
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from passlib.context import CryptContext

from user_service.errors import TooBusy

AT_ONCE = 2
# So many that each is served well within the three seconds that a storefront waits.
_MOST_TURNS = 24
UNUSABLE = "!"


def concurrency_limit(threads: int) -> int:
    """Return how many of a process's threads may be busy with passwords at once."""
    return max(1, min(threads * 3 // 4, _MOST_TURNS))


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

    def __init__(self, context: Any, turns: int = _MOST_TURNS) -> None:
        """Take the passlib context, and how many requests may be at it or wait."""
        self._context = context
        self._turns = threading.BoundedSemaphore(turns)
        self._hands = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passwords")
        self._nobodys = context.hash(secrets.token_urlsafe())

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Hold one of the few turns, around all that a request does with passwords.

        Raises `TooBusy` where none is free: a request that waited would hold a thread
        that others need for what is cheap.
        """
        if not self._turns.acquire(blocking=False):
            raise TooBusy
        try:
            yield
        finally:
            self._turns.release()

    def hash(self, password: str) -> str:
        """Hash a new password."""
        done = self._hands.submit(self._context.hash, _composed(password))
        return str(done.result())

    def verify_and_upgrade(self, password: str, hashed: str) -> tuple[bool, str | None]:
        """Return whether the password fits, and a better hash where this one is old."""
        done = self._hands.submit(
            self._context.verify_and_update, _composed(password), hashed
        )
        matches, better = done.result()
        return bool(matches), better

    def dummy_verify(self, password: str) -> None:
        """Take the time of a check, so that an unknown account takes no less."""
        self.verify_and_upgrade(password, self._nobodys)


def _composed(password: str) -> str:
    """Write letters with accents alike, whichever keyboard they were typed on."""
    return unicodedata.normalize("NFC", password)
