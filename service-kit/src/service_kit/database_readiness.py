"""Whether an application can read its own database just now."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Engine
from sqlalchemy.exc import SQLAlchemyError

# Less than a caller waits for an answer.
_SECONDS_FOR_A_LOCK = 0.5


def is_reachable(engine: Engine) -> bool:
    """Ask the database for the simplest of answers."""
    try:
        _ask(engine)
    except (SQLAlchemyError, sqlite3.Error):
        return False
    return True


def _ask(engine: Engine) -> None:
    if file := _file_of(engine.url):
        _read(file)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")


def _file_of(url: URL) -> Path | None:
    """Return the file of a SQLite database; None for a server, or for memory."""
    name = url.database if url.get_backend_name() == "sqlite" else None
    return Path(name).absolute() if name and name != ":memory:" else None


def _read(file: Path) -> None:
    """Read the file, which may be locked, damaged or gone.

    This comes before the engine is asked: SQLite knows what 1 is without a look at its
    file, and a new connection of the pool waits for a lock as long as a writer does.
    """
    address = f"{file.as_uri()}?mode=rw"
    opened = sqlite3.connect(address, timeout=_SECONDS_FOR_A_LOCK, uri=True)
    with closing(opened) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master")
