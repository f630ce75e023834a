"""How far another application's clock is from ours, by the Date of its answers.

RFC 9110 section 6.6.1 has whoever owns a clock date every answer, so nobody is asked.
"""

import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from service_kit import clock

# A clock may be set at any time: what was heard long ago says nothing about now.
_FRESH_SECONDS = 60.0


class PeerClock:
    """The clock of one provider, as its latest answer showed it."""

    def __init__(self) -> None:
        """Begin without having heard anything."""
        self._heard: tuple[float, timedelta] | None = None

    def hear(self, date: str | None) -> None:
        """Take the Date header of an answer that came just now."""
        instant = _instant(date)
        if instant is not None:
            self._heard = time.monotonic(), instant - clock.now()

    def offset(self) -> timedelta | None:
        """Return how far it is ahead of ours; None where nothing was heard lately."""
        heard = self._heard
        if heard is None or time.monotonic() - heard[0] > _FRESH_SECONDS:
            return None
        return heard[1]


def _instant(date: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(date or "").astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
