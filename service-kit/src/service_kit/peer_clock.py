"""How far another application's clock is from ours, by the Date of its answers.

RFC 9110 section 6.6.1 has whoever owns a clock date every answer, so nobody is asked.
"""

import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from service_kit import clock

# A clock may be set at any time: what was received long ago proves nothing about now.
_FRESH_SECONDS = 60.0


class PeerClock:
    """The clock of one provider, as its latest answer showed it."""

    def __init__(self) -> None:
        """Begin without any answer."""
        self._latest: tuple[float, datetime] | None = None

    def record(self, date: str | None) -> None:
        """Record the Date header of an answer that came just now."""
        instant = _instant(date)
        if instant is not None:
            self._latest = time.monotonic(), instant

    def offset(self) -> timedelta | None:
        """Return how far it is ahead of ours; None without an answer of late."""
        if self._latest is None:
            return None
        received_at, instant = self._latest
        passed = time.monotonic() - received_at
        if passed > _FRESH_SECONDS:
            return None
        # By what has passed since, not by our clock then: that may have been set.
        return instant + timedelta(seconds=passed) - clock.now()


def _instant(date: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(date or "").astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
