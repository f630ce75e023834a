"""A PostgreSQL and its standby: a commit is on both disks before it is confirmed.

A watch promotes the standby once nobody writes. Elsewhere Patroni or repmgr does that.
"""

import contextlib
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from sqlalchemy import URL, NullPool, create_engine, text

from testing.resilience.database_cluster.cluster_protocol import Member
from testing.resilience.database_cluster.writer_health import writer_check
from testing.resilience.databases.server_processes import PostgreSQL
from tools.free_ports import free_ports
from tools.waiting import wait_until

_SECONDS_BETWEEN_LOOKS = 0.5
_PATIENCE = 60.0
_MISSES = 3
_STANDBYS = "SELECT count(*) FROM pg_stat_replication WHERE "
_FOLLOWS = f"{_STANDBYS} state = 'streaming'"
_IS_WAITED_FOR = f"{_STANDBYS} sync_state = 'sync'"
_WAIT_FOR_IT = "ALTER SYSTEM SET synchronous_standby_names = '*'"


class Streaming:
    """The running servers: one writes, the other keeps up with it."""

    name = "PostgreSQL, standby"
    first = "postgres"
    which_port = "SELECT inet_server_port()"
    any_may_write = False

    def __init__(self, folders: ExitStack) -> None:
        """Make the first server, and the second as a copy of it."""
        self.members: Sequence[Member] = [
            Member(f"postgresql-{number}", port)
            for number, port in enumerate(free_ports(2), start=1)
        ]
        self._folders = folders
        self._servers: dict[Member, PostgreSQL] = {}
        primary, standby = self.members
        self._start(primary)
        self.restore(standby, primary)

    def url(self, port: int) -> URL:
        """Return the address of whoever is at a port."""
        return URL.create("postgresql+psycopg", "furrow", host="127.0.0.1", port=port)

    def kill(self, member: Member) -> None:
        """Kill a server as an accident would."""
        self._servers[member].kill()

    def restore(self, member: Member, writer: Member) -> None:
        """Make the files of a server anew, as a copy of the writer that follows it."""
        primary = f"host=127.0.0.1 port={writer.port} user=furrow"
        self._start(member, primary)
        gone = f"{member.name} does not follow {writer.name}"
        wait_until(lambda: bool(self._ask(writer, _FOLLOWS)), gone, _PATIENCE)
        # Before there is a standby, every commit would wait for it.
        self._ask(writer, _WAIT_FOR_IT)
        self._ask(writer, "SELECT pg_reload_conf()")
        wait_until(lambda: bool(self._ask(writer, _IS_WAITED_FOR)), gone, _PATIENCE)

    def promote_where_nobody_writes(self, closing: threading.Event) -> None:
        """Watch the writer until closing; let the other one write where it is gone."""
        writer, other = self.members
        misses = 0
        while not closing.wait(_SECONDS_BETWEEN_LOOKS):
            address = self.url(writer.port).set(database=self.first)
            may_write = writer_check(address.render_as_string())()
            misses = 0 if may_write else misses + 1
            if misses == _MISSES:
                # One that is only slow must not write beside its successor.
                with contextlib.suppress(ProcessLookupError, FileNotFoundError):
                    self._servers[writer].kill()
                self._servers[other].promote()
                writer, other, misses = other, writer, 0

    def _ask(self, member: Member, words: str) -> object:
        address = self.url(member.port).set(database=self.first)
        engine = create_engine(
            address, isolation_level="AUTOCOMMIT", poolclass=NullPool
        )
        with engine.connect() as connection:
            result = connection.execute(text(words))
            return result.scalar() if result.returns_rows else None

    def _start(self, member: Member, primary: str | None = None) -> None:
        folder = tempfile.TemporaryDirectory(
            prefix=f"{member.name}-", ignore_cleanup_errors=True
        )
        settings = f"-h 127.0.0.1 -p {member.port}"
        server = PostgreSQL(self._folders.enter_context(folder), settings, primary)
        self._servers[member] = server
        self._folders.callback(server.end)
        server.start()


@contextmanager
def running_streaming() -> Iterator[Streaming]:
    """Run a primary and its standby for the length of a `with`."""
    closing = threading.Event()
    with ExitStack() as folders:
        cluster = Streaming(folders)
        watch = threading.Thread(
            target=cluster.promote_where_nobody_writes, args=(closing,)
        )
        watch.start()
        try:
            yield cluster
        finally:
            closing.set()
            watch.join()
