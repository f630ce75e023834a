"""What `setup` creates in a database server: a database and a user per application."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import URL, Connection, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from setup.database_servers import MARIADB, POSTGRESQL, Server, make_database
from setup.secret_paths import APPLICATIONS
from testing.resilience.databases.servers import find_servers

# SQLite is a file and knows no users.
INSTALLED = {
    name: server
    for name, server in find_servers().items()
    if server and name != "SQLite"
}
KINDS = {"mysql": MARIADB, "mariadb": MARIADB, "postgresql": POSTGRESQL}
PASSWORD = "beans-and-peas"  # letters and a hyphen, as `keys` makes them


@contextmanager
def at(address: URL) -> Iterator[Connection]:
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@pytest.fixture(scope="session", params=INSTALLED)
def own_server(request: pytest.FixtureRequest) -> Iterator[URL]:
    """Make room for every application, twice, as every `up` does."""
    with INSTALLED[request.param]() as new_database:
        address = make_url(new_database("spare"))
        with at(address) as connection:
            for application in APPLICATIONS * 2:
                make_database(kind_of(address), connection, application, PASSWORD)
        yield address


def kind_of(address: URL) -> Server:
    return KINDS[address.get_backend_name()]


def entrance(own_server: URL, user: str, database: str) -> URL:
    return own_server.set(username=user, password=PASSWORD, database=database)


def test_each_user_works_in_its_own_database(own_server: URL) -> None:
    for application in APPLICATIONS:
        name = application.database
        with at(entrance(own_server, name, name)) as connection:
            connection.execute(text("CREATE TABLE seeds (id INT PRIMARY KEY)"))
            connection.execute(text("INSERT INTO seeds VALUES (1)"))
            connection.execute(text("ALTER TABLE seeds ADD COLUMN name VARCHAR(9)"))
            connection.execute(text("CREATE INDEX by_name ON seeds (name)"))
            assert connection.scalar(text("SELECT count(*) FROM seeds")) == 1
            connection.execute(text("DROP TABLE seeds"))


def test_no_user_reaches_another_database(own_server: URL) -> None:
    names = [application.database for application in APPLICATIONS]
    shared = kind_of(own_server).first_database or "mysql"
    pairs = [(one, other) for one in names for other in (*names, shared)]

    for user, other in pairs:
        if user != other:
            with pytest.raises(SQLAlchemyError), at(entrance(own_server, user, other)):
                pytest.fail(f"{user} reaches {other}")


def test_no_user_makes_users_or_databases(own_server: URL) -> None:
    for application in APPLICATIONS:
        name = application.database
        with at(entrance(own_server, name, name)) as connection:
            for wish in ("CREATE DATABASE mine", "CREATE USER crony"):
                with pytest.raises(SQLAlchemyError):
                    connection.execute(text(wish))
