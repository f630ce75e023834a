"""Runs an application's own tests on a server: `pytest … --database MariaDB`.

Their fixtures take the address from TEST_DATABASE_URL, and SQLite where there is none.
Every test finds the database empty, and numbers begin at 1.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack

import pytest
from sqlalchemy import Connection, Engine, MetaData, create_engine, inspect, text

from service_kit.collation import pin_text
from testing.resilience.databases.servers import find_servers

_ADDRESS = "TEST_DATABASE_URL"
_engine = pytest.StashKey[Engine]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the name of a server that is installed here."""
    names = [name for name, server in find_servers().items() if server]
    parser.addoption("--database", choices=names, required=True)


def pytest_configure(config: pytest.Config) -> None:
    """Start the server, for as long as the tests run."""
    server = find_servers()[config.option.database]
    if server is None or config.option.collectonly:
        return
    running = ExitStack()
    config.add_cleanup(running.close)
    os.environ[_ADDRESS] = running.enter_context(server())("trial")
    config.stash[_engine] = create_engine(os.environ[_ADDRESS])
    with config.stash[_engine].connect() as connection:
        pin_text(connection)


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what reads the plans or handles the files of SQLite alone."""
    left_out = [item for item in items if item.get_closest_marker("sqlite")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def _empty_database(request: pytest.FixtureRequest) -> Iterator[None]:
    engine = request.config.stash[_engine]
    # An application finds the tables of the last one; migrations make their own.
    if "app" not in request.fixturenames:
        _drop(engine)
    yield
    _empty(engine)


def _drop(engine: Engine) -> None:
    tables = MetaData()
    tables.reflect(engine)
    tables.drop_all(engine)


def _empty(engine: Engine) -> None:
    with engine.begin() as connection:
        if names := inspect(connection).get_table_names():
            _truncate(connection, names)


def _truncate(connection: Connection, names: Sequence[str]) -> None:
    if connection.dialect.name == "postgresql":
        together = ", ".join(f'"{name}"' for name in names)
        connection.execute(text(f"TRUNCATE {together} RESTART IDENTITY CASCADE"))
        return
    connection.execute(text("SET SESSION foreign_key_checks = 0"))
    for name in names:
        connection.execute(text(f"TRUNCATE `{name}`"))
