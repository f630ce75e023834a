"""The token by which a service shows who it is, kept until shortly before it ends."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from service_kit import clock

_MARGIN = timedelta(seconds=60)


@dataclass(frozen=True)
class IssuedToken:
    """A token of this service and when it ends."""

    token: str
    expires_at: datetime


class ServiceToken:
    """Fetches a service token when one is needed and keeps it while it is good."""

    def __init__(self, fetch: Callable[[], IssuedToken]) -> None:
        """Take the call that gets a new one from user-service."""
        self._fetch = fetch
        self._issued: IssuedToken | None = None
        self._lock = threading.Lock()

    def get(self) -> str:
        """Return a good token; raise `CallFailed` where none can be had."""
        with self._lock:
            if self._issued is None or self._is_ending(self._issued):
                self._issued = self._fetch()
            return self._issued.token

    def forget(self, token: str) -> None:
        """Drop a token that was refused, so that the next call fetches a new one."""
        with self._lock:
            if self._issued and self._issued.token == token:
                self._issued = None

    def _is_ending(self, issued: IssuedToken) -> bool:
        return issued.expires_at - _MARGIN <= clock.now()
