"""The list of revoked sign-ins, as a service fetches it from user-service.

They come in pages by a cursor: each brings what is new, and none takes long, however
many there are. What ended once stays ended here until its token has run out anywhere.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from service_kit.clock import LEEWAY, MOST_SKEW, now

BEGINNING = "0"
# A request fetches pages no longer than this; the next one goes on from there.
_SECONDS_AT_ONCE = 0.5
_SECONDS_BETWEEN_TIDYINGS = 60.0


@dataclass(frozen=True)
class RevocationPage:
    """Some ended sign-ins with the expiry of their tokens, and the next cursor.

    An older user-service knows no cursors and answers with all at once.
    """

    values: Mapping[str, datetime]
    cursor: str | None = None
    has_more: bool = False
    etag: str | None = None


class RevocationSource(Protocol):
    """What a service's client of user-service offers about revocations."""

    def revocations_after(self, cursor: str) -> RevocationPage:
        """Fetch a page of what ended after a cursor."""

    def revocations(self, etag: str | None) -> RevocationPage | None:
        """Fetch everything at once; None where nothing has changed."""


class RevocationList:
    """Keeps what has ended, and asks for what is new."""

    def __init__(self, source: RevocationSource) -> None:
        """Take whom to ask."""
        self.values: Mapping[str, datetime] | None = None
        self._source = source
        self._found: dict[str, datetime] = {}
        self._cursor = BEGINNING
        self._etag: str | None = None
        self._has_cursors = True
        self._tidied_at = time.monotonic()

    def refresh(self) -> bool:
        """Fetch what is new; return whether that is all. Raise `CallFailed`."""
        is_all = self._ask_by_pages() if self._has_cursors else self._ask_for_all()
        self._tidy()
        if is_all:
            self.values = self._found
        return is_all

    def _ask_by_pages(self) -> bool:
        deadline = time.monotonic() + _SECONDS_AT_ONCE
        while True:
            page = self._source.revocations_after(self._cursor)
            self._found.update(page.values)
            if page.cursor is None:
                self._has_cursors = False
                return True
            self._cursor = page.cursor
            if not page.has_more:
                return True
            if time.monotonic() > deadline:
                return False

    def _ask_for_all(self) -> bool:
        page = self._source.revocations(self._etag)
        if page is not None:
            self._found.update(page.values)
            self._etag = page.etag
            # A newer user-service may have answered this: ask as it likes next time.
            self._has_cursors = True
        return True

    def _tidy(self) -> None:
        if time.monotonic() - self._tidied_at < _SECONDS_BETWEEN_TIDYINGS:
            return
        self._tidied_at = time.monotonic()
        forgotten = now() - LEEWAY - MOST_SKEW
        lasting = {sid: end for sid, end in self._found.items() if end > forgotten}
        if self.values is not None:
            self.values = lasting
        self._found = lasting
