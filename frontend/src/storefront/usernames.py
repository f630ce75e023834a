"""Usernames as people type them: what is wrong with one, and whether it is taken.

The register page asks while somebody types, so it must show nothing at first, be quick
to show which character does not fit, and never list who has an account.
"""

import re
import threading
import time
import unicodedata
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from service_kit.http_client import Rejected, ServiceUnavailable
from storefront.clients.user_service import Browser, UserServiceClient

SHORTEST, LONGEST = 3, 30
_GOOD = re.compile(r"[a-z0-9_-]", re.ASCII)
# The sentence has two lines on the smallest phone.
_MOST_NAMED = 3
_MOST_CHECKS, _PER_SECONDS = 40, 60
_MOST_SESSIONS = 10_000


class UsernameState(StrEnum):
    """What can be shown about a username."""

    SILENT = "silent"
    WRONG = "wrong"
    TAKEN = "taken"
    RESERVED = "reserved"
    FREE = "free"
    UNKNOWN = "unknown"
    TOO_MANY = "too-many"


@dataclass(frozen=True)
class UsernameStatus:
    """What the shop shows about a username, and what to try instead."""

    state: UsernameState
    username: str = ""
    words: str = ""
    suggestions: tuple[str, ...] = ()
    # The seconds until it is worth asking again, where nobody was asked now.
    retry_after: int | None = None


def normalised(text: str) -> str:
    """Write a username as it is stored, so that look-alikes are one."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def fault(username: str) -> str | None:
    """Return what is wrong with the characters of a normalised username, if any."""
    if len(username) > LONGEST:
        return f"Use at most {LONGEST} characters."
    wrong = dict.fromkeys(sign for sign in username if not _GOOD.fullmatch(sign))
    if wrong:
        named = [_named(sign) for sign in list(wrong)[:_MOST_NAMED]]
        return f"Leave out {_listed(named)}: use a to z, digits, - and _."
    if username[:1] in {"-", "_"}:
        return "Begin with a letter or a digit."
    return None


def status_of(
    users: UserServiceClient,
    typed: str,
    browser: Browser,
    may_ask: Callable[[], bool] = lambda: True,
) -> UsernameStatus:
    """Return whether a username is available; user-service has the last word.

    Raises nothing: whatever keeps us from knowing becomes words. What is wrong by its
    shape alone is shown without asking, so `may_ask` counts questions and no typing.
    """
    username = normalised(typed)
    if words := fault(username):
        return UsernameStatus(UsernameState.WRONG, username, words)
    if len(username) < SHORTEST:
        return UsernameStatus(UsernameState.SILENT)
    if not may_ask():
        return too_many()
    try:
        check = users.check_name(username, browser)
    except Rejected as refusal:
        if refusal.status == 429:
            return too_many(refusal.retry_after)
        return unknown(username)
    except ServiceUnavailable:
        return unknown(username)
    if check.is_free:
        return UsernameStatus(UsernameState.FREE, username, f"{username} is free")
    if check.is_reserved:
        return reserved(username)
    return taken(username, check.suggestions)


def reserved(username: str) -> UsernameStatus:
    """Return the verdict on a username that is free and not available all the same."""
    words = f"{username} is kept for the shop. Choose another one."
    return UsernameStatus(UsernameState.RESERVED, username, words)


def taken(username: str, suggestions: tuple[str, ...]) -> UsernameStatus:
    """Return that a username is taken, in the words that the form uses too."""
    return UsernameStatus(
        UsernameState.TAKEN, username, f"{username} is taken.", suggestions[:2]
    )


def sentence(name_status: UsernameStatus) -> str:
    """Write the verdict on a username as one line of text."""
    if not name_status.suggestions:
        return name_status.words
    return f"{name_status.words} Try {' or '.join(name_status.suggestions)}"


def too_many(seconds: int | None = None) -> UsernameStatus:
    """Return that names are checked too fast, and when to ask again."""
    return UsernameStatus(
        UsernameState.TOO_MANY,
        words="Too many names checked. Try again in a minute.",
        retry_after=seconds or _PER_SECONDS,
    )


def unknown(username: str) -> UsernameStatus:
    """Return that nobody could be asked, and that nothing is lost by it."""
    return UsernameStatus(
        UsernameState.UNKNOWN,
        username,
        "We cannot check just now. We will when you create the account.",
    )


def _named(sign: str) -> str:
    return (
        "spaces" if sign.isspace() else f"“{sign}”" if sign.isprintable() else "signs"
    )


def _listed(words: list[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


class RateLimiter:
    """Counts the checks of each session, in the memory of this process alone."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take a clock."""
        self._clock = clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def is_too_fast(self, session_key: str | None) -> bool:
        """Note one more check of a session; return whether they are too many."""
        if session_key is None:
            return False
        at = self._clock()
        with self._lock:
            times = self._seen.setdefault(session_key, deque(maxlen=_MOST_CHECKS + 1))
            self._seen.move_to_end(session_key)
            if len(self._seen) > _MOST_SESSIONS:
                self._seen.popitem(last=False)
            times.append(at)
            return len(times) > _MOST_CHECKS and at - times[0] < _PER_SECONDS
