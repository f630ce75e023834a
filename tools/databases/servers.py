"""Starts a database server of one's own from the programs that are installed here.

It listens at a socket in its own folder, keeps nothing, and ends with the `with`.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from getpass import getuser
from pathlib import Path

from sqlalchemy import URL, create_engine, text

_PATIENCE = 60.0
_SECONDS_BETWEEN_LOOKS = 0.05
_DEBIANS_POSTGRESQL = "/usr/lib/postgresql/*/bin/initdb"
# PostgreSQL refuses to be run by root.
_NOT_ROOT = "postgres"
# How a MariaDB keeps text that says nothing of it: as it was compiled, with
# latin1_swedish_ci, and as Debian sets it up. Both take josé for jose.
COMPILED_IN = ("--character-set-server=latin1",)
AS_ON_DEBIAN = (
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_general_ci",
)

NewDatabase = Callable[[str], str]
Server = Callable[[], AbstractContextManager[NewDatabase]]


class DidNotStart(RuntimeError):
    """A server that is installed here does not come up; its words say why."""


def find_servers() -> Mapping[str, Server | None]:
    """Tell by name how each server is started; None for one that is not installed."""
    return {
        "SQLite": sqlite,
        "PostgreSQL": postgresql if _postgresql() else None,
        "MariaDB": mariadb if _mariadb() else None,
    }


@contextmanager
def sqlite() -> Iterator[NewDatabase]:
    """Make database files; there is no server."""
    with tempfile.TemporaryDirectory(prefix="sqlite-") as folder:
        yield lambda name: f"sqlite:///{folder}/{name}.db"


@contextmanager
def postgresql() -> Iterator[NewDatabase]:
    """Run a PostgreSQL."""
    user = _NOT_ROOT if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="postgresql-") as folder:
        if user:
            shutil.chown(folder, user)
        control = [f"{_postgresql()}/pg_ctl", f"--pgdata={folder}/data", "--wait"]
        make = "--username=furrow --auth=trust --encoding=UTF8 --no-sync"
        # It sorts as a dictionary does, as on many a server that was set up by hand.
        make += " --locale-provider=icu --icu-locale=en-US"
        serve = f"-k {folder} -h '' -F"
        log = f"--log={folder}/log"
        _run([*control, f"--options={make}", "initdb"], folder, user)
        _run([*control, f"--options={serve}", log, "start"], folder, user)
        try:
            url = URL.create("postgresql+psycopg", "furrow", query={"host": folder})
            yield partial(_new_database, url, "postgres")
        finally:
            _run([*control, "--mode=immediate", "stop"], folder, user)


@contextmanager
def mariadb(*defaults: str) -> Iterator[NewDatabase]:
    """Run a MariaDB, strict about snapshots, and by its defaults blind to accents."""
    with tempfile.TemporaryDirectory(prefix="mariadb-") as folder:
        own = ("--no-defaults", f"--datadir={folder}/data", f"--user={getuser()}")
        make = ("--auth-root-authentication-method=normal", "--skip-test-db")
        _run(["mariadb-install-db", *own, *make], folder)
        door, strict = f"{folder}/socket", "--innodb-snapshot-isolation=ON"
        serve = (f"--socket={door}", f"--pid-file={folder}/pid", "--skip-networking")
        blind = defaults or COMPILED_IN
        with _listening([_mariadb(), *own, *serve, strict, *blind], door):
            url = URL.create("mariadb+pymysql", "root", query={"unix_socket": door})
            yield partial(_new_database, url, "")


def _postgresql() -> str:
    """Find the folder of PostgreSQL's programs; Debian keeps them off the PATH."""
    found = shutil.which("initdb")
    installed = sorted(Path("/").glob(_DEBIANS_POSTGRESQL.removeprefix("/")))
    programs = Path(found) if found else installed[-1] if installed else None
    return str(programs.resolve().parent) if programs else ""


def _mariadb() -> str:
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    can_install = shutil.which("mariadb-install-db")
    return (can_install and shutil.which("mariadbd", path=path)) or ""


def _run(line: Sequence[str], folder: str, user: str | None = None) -> None:
    # Into a file: a server that stays would hold a pipe open.
    with open(f"{folder}/said", "w+") as said:
        done = subprocess.run(line, cwd=folder, user=user, stdout=said, stderr=said)
        said.seek(0)
        if done.returncode:
            raise DidNotStart(f"{' '.join(line)}\n{said.read()}")


@contextmanager
def _listening(line: Sequence[str], address: str) -> Iterator[None]:
    """Run a server that takes callers as soon as it can work."""
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen(line, stdout=log, stderr=log) as server,
    ):
        try:
            deadline = time.monotonic() + _PATIENCE
            while not _is_listening(address):
                if server.poll() is not None or time.monotonic() > deadline:
                    log.seek(0)
                    raise DidNotStart(f"{' '.join(line)}\n{log.read()}")
                time.sleep(_SECONDS_BETWEEN_LOOKS)
            yield
        finally:
            server.kill()


def _is_listening(address: str) -> bool:
    with socket.socket(socket.AF_UNIX) as caller:
        return caller.connect_ex(address) == 0


def _new_database(server: URL, first: str, name: str) -> str:
    engine = create_engine(server.set(database=first), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.set(database=name).render_as_string(hide_password=False)
