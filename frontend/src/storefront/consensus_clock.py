"""The present instant as most services have it, for what must outlive a wrong clock.

The storefront's own clock may be hours off, and no shopper's session may end by that.
Every service dates its answers: where most clocks agree on another time, that is taken.
"""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from service_kit import clock

_AGREED = timedelta(minutes=2)
_SECONDS_BETWEEN_QUESTIONS = 10.0


class Peer(Protocol):
    """Somebody else who has a clock; a client of a service."""

    def clock_offset(self) -> timedelta | None:
        """Return how far its clock is ahead of ours, where it answered lately."""

    def is_healthy(self) -> bool:
        """Ask it something, for the date of its answer."""


class ConsensusClock:
    """Reads our clock, corrected where the others agree that it is wrong."""

    def __init__(self, peers: Sequence[Peer]) -> None:
        """Take everybody whose answers are dated."""
        self._peers = peers
        self._asked_at = float("-inf")

    def now(self) -> datetime:
        """Return the present instant in whole seconds, by the answers so far."""
        offsets = self._offsets()
        if any(abs(offset) > _AGREED for offset in offsets):
            self.ask()
            offsets = self._offsets()
        return clock.now() + _correction(offsets)

    def ask(self) -> None:
        """Ask whoever has not answered lately; once in a while, they may be away."""
        unknown = [peer for peer in self._peers if peer.clock_offset() is None]
        is_soon = time.monotonic() - self._asked_at < _SECONDS_BETWEEN_QUESTIONS
        if not unknown or is_soon:
            return
        self._asked_at = time.monotonic()
        for peer in unknown:
            peer.is_healthy()

    def _offsets(self) -> list[timedelta]:
        known = (peer.clock_offset() for peer in self._peers)
        return [offset for offset in known if offset is not None]


def _correction(offsets: Sequence[timedelta]) -> timedelta:
    """Find the offset of more than half of all clocks and ours; else trust ours."""
    readings = [timedelta(0), *offsets]
    for offset in readings:
        agreeing = sum(abs(other - offset) <= _AGREED for other in readings)
        if 2 * agreeing > len(readings):
            return offset
    return timedelta(0)
