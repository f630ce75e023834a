"""The token by which a service shows who it is, kept until shortly before it ends."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from service_kit import clock
from service_kit.clock import read_instant
from service_kit.http_client import CallFailed, Connection

LIFETIME = timedelta(minutes=10)
_MARGIN = timedelta(seconds=60)
_SECONDS_BETWEEN_FAILURES = 10.0


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
        self._good_until = self._ask_again_at = float("-inf")
        self._lock = threading.Lock()

    def get(self) -> str:
        """Return a good token; raise `CallFailed` where none can be had."""
        with self._lock:
            if self._issued is None or time.monotonic() >= self._good_until:
                self._issued = None
                self._issued = self._fetch()
                self._good_until = time.monotonic() + _seconds_to_keep(self._issued)
            return self._issued.token

    def get_if_any(self) -> str | None:
        """Return a good token, or None where none can be had.

        Then nobody is asked for another one for ten seconds.
        """
        if time.monotonic() < self._ask_again_at:
            return None
        try:
            return self.get()
        except CallFailed:
            self._ask_again_at = time.monotonic() + _SECONDS_BETWEEN_FAILURES
            return None

    def forget(self, token: str) -> None:
        """Drop a token that was refused, so that the next call fetches a new one."""
        with self._lock:
            if self._issued and self._issued.token == token:
                self._issued = None


def fetch_service_token(connection: Connection, secret: str) -> IssuedToken:
    """Get a new token of the consumer from user-service, in exchange for its secret."""
    body = {"client_id": connection.consumer, "client_secret": secret}
    reply = connection.send("POST", "/api/service-token", body)
    return connection.parsed(reply, _issued)


def _issued(document: Mapping[str, Any]) -> IssuedToken:
    issued = document["result"]
    return IssuedToken(issued["token"], read_instant(issued["expires_at"]))


def _seconds_to_keep(issued: IssuedToken) -> float:
    """Count by no clock that may be set: what matters is the difference of two.

    A token that ended before it came, or lives longer than any, shows a wrong clock.
    """
    left = issued.expires_at - clock.now()
    is_likely = timedelta(0) < left <= LIFETIME + _MARGIN
    return ((left if is_likely else LIFETIME) - _MARGIN).total_seconds()
