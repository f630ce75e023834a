"""Changes sessions in the storefront's database: ends one, or breaks it.

A page that breaks cannot be asked for: here a stored session is torn on purpose, or
all of them are hidden for a moment.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from playwright.sync_api import BrowserContext

from testing.driver.session_encryption import encrypted
from tools.shop import RunningShop

# A notice of a form that no version of the shop has ever written.
_TORN = {"notices": json.dumps([{"torn": "in the middle"}])}
_SECONDS = 10


@dataclass(frozen=True)
class SessionDatabase:
    """Where sessions lie, and the cookie that opens the visitor's own."""

    database: Path
    cookie: str
    secret: str

    @classmethod
    def of(cls, shop: RunningShop, visitor: BrowserContext) -> Self:
        """Find what a shop on this machine keeps of a visitor."""
        kept = {each["name"]: each["value"] for each in visitor.cookies()}
        var = shop.logs.parent
        secret = (var / "secrets" / "frontend-secret-key").read_text().strip()
        return cls(var / "data" / "frontend.db", kept.get("furrow", ""), secret)

    def end_session(self) -> None:
        """End the visitor's session, as an hour away does."""
        with closing(self._connect()) as connection:
            connection.execute("DELETE FROM session WHERE key = ?", (self._key,))

    def spoil_session(self) -> None:
        """Write something into the visitor's session that cannot be read."""
        with closing(self._connect()) as connection:
            seen = connection.execute(
                "SELECT content FROM session WHERE key = ?", (self._key,)
            )
            torn = encrypted(self.secret, self.cookie, _TORN)
            content = json.loads(seen.fetchone()[0]) | torn
            connection.execute(
                "UPDATE session SET content = ? WHERE key = ?",
                (json.dumps(content), self._key),
            )

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Make the storefront find no session, and keep none."""
        with closing(self._connect()) as connection:
            connection.execute("ALTER TABLE session RENAME TO hidden")
            try:
                yield
            finally:
                connection.execute("ALTER TABLE hidden RENAME TO session")

    @property
    def _key(self) -> str:
        return hashlib.sha256(self.cookie.encode()).hexdigest()

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.database, timeout=_SECONDS, isolation_level=None)
