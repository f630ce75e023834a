"""The two database servers of the compose files, and how a database is made in each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

from setup.secret_paths import Application

_HOST = "database"
_RIGHTS = (
    "SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES,"
    " CREATE TEMPORARY TABLES, LOCK TABLES"
)


@dataclass(frozen=True)
class Server:
    """A kind of database server: its driver, port, superuser, database and volume.

    `files` are the options of docker compose, if it needs another compose file.
    """

    driver: str
    port: int
    superuser: str
    first_database: str
    volume: str
    options: str = ""
    files: str = ""

    def url(self, application: Application, password: str) -> str:
        """Return the URL of an application's database, as its own user."""
        name = application.database
        return f"{self._at(name, password)}/{name}{self.options}"

    def superuser_url(self, password: str) -> str:
        """Return the URL of the server, as the superuser."""
        return f"{self._at(self.superuser, password)}/{self.first_database}"

    def _at(self, user: str, password: str) -> str:
        return f"{self.driver}://{user}:{password}@{_HOST}:{self.port}"


MARIADB = Server("mysql+pymysql", 3306, "root", "", "database", "?charset=utf8mb4")
POSTGRESQL = Server(
    "postgresql+psycopg",
    5432,
    "postgres",
    "postgres",
    "database-postgresql",
    files=" -f docker-compose.yml -f compose.postgres.yml",
)
_SERVERS = {"mariadb": MARIADB, "postgresql": POSTGRESQL}


def server_of(environment: Mapping[str, str]) -> Server:
    """Return the server that `DATABASE` names, MariaDB by default."""
    return _SERVERS[environment.get("DATABASE") or "mariadb"]


def make_database(
    server: Server, connection: Connection, application: Application, password: str
) -> None:
    """Create an application's database, and its user, who may reach no other."""
    make = _in_mariadb if server is MARIADB else _in_postgresql
    # `keys` made the password: only letters, digits, - and _.
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
    # PostgreSQL lets every user connect to these by default.
    yield f"REVOKE ALL ON DATABASE {name}, postgres, template1 FROM PUBLIC"


def _has(connection: Connection, table: str, column: str, name: str) -> bool:
    found = text(f"SELECT 1 FROM {table} WHERE {column} = :name")  # noqa: S608  # nosec B608
    return connection.execute(found, {"name": name}).first() is not None
