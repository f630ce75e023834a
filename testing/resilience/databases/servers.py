"""Starts a database server of one's own from the programs that are installed here.

It listens at a socket in its own folder, keeps nothing, and ends with the `with`.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial

from sqlalchemy import URL, create_engine, text

from testing.resilience.databases.server_processes import (
    MariaDB,
    PostgreSQL,
    find_mariadb,
    find_postgresql,
)

# How a MariaDB keeps text of no declared collation: as it was compiled, with
# latin1_swedish_ci, as Debian sets it up, and as many an old one is. All take josé for
# jose, and the last keeps no flower.
COMPILED_IN = ("--character-set-server=latin1",)
AS_ON_DEBIAN = (
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_general_ci",
)
AS_OF_OLD = ("--character-set-server=utf8mb3",)

NewDatabase = Callable[[str], str]
Server = Callable[[], AbstractContextManager[NewDatabase]]


@dataclass(frozen=True)
class RunningServer:
    """A server that can be stopped, killed and started again under its callers."""

    process: MariaDB | PostgreSQL
    new_database: NewDatabase


def find_servers() -> Mapping[str, Server | None]:
    """Return by name how each server is started; None for one that is not installed."""
    return {
        "SQLite": sqlite,
        "PostgreSQL": postgresql if find_postgresql() else None,
        "MariaDB": mariadb if find_mariadb() else None,
    }


@contextmanager
def sqlite() -> Iterator[NewDatabase]:
    """Make database files; there is no server."""
    with tempfile.TemporaryDirectory(prefix="sqlite-") as folder:
        yield lambda name: f"sqlite:///{folder}/{name}.db"


@contextmanager
def postgresql() -> Iterator[NewDatabase]:
    """Run a PostgreSQL."""
    with running_postgresql() as server:
        yield server.new_database


@contextmanager
def mariadb(*defaults: str) -> Iterator[NewDatabase]:
    """Run a MariaDB, strict about snapshots, and by its defaults blind to accents."""
    with running_mariadb(*defaults) as server:
        yield server.new_database


@contextmanager
def running_postgresql() -> Iterator[RunningServer]:
    """Run a PostgreSQL that may be ended before its time."""
    with tempfile.TemporaryDirectory(
        prefix="postgresql-", ignore_cleanup_errors=True
    ) as folder:
        server = PostgreSQL(folder)
        server.start()
        try:
            url = URL.create("postgresql+psycopg", "furrow", query={"host": folder})
            yield RunningServer(server, partial(new_database, url, "postgres"))
        finally:
            server.end()


@contextmanager
def running_mariadb(*defaults: str) -> Iterator[RunningServer]:
    """Run a MariaDB that may be ended before its time."""
    with tempfile.TemporaryDirectory(
        prefix="mariadb-", ignore_cleanup_errors=True
    ) as folder:
        server = MariaDB(folder, defaults or COMPILED_IN)
        server.start()
        try:
            way = {"unix_socket": server.socket}
            url = URL.create("mariadb+pymysql", "root", query=way)
            yield RunningServer(server, partial(new_database, url, ""))
        finally:
            server.end()


def new_database(server: URL, first: str, name: str) -> str:
    """Make a database by way of the first one; return its address."""
    engine = create_engine(server.set(database=first), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.set(database=name).render_as_string(hide_password=False)
