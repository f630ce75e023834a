"""Text is kept and compared as it was written, whatever a database server's own ways.

By its defaults MariaDB takes josé for jose, any flower for another, and keeps some not
at all; PostgreSQL sorts by the language that it was made for. Every text column is set
otherwise when the database is migrated, and a database that was not is not served.
"""

import logging
from collections.abc import Callable, Mapping

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from service_kit.configuration import Misconfigured
from service_kit.database import CHARACTER_SET, COLLATION

_MARIADB_TABLES = text(
    "SELECT DISTINCT table_name FROM information_schema.columns"
    " JOIN information_schema.tables USING (table_schema, table_name)"
    " WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'"
    " AND (table_collation <> :pinned OR collation_name <> :pinned)"
)
_POSTGRESQL_COLUMNS = text(
    "SELECT relname, attname, format_type(atttypid, atttypmod)"
    " FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
    " JOIN pg_collation ON pg_collation.oid = attcollation"
    " WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
    " AND attnum > 0 AND NOT attisdropped AND collname <> 'C'"
)

log = logging.getLogger(__name__)


def pin_text(connection: Connection) -> None:
    """Make every text column compare text as it was written; may be run again."""
    if pin := _PINNED_BY.get(connection.dialect.name):
        pin(connection)
        connection.commit()


def demand_pinned_text(app: Flask) -> None:
    """Raise `Misconfigured` where the database of an application was not migrated so.

    One that is away cannot be asked: the application starts and is not ready.
    """
    db: SQLAlchemy | None = app.extensions.get("sqlalchemy")
    if db is None:
        return
    try:
        with app.app_context(), db.engine.connect() as connection:
            tables = _loose_tables(connection)
    except DBAPIError:
        log.warning("The database does not answer, so its text is not checked.")
        return
    if tables:
        raise Misconfigured(
            f"{app.name}: the database would not tell all text apart or sort it by"
            f" another order (table {tables[0]}). Run `flask --app {app.name} db"
            " upgrade`, which converts it."
        )


def _loose_tables(connection: Connection) -> list[str]:
    look = _LOOSE_BY.get(connection.dialect.name)
    return sorted(look(connection)) if look else []


def _loose_in_mariadb(connection: Connection) -> list[str]:
    return [*connection.scalars(_MARIADB_TABLES, {"pinned": COLLATION})]


def _loose_in_postgresql(connection: Connection) -> list[str]:
    return [*connection.scalars(_POSTGRESQL_COLUMNS)]


def _pin_mariadb(connection: Connection) -> None:
    """Set what new tables take, and convert those of before."""
    pinned = f"CHARACTER SET {CHARACTER_SET} COLLATE {COLLATION}"
    quote = connection.dialect.identifier_preparer.quote_identifier
    connection.execute(text("SET SESSION foreign_key_checks = 0"))
    database = quote(str(connection.scalar(text("SELECT DATABASE()"))))
    connection.execute(text(f"ALTER DATABASE {database} {pinned}"))
    for table in _loose_in_mariadb(connection):
        connection.execute(text(f"ALTER TABLE {quote(table)} CONVERT TO {pinned}"))
    connection.execute(text("SET SESSION foreign_key_checks = 1"))


def _pin_postgresql(connection: Connection) -> None:
    quote = connection.dialect.identifier_preparer.quote_identifier
    for table, column, kind in connection.execute(_POSTGRESQL_COLUMNS).all():
        change = f'ALTER COLUMN {quote(column)} TYPE {kind} COLLATE "C"'
        connection.execute(text(f"ALTER TABLE {quote(table)} {change}"))


_PINNED_BY: Mapping[str, Callable[[Connection], None]] = {
    "mysql": _pin_mariadb,
    "mariadb": _pin_mariadb,
    "postgresql": _pin_postgresql,
}
_LOOSE_BY: Mapping[str, Callable[[Connection], list[str]]] = {
    "mysql": _loose_in_mariadb,
    "mariadb": _loose_in_mariadb,
    "postgresql": _loose_in_postgresql,
}
