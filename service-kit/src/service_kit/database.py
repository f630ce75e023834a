"""How every service uses its own database: SQLite, PostgreSQL or MariaDB.

SQLite writes start with BEGIN IMMEDIATE: a plain BEGIN that reads and then writes fails
under contention whatever the busy timeout, because a reader cannot become the writer
while another one writes (https://www.sqlite.org/isolation.html).
"""

import functools
import itertools
import logging
import random
import threading
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    NullPool,
    TypeDecorator,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.dialects.mysql import DATETIME
from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    OperationalError,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeEngine

from service_kit.clock import as_utc
from service_kit.database_error_redaction import redact_values
from service_kit.sqlite_write_lock import serialize_writes, write_lock

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 3
# MariaDB's own defaults take josé for jose, any flower for another, and some no flower.
CHARACTER_SET, COLLATION = "utf8mb4", "utf8mb4_bin"
# MariaDB: snapshot changed, deadlock, lock wait, and no such savepoint, which is how a
# deadlock within one is reported. PostgreSQL: serialization, deadlock.
_MARIADB_CONFLICTS = {1020, 1213, 1205, 1305}
_POSTGRESQL_CONFLICTS = {"40001", "40P01"}
# WAL could lose acknowledged commits before these versions (sqlite.org/wal.html, "WAL
# reset bug"); older ones keep the rollback journal.
_WAL_IS_SAFE = ((3, 51, 3), (3, 50, 7), (3, 44, 6))

# Of one process to a server. That takes a hundred (PostgreSQL) or 151 (MariaDB) in all,
# above the thirty of the storefront and what four services of eight threads hold.
_KEPT_CONNECTIONS, _MOST_CONNECTIONS = 5, 30

_writing: ContextVar[bool] = ContextVar("writing", default=False)
_pause = threading.Event()
log = logging.getLogger(__name__)

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """A column of instants: UTC in every database, with its zone in every program."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Store UTC without a zone, which SQLite and MariaDB have none for."""
        return as_utc(value).replace(tzinfo=None) if value else None

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Give the zone back."""
        return as_utc(value) if value else None


class ExactInstant(Instant):
    """A column of instants to the microsecond, where MariaDB would keep seconds."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Ask MariaDB and MySQL for the six digits; others keep them anyway."""
        if dialect.name in ("mysql", "mariadb"):
            return dialect.type_descriptor(DATETIME(fsp=6))
        return super().load_dialect_impl(dialect)


def new_metadata() -> MetaData:
    """Make metadata whose constraints have names, for migrations to change them."""
    return MetaData(naming_convention=NAMES)


def new_database(base: type[DeclarativeBase]) -> SQLAlchemy:
    """Make the database handle of a service over its models' base class."""
    return SQLAlchemy(model_class=base, session_options={"expire_on_commit": False})


def connect(app: Flask, db: SQLAlchemy, url: str) -> None:
    """Bind the handle to the application's own database."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(url)
    db.init_app(app)
    # The last to be registered is the first to be called.
    app.teardown_appcontext(lambda _: _let_go(db))
    with app.app_context():
        redact_values(db.engine)
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _prepare_sqlite)
            event.listen(db.engine, "begin", _begin_sqlite)
            serialize_writes(db.engine)


def migrating_engine(engine: Engine) -> Engine:
    """Make an engine for migrations: a change of a large table takes its time."""
    if engine.dialect.name == "sqlite":
        return engine
    patient = {"charset": CHARACTER_SET, "collation": COLLATION}
    arguments = {} if engine.dialect.name == "postgresql" else patient
    return create_engine(
        engine.url, connect_args=arguments, poolclass=NullPool, hide_parameters=True
    )


def when_created(context: Any) -> datetime:
    """Date the last change of a new row, as a column's default: it is its creation."""
    created: datetime = context.get_current_parameters()["created_at"]
    return created


def transactional(db: SQLAlchemy) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make the decorator under which a use case is one write transaction.

    A use case called by another joins its transaction. A conflict with another writer
    repeats the whole use case, three times at most, so it must call no other service.
    """

    def decorate(use_case: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(use_case)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if _writing.get():
                return use_case(*args, **kwargs)
            return _repeat_on_conflict(db, functools.partial(use_case, *args, **kwargs))

        return run

    return decorate


def reading(db: SQLAlchemy) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make the decorator under which a use case reads and then lets the database go.

    An open read transaction keeps writers waiting, so none may be open during a call
    to another service. Within a write transaction this reads along.
    """

    def decorate(use_case: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(use_case)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            result = use_case(*args, **kwargs)
            if not _writing.get():
                db.session.commit()
            return result

        return run

    return decorate


def _repeat_on_conflict(db: SQLAlchemy, use_case: Callable[[], R]) -> R:
    for attempt in itertools.count(1):
        try:
            return _in_one_transaction(db, use_case)
        except DBAPIError as error:
            if attempt == TRIES or not _may_pass(error):
                raise
            log.warning("Met another writer, attempt %d of %d.", attempt, TRIES)
            # Writers that met must not meet again at once.
            _pause.wait(random.uniform(0.01, 0.05) * attempt)  # noqa: S311
    raise AssertionError


def _in_one_transaction(db: SQLAlchemy, use_case: Callable[[], R]) -> R:
    # A read before this has left a read transaction open, which could not write.
    db.session.rollback()
    token = _writing.set(True)
    try:
        with write_lock(db.engine):
            return _committed(db, use_case)
    finally:
        _writing.reset(token)


def _committed(db: SQLAlchemy, use_case: Callable[[], R]) -> R:
    try:
        result = use_case()
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    return result


def _let_go(db: SQLAlchemy) -> None:
    """End what a request has left open, even where its server is gone.

    Flask-SQLAlchemy does so after the answer is made: an error would make it a 500,
    and leave the broken session to whichever request comes by its number next.
    """
    if db.session.registry.has():
        try:
            db.session.close()
        except DBAPIError as error:
            log.warning("The database went while a request ended.", exc_info=error)


def _may_pass(error: DBAPIError) -> bool:
    """Return whether the use case may succeed, or fail in its own words, next time.

    A broken constraint may mean that another writer was a moment quicker; run again,
    the use case finds that writer's row.
    """
    if isinstance(error, IntegrityError):
        return True
    original: Any = error.orig
    if getattr(original, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
        return True
    if getattr(original, "sqlstate", None) in _POSTGRESQL_CONFLICTS:
        return True
    code = original.args[0] if getattr(original, "args", None) else None
    return isinstance(error, OperationalError) and code in _MARIADB_CONFLICTS


def _engine_options(url: str) -> dict[str, object]:
    dialect = make_url(url).get_backend_name()
    # What a statement carries (e-mails, hashes) is nobody's to read in a log.
    options: dict[str, object] = {"hide_parameters": True}
    if dialect == "sqlite":
        if make_url(url).database not in (None, "", ":memory:"):
            # A file takes as many connections as there are threads: none waits for one.
            options["max_overflow"] = -1
        return options
    options |= {
        "max_overflow": _MOST_CONNECTIONS - _KEPT_CONNECTIONS,
        "isolation_level": "READ COMMITTED",
        "pool_pre_ping": True,
        "pool_recycle": 1800,
        "pool_size": _KEPT_CONNECTIONS,
        "pool_timeout": 3,
    }
    if dialect == "postgresql":
        options["connect_args"] = {
            "connect_timeout": 3,
            "options": "-c statement_timeout=5000",
        }
    else:
        options["connect_args"] = {
            "connect_timeout": 3,
            "read_timeout": 5,
            "write_timeout": 5,
            "charset": CHARACTER_SET,
            "collation": COLLATION,
        }
    return options


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: `_begin_sqlite` does.
    connection.isolation_level = None
    cursor = connection.cursor()
    version = cursor.execute("SELECT sqlite_version()").fetchone()[0]
    journal = "WAL" if wal_is_safe(version) else "DELETE"
    for pragma in (
        "busy_timeout=5000",
        "foreign_keys=ON",
        f"journal_mode={journal}",
        "synchronous=FULL",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def wal_is_safe(version: str) -> bool:
    """Return whether this SQLite has the fix of the WAL reset bug."""
    found = tuple(int(part) for part in version.split("."))
    newest, *backports = _WAL_IS_SAFE
    return found >= newest or any(
        found[:2] == fixed[:2] and found >= fixed for fixed in backports
    )


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
