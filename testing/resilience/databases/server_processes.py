"""The processes of database servers: how they are started, stopped and killed."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from getpass import getuser
from pathlib import Path

from tools.waiting import comes_true

_PATIENCE = 60.0
_SECONDS_BETWEEN_LOOKS = 0.05
_DEBIANS_POSTGRESQL = "usr/lib/postgresql/*/bin/initdb"
# PostgreSQL refuses to be run by root.
_NOT_ROOT = "postgres"
# At its socket only, and without waiting for the disk: what it keeps is not for long.
_ALONE = "-h '' -F"


class DidNotStart(RuntimeError):
    """A server that is installed here does not come up; its log shows why."""


class PostgreSQL:
    """A PostgreSQL in a folder of its own; by default it sorts as a dictionary does."""

    def __init__(
        self, folder: str, settings: str = _ALONE, primary: str | None = None
    ) -> None:
        """Make its files; those of a standby are a copy of the primary's."""
        self.folder, self._settings = folder, settings
        self._user = _NOT_ROOT if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
        if primary:
            self._copy(primary)
        else:
            make = "--username=furrow --auth=trust --encoding=UTF8 --no-sync"
            order = "--locale-provider=icu --icu-locale=en-US"
            self._control(f"--options={make} {order}", "initdb")

    def start(self) -> None:
        """Start it, and wait until it takes callers."""
        serve = f"-k {self.folder} {self._settings}"
        self._control(f"--options={serve}", f"--log={self.folder}/log", "start")

    def promote(self) -> None:
        """Promote a standby, and wait until it is the primary."""
        self._control("promote")

    def stop(self) -> None:
        """Stop it: it ends what it does, and closes every connection."""
        self._control("--mode=fast", "stop")

    def kill(self) -> None:
        """Kill the process that watches over all others."""
        pid = int(Path(self.folder, "data/postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        _wait_for_the_end(pid)

    def end(self) -> None:
        """End it at once, with all that it has in memory; it may be dead already."""
        with contextlib.suppress(DidNotStart):
            self._control("--mode=immediate", "stop")

    def _copy(self, primary: str) -> None:
        program = f"{find_postgresql()}/pg_basebackup"
        ways = ("--checkpoint=fast", "--write-recovery-conf", "--no-sync")
        places = (f"--dbname={primary}", f"--pgdata={self.folder}/data")
        _run((program, *places, *ways), self.folder, self._user)

    def _control(self, *words: str) -> None:
        program = f"{find_postgresql()}/pg_ctl"
        line = (program, f"--pgdata={self.folder}/data", "--wait", *words)
        _run(line, self.folder, self._user)


class MariaDB:
    """A MariaDB in a folder of its own, strict about snapshots."""

    def __init__(
        self, folder: str, defaults: Sequence[str], user: str | None = None
    ) -> None:
        """Make its files; `defaults` are how it keeps text of no declared collation."""
        self.folder, self.socket = folder, f"{folder}/socket"
        if user:
            shutil.chown(folder, user)
        owner = user or getuser()
        self._own = ("--no-defaults", f"--datadir={folder}/data", f"--user={owner}")
        self._defaults = ("--innodb-snapshot-isolation=ON", *defaults)
        self._process: subprocess.Popen[bytes] | None = None
        make = ("--auth-root-authentication-method=normal", "--skip-test-db")
        _run(["mariadb-install-db", *self._own, *make], folder)

    def start(self, *words: str) -> None:
        """Start it, with more options if need be; wait until it takes callers."""
        serve = (f"--socket={self.socket}", f"--pid-file={self.folder}/pid")
        line = [find_mariadb(), *self._own, *serve, "--skip-networking"]
        log = Path(self.folder, "log")
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [*line, *self._defaults, *words], stdout=output, stderr=output
            )
        deadline = time.monotonic() + _PATIENCE
        while not self._is_listening():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise DidNotStart(f"{' '.join(line)}\n{log.read_text()}")
            time.sleep(_SECONDS_BETWEEN_LOOKS)

    def stop(self) -> None:
        """Stop it: it ends what it does, and closes every connection."""
        if self._process:
            self._process.terminate()
            self._process.wait(_PATIENCE)

    def kill(self) -> None:
        """Kill it."""
        if self._process:
            self._process.kill()
            self._process.wait(_PATIENCE)

    def end(self) -> None:
        """End it at once; it may be dead already."""
        self.kill()

    def _is_listening(self) -> bool:
        with socket.socket(socket.AF_UNIX) as caller:
            return caller.connect_ex(self.socket) == 0


def find_postgresql() -> str:
    """Find the folder of PostgreSQL's programs; Debian keeps them off the PATH."""
    found = shutil.which("initdb")
    installed = sorted(Path("/").glob(_DEBIANS_POSTGRESQL))
    programs = Path(found) if found else installed[-1] if installed else None
    return str(programs.resolve().parent) if programs else ""


def find_mariadb() -> str:
    """Find MariaDB's server, where the program that makes its files is here too."""
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    can_install = shutil.which("mariadb-install-db")
    return (can_install and shutil.which("mariadbd", path=path)) or ""


def _run(line: Sequence[str], folder: str, user: str | None = None) -> None:
    # Into a file: a server that stays would hold a pipe open.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(line, cwd=folder, user=user, stdout=output, stderr=output)
        output.seek(0)
        if done.returncode:
            raise DidNotStart(f"{' '.join(line)}\n{output.read()}")


def _wait_for_the_end(pid: int) -> None:
    process = Path(f"/proc/{pid}")
    comes_true(lambda: not process.exists(), _PATIENCE, _SECONDS_BETWEEN_LOOKS)
