"""Reads all databases of the shop from one server of a cluster."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import URL, NullPool, create_engine, text

from testing.resilience.storms.database_rows import Snapshot, snapshot_of
from tools.applications import APPLICATIONS, Application


def database_name(application: Application) -> str:
    """Return the name of an application's database."""
    return application.package


def read_cluster_snapshot(server: URL) -> Snapshot:
    """Read all databases as that server has them."""
    engines = {
        each.folder: create_engine(
            server.set(database=database_name(each)), poolclass=NullPool
        )
        for each in APPLICATIONS
    }

    def rows(application: str, table: str) -> Sequence[Any]:
        with engines[application].connect() as connection:
            return connection.execute(text(f"SELECT * FROM {table}")).mappings().all()  # noqa: S608  # nosec B608

    return snapshot_of(rows)
