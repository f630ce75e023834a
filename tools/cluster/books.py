"""Reads the books of the shop from one server of a cluster."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import URL, NullPool, create_engine, text

from tools.applications import APPLICATIONS, Application
from tools.chaos.ledger import Ledger, ledger_of


def name_of(application: Application) -> str:
    """Return the name of an application's database."""
    return application.package


def read_books(server: URL) -> Ledger:
    """Read all books as that server has them."""
    engines = {
        each.folder: create_engine(
            server.set(database=name_of(each)), poolclass=NullPool
        )
        for each in APPLICATIONS
    }

    def rows(application: str, table: str) -> Sequence[Any]:
        with engines[application].connect() as book:
            return book.execute(text(f"SELECT * FROM {table}")).mappings().all()  # noqa: S608  # nosec B608

    return ledger_of(rows)
