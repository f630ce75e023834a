"""Whatever a database refuses, the log shows what broke and nobody's data."""

import importlib
import io
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from pythonjsonlogger.json import JsonFormatter
from sqlalchemy import Column, String, Table, insert, text

from service_kit.clock import now
from testing.resilience.databases.servers import NewDatabase
from tools.applications import APPLICATIONS, Application
from tools.shop import application_commands, keys
from tools.shop.developer_settings import read_settings

# What people enter in a shop, each in a shape that a search of the log finds again.
MARKS = (
    "ada@secret.example",
    "$argon2id$v=19$m=19456,t=2,p=1$c2VjcmV0$c2VjcmV0",
    "12 Secret Lane",
    "key-of-a-secret-order",
    "it's a 'secret' with quotes",
)
Deed = Callable[[SQLAlchemy, str], None]


def insert_twice(db: SQLAlchemy, mark: str) -> None:
    for table in db.metadata.sorted_tables:
        if row := whole_row(table, mark):
            db.session.execute(insert(table), [row])
            db.session.flush()
            db.session.execute(insert(table), [row])
            return


def leave_a_column_out(db: SQLAlchemy, mark: str) -> None:
    for table in db.metadata.sorted_tables:
        row = whole_row(table, mark)
        needed = [it.name for it in table.c if not it.nullable and it.name in row]
        if len(needed) > 1:
            db.session.execute(insert(table), [row | {needed[-1]: None}])


def write_a_number_that_is_none(db: SQLAlchemy, mark: str) -> None:
    db.session.execute(text("SELECT CAST(:mark AS DATE) + no_such"), {"mark": mark})


def read_a_date_that_is_none(db: SQLAlchemy, mark: str) -> None:
    table = next(it for it in db.metadata.sorted_tables if dates(it))
    db.session.execute(insert(table), [{dates(table)[0]: mark}])


def ask_for_what_is_not_there(db: SQLAlchemy, mark: str) -> None:
    db.session.execute(text("SELECT * FROM no_such WHERE a = :mark"), {"mark": mark})


def cast_words(db: SQLAlchemy, mark: str) -> None:
    if db.engine.dialect.name != "postgresql":
        raise LookupError("Other databases make a number of anything.")
    db.session.execute(text("SELECT CAST(:mark AS INTEGER)"), {"mark": mark})


DEEDS = [
    insert_twice,
    leave_a_column_out,
    write_a_number_that_is_none,
    read_a_date_that_is_none,
    ask_for_what_is_not_there,
    cast_words,
]


def whole_row(table: Table, mark: str) -> dict[str, object]:
    """Make a row of marks; none for a table that points to another, or has no key."""
    if table.foreign_keys or not any(isinstance(it.type, String) for it in table.c):
        return {}
    return {it.name: value_for(it, mark) for it in table.c}


def value_for(column: Column[Any], mark: str) -> object:
    kind = column.type.python_type
    if kind is str:
        return mark[: getattr(column.type, "length", None) or len(mark)]
    return {int: 1, bool: True, dict: {}, list: []}.get(kind, now())


def dates(table: Table) -> list[str]:
    return [it.name for it in table.c if "time" in str(it.type.python_type)]


def our_handler() -> logging.Handler:
    found = logging.getLogger().handlers
    return next(it for it in found if isinstance(it.formatter, JsonFormatter))


@pytest.fixture(params=APPLICATIONS, ids=lambda it: it.folder)
def service(
    request: pytest.FixtureRequest,
    server: NewDatabase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[tuple[Flask, SQLAlchemy]]:
    application: Application = request.param
    settings = read_settings({"SHOP_VAR": str(tmp_path)})
    keys.make_keys(settings.secrets)
    for name, value in application_commands.environment(application, settings).items():
        monkeypatch.setenv(name, value)
    name = f"discreet_{application.package}"
    monkeypatch.setenv("DATABASE_URL", server(name))
    app = importlib.import_module(application.package).create_app()
    db = importlib.import_module(f"{application.package}.database").db
    with app.app_context():
        flask_migrate.upgrade()
    yield app, db
    with app.app_context():
        db.engine.dispose()


def test_log_of_a_database_error_holds_no_values(
    service: tuple[Flask, SQLAlchemy], monkeypatch: pytest.MonkeyPatch
) -> None:
    app, db = service
    for number, (deed, mark) in enumerate(
        (deed, mark) for deed in DEEDS for mark in MARKS
    ):
        path = f"/break/{number}"

        def break_down(deed: Deed = deed, mark: str = mark) -> str:
            deed(db, mark)
            return "nothing broke"

        app.add_url_rule(path, path, break_down)
    log = io.StringIO()
    monkeypatch.setattr(our_handler(), "stream", log)

    answers = [
        app.test_client().get(f"/break/{n}") for n in range(len(DEEDS) * len(MARKS))
    ]

    logged = log.getvalue()
    broken = [json.loads(line) for line in logged.splitlines() if "exc_info" in line]
    assert all(answer.status_code >= 400 for answer in answers)
    # What a caller's value alone broke is answered with 400, and is not always logged.
    assert len(broken) >= sum(answer.status_code != 400 for answer in answers) > 0
    for mark in MARKS:
        for shape in (mark, mark[:12], json.dumps(mark)[1:-1], repr(mark)[1:-1]):
            assert shape not in logged
