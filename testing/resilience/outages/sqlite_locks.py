"""Keeps everybody out of the SQLite database of a service, as a stuck backup would.

The service lives and takes calls; whatever asks its database waits, and is refused.
"""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

# Where the locks of a write-ahead log are: https://www.sqlite.org/walformat.html
_LOCKS_OF_A_LOG, _SO_MANY = 120, 8
_SECONDS_TO_GET_IN = 30


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Hold every lock of a database for the length of a `with`."""
    with closing(sqlite3.connect(database, timeout=_SECONDS_TO_GET_IN)) as connection:
        mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    with _log_locked(database) if mode == "wal" else _file_locked(database):
        yield


@contextmanager
def _file_locked(database: Path) -> Iterator[None]:
    with closing(sqlite3.connect(database, timeout=_SECONDS_TO_GET_IN)) as connection:
        connection.isolation_level = None
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


@contextmanager
def _log_locked(database: Path) -> Iterator[None]:
    """Lock the log as well: SQLite itself would let readers in beside a writer."""
    with open(f"{database}-shm", "r+b") as shared:
        fcntl.lockf(shared, fcntl.LOCK_EX, _SO_MANY, _LOCKS_OF_A_LOG)
        yield
