"""What a session store keeps, and what every store must be able to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


class SessionsUnavailable(Exception):
    """The store does not answer, so nobody knows whose session this is."""


@dataclass(frozen=True)
class Lifetime:
    """How long a session lasts untouched, and how long at all."""

    idle: timedelta = timedelta(minutes=60)
    absolute: timedelta = timedelta(hours=12)


@dataclass(frozen=True)
class Record:
    """A stored session; each value is a JSON text under its own name."""

    values: Mapping[str, str]
    created_at: datetime
    touched_at: datetime

    def is_over(self, now: datetime, lifetime: Lifetime) -> bool:
        """Return whether the session has ended by time."""
        return (
            now - self.touched_at >= lifetime.idle
            or now - self.created_at >= lifetime.absolute
        )


@dataclass(frozen=True)
class Change:
    """What one request does to a session."""

    written: Mapping[str, str]
    removed: frozenset[str]
    touched_at: datetime


class SessionStore(Protocol):
    """A place for sessions; every method may raise `SessionsUnavailable`."""

    def is_reachable(self) -> bool:
        """Return whether the store answers; this alone never raises."""

    def find(self, key: str) -> Record | None:
        """Look a session up."""

    def create(self, key: str, record: Record) -> None:
        """Keep a new session."""

    def apply(self, key: str, change: Change) -> None:
        """Change a session; one that has ended meanwhile stays ended."""

    def end(self, key: str) -> None:
        """Forget a session."""
