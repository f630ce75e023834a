"""Backup and restore, by the very lines of docs/how-to/back-up.md."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import make_url, select

from testing.resilience.databases.servers import NewDatabase, find_servers
from tools.applications import ROOT
from user_service.database import db

from .conftest import people_in

# What each line of the docs begins with: the backup, then the restoring.
LINES = {
    "SQLite": (".venv/bin/python -c", "rm -f var/data"),
    "MariaDB": ("mariadb-dump ", "mariadb "),
    "PostgreSQL": ("pg_dump ", "pg_restore "),
}
FLOWER = "🌻 Άννα O'Neil; -- \\"
Rows = dict[str, list[Any]]


def line_of(beginning: str) -> str:
    docs = (ROOT / "docs" / "how-to" / "back-up.md").read_text("utf-8")
    block = docs.split("In containers")[0]
    (found,) = [line for line in block.splitlines() if line.startswith(beginning)]
    return found


@pytest.fixture(params=[name for name, it in find_servers().items() if it])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@contextmanager
def opened(kind: str, folder: Path) -> Iterator[NewDatabase]:
    """Start a server; a SQLite lies where `make shop` has it."""
    if kind == "SQLite":
        (folder / "var" / "data").mkdir(parents=True)
        yield lambda _: f"sqlite:///{folder}/var/data/user-service.db"
        return
    start: Callable[[], AbstractContextManager[NewDatabase]] = find_servers()[kind]  # type: ignore[assignment]
    with start() as new_database:
        yield new_database


def test_restored_database_is_what_was_backed_up(kind: str, tmp_path: Path) -> None:
    backup, restore = map(line_of, LINES[kind])
    with opened(kind, tmp_path) as new_database:
        (people,) = people_in(address := new_database("user_service"))
        register(people, "ada", first_name=FLOWER)
        before = rows(people)
        run(backup, address, tmp_path)
        register(people, "eve")

        run(restore, address, tmp_path)

        assert rows(people) == before
        assert register(people, "eve") == 201
        assert rows(people) != before


def register(app: Flask, name: str, **more: str) -> int:
    form = {"username": name, "email": f"{name}@furrow.example"}
    secret = {"password": "a teapot in the garden"}
    answer = app.test_client().post("/api/user/create", json=form | secret | more)
    return answer.status_code


def rows(app: Flask) -> Rows:
    """Read everything, and leave the database alone."""
    with app.app_context():
        tables = db.metadata.sorted_tables
        with db.engine.connect() as connection:
            found = {it.name: connection.execute(select(it)).all() for it in tables}
        db.engine.dispose()
    return {name: [tuple(row) for row in some] for name, some in found.items()}


def run(line: str, address: str, folder: Path) -> None:
    """Run a line where the programs find the server by what they read themselves."""
    way = make_url(address).query
    # Read last by MariaDB's programs: the machine may have a server of its own.
    (folder / ".my.cnf").write_text(f"[client]\nsocket={way.get('unix_socket')}\n")
    environment = {
        "HOME": str(folder),
        "PGHOST": str(way.get("host")),
        "PGUSER": "furrow",
    }
    here = line.replace(".venv/bin/python", sys.executable)
    subprocess.run(
        ("sh", "-c", here), cwd=folder, env=os.environ | environment, check=True
    )
