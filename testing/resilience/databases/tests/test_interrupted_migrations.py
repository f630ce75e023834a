"""A migration that was killed anywhere is finished by the next one.

MariaDB commits each change of a table by itself, so what was changed stays.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, event

from service_kit.database import connect
from service_kit.migrations import allow_migrations, missing_migrations
from testing.resilience.databases.servers import NewDatabase
from tools.applications import APPLICATIONS, Application

CHANGES = ("CREATE TABLE", "CREATE INDEX", "ALTER TABLE", "DROP")


class Killed(Exception):
    """The process ends here."""


@pytest.fixture(params=APPLICATIONS, ids=lambda it: it.folder)
def application(request: pytest.FixtureRequest) -> Application:
    found: Application = request.param
    return found


@pytest.fixture
def db(application: Application) -> SQLAlchemy:
    import_module(application.package)
    handle: SQLAlchemy = import_module(f"{application.package}.database").db
    return handle


@pytest.fixture
def app(application: Application, db: SQLAlchemy, server: NewDatabase) -> Flask:
    app = Flask(application.package)
    connect(app, db, server(f"interrupted_{application.package}"))
    allow_migrations(app, db, application.path / "migrations")
    return app


def test_next_migration_finishes_what_was_killed(app: Flask, db: SQLAlchemy) -> None:
    with app.app_context():
        kills = kill_at_every_change(flask_migrate.upgrade)
        missing = missing_migrations(db)

        kills_back = kill_at_every_change(
            lambda: flask_migrate.downgrade(revision="base")
        )
        tables = db.inspect(db.engine).get_table_names()
        db.engine.dispose()

    assert missing == []
    assert kills
    assert kills_back
    assert tables == ["alembic_version"]


def kill_at_every_change(migrate: Callable[[], None]) -> int:
    """Migrate until it succeeds; each try is killed after one more statement."""
    survived: set[str] = set()
    with killing_after_a_change_not_in(survived):
        while True:
            try:
                migrate()
            except Killed:
                continue
            return len(survived)


@contextmanager
def killing_after_a_change_not_in(survived: set[str]) -> Iterator[None]:
    def kill(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().startswith(CHANGES) and statement not in survived:
            survived.add(statement)
            raise Killed

    event.listen(Engine, "after_cursor_execute", kill)
    try:
        yield
    finally:
        event.remove(Engine, "after_cursor_execute", kill)
