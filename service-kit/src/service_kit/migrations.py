"""Runs Alembic for a service; its `migrations/env.py` is a call of `run_migrations`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from alembic import context
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, create_engine, inspect, text

from service_kit.collation import pin_text
from service_kit.database import Instant, migrating_engine
from service_kit.interrupted_migrations import skip_what_is_done


def allow_migrations(app: Flask, db: SQLAlchemy, folder: Path) -> None:
    """Give the service its `flask db` commands over the migrations in that folder."""
    Migrate(app, db, directory=str(folder), render_as_batch=True, compare_type=True)


def run_migrations() -> None:
    """Bring the database of the current application to the wanted revision."""
    extension = current_app.extensions["migrate"]
    engine = migrating_engine(extension.db.engine)
    skip_what_is_done(engine)
    with engine.connect() as connection, _loose_references(connection):
        pin_text(connection)
        context.configure(
            connection=connection,
            target_metadata=extension.db.metadata,
            render_item=_plain_type,
            **extension.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        # A revision may have made a table while an older default still stood.
        pin_text(connection)


@contextmanager
def _loose_references(connection: Connection) -> Iterator[None]:
    """Allow SQLite to recreate tables that others refer to; check them afterwards.

    It changes a column by copying the table and dropping the old one, which foreign
    keys forbid; they can be switched off outside of a transaction alone
    (https://www.sqlite.org/lang_altertable.html, section 7).
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        connection.commit()
        if broken := driver.execute("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"Rows refer to nothing after the migration: {broken}")
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


def missing_migrations(db: SQLAlchemy) -> list[Any]:
    """List what the models declare and the migrated database of this app lacks."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, db.metadata))


def _plain_type(kind: str, item: object, _context: object) -> str | Literal[False]:
    return "sa.DateTime()" if kind == "type" and isinstance(item, Instant) else False


def needs_migration(url: str, folder: Path) -> bool:
    """Return whether the database lacks the newest revision; start no application."""
    scripts = ScriptDirectory(str(folder))
    return _revision(url) != scripts.get_current_head()


def _revision(url: str) -> str | None:
    engine = create_engine(url, hide_parameters=True)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            found = connection.execute(text("SELECT version_num FROM alembic_version"))
            return found.scalar()
    finally:
        engine.dispose()
