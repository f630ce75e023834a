"""The two database servers that the compose files know, and how each is made ready."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

from setup.layout import Application

_HOST = "database"
_RIGHTS = (
    "SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES,"
    " CREATE TEMPORARY TABLES, LOCK TABLES"
)


@dataclass(frozen=True)
class Server:
    """A kind of server: its driver, its port, and whom it knows from the start."""

    driver: str
    port: int
    superuser: str
    first_database: str
    options: str = ""

    def address(self, application: Application, password: str) -> str:
        """Name the database of an application, as its own user."""
        name = application.database
        return f"{self._at(name, password)}/{name}{self.options}"

    def front_door(self, password: str) -> str:
        """Name the server as the one who may make databases."""
        return f"{self._at(self.superuser, password)}/{self.first_database}"

    def _at(self, user: str, password: str) -> str:
        return f"{self.driver}://{user}:{password}@{_HOST}:{self.port}"


MARIADB = Server("mysql+pymysql", 3306, "root", "", "?charset=utf8mb4")
POSTGRESQL = Server("postgresql+psycopg", 5432, "postgres", "postgres")
_SERVERS = {"mariadb": MARIADB, "postgresql": POSTGRESQL}


def server_of(environment: Mapping[str, str]) -> Server:
    """Choose the server that `DATABASE` names; MariaDB where it names none."""
    return _SERVERS[environment.get("DATABASE") or "mariadb"]


def make_room(
    server: Server, connection: Connection, application: Application, password: str
) -> None:
    """Make the database and the user of an application, who may reach nothing else."""
    make = _in_mariadb if server is MARIADB else _in_postgresql
    # The password is of our own making: letters, digits, - and _ alone.
    for statement in make(connection, application.database, password):
        connection.execute(text(statement))


def _in_mariadb(_connection: Connection, name: str, password: str) -> Iterator[str]:
    letters = "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
    yield f"CREATE DATABASE IF NOT EXISTS {name} {letters}"
    yield f"CREATE USER IF NOT EXISTS '{name}'@'%' IDENTIFIED BY '{password}'"
    yield f"ALTER USER '{name}'@'%' IDENTIFIED BY '{password}'"
    yield f"GRANT {_RIGHTS} ON {name}.* TO '{name}'@'%'"


def _in_postgresql(connection: Connection, name: str, password: str) -> Iterator[str]:
    if not _has(connection, "pg_roles", "rolname", name):
        yield f"CREATE ROLE {name} LOGIN"
    yield f"ALTER ROLE {name} LOGIN PASSWORD '{password}'"
    if not _has(connection, "pg_database", "datname", name):
        yield f"CREATE DATABASE {name} OWNER {name} ENCODING 'UTF8' TEMPLATE template0"
    # Whoever may log in may enter these, unless somebody says no.
    yield f"REVOKE ALL ON DATABASE {name}, postgres, template1 FROM PUBLIC"


def _has(connection: Connection, table: str, column: str, name: str) -> bool:
    found = text(f"SELECT 1 FROM {table} WHERE {column} = :name")  # noqa: S608  # nosec B608
    return connection.execute(found, {"name": name}).first() is not None
