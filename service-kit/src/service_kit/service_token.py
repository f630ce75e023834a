"""The token by which a service shows who it is, kept until shortly before it ends."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from service_kit import clock

LIFETIME = timedelta(minutes=10)
_MARGIN = timedelta(seconds=60)


@dataclass(frozen=True)
class IssuedToken:
    """A token of this service and when it ends."""

    token: str = field(repr=False)
    expires_at: datetime


class ServiceToken:
    """Fetches a service token when one is needed and keeps it while it is good."""

    def __init__(self, fetch: Callable[[], IssuedToken]) -> None:
        """Take the call that gets a new one from user-service."""
        self._fetch = fetch
        self._issued: IssuedToken | None = None
        self._good_until = float("-inf")
        self._lock = threading.Lock()

    def get(self) -> str:
        """Return a good token; raise `CallFailed` where none can be had."""
        with self._lock:
            if self._issued is None or time.monotonic() >= self._good_until:
                self._issued = None
                self._issued = self._fetch()
                self._good_until = time.monotonic() + _seconds_to_keep(self._issued)
            return self._issued.token

    def forget(self, token: str) -> None:
        """Drop a token that was refused, so that the next call fetches a new one."""
        with self._lock:
            if self._issued and self._issued.token == token:
                self._issued = None


def _seconds_to_keep(issued: IssuedToken) -> float:
    """Count by no clock that may be set: what it tells is the difference of two.

    A token that ended before it came, or lives longer than any, says that one is wrong.
    """
    told = issued.expires_at - clock.now()
    is_likely = timedelta(0) < told <= LIFETIME + _MARGIN
    return ((told if is_likely else LIFETIME) - _MARGIN).total_seconds()
