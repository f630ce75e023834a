"""Three MariaDB servers under Galera: a commit is on all of them, or on none.

Any may write; the shop lets one. Two that change the same row meet only at the commit,
where one of them fails (1213).
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import URL

from testing.resilience.database_cluster.cluster_protocol import Member
from testing.resilience.database_cluster.writer_health import writer_check
from testing.resilience.databases.server_processes import MariaDB
from testing.resilience.databases.servers import AS_ON_DEBIAN
from tools.free_ports import free_ports
from tools.waiting import wait_until

_SIZE = 3
_PATIENCE = 60.0
_PROVIDERS = ("usr/lib*/galera*/libgalera_smm.so", "usr/lib/*/galera*/libgalera_smm.so")
# Copies a whole server to one that joins; as root it could write nothing there.
_COPYING = "rsync"
_NOT_ROOT = "mysql"


class Galera:
    """The running servers of a cluster."""

    name = "MariaDB Galera"
    first = ""
    which_port = "SELECT @@port"
    any_may_write = True

    def __init__(self, servers: dict[Member, MariaDB]) -> None:
        """Start a cluster with the first node, and join the others one by one."""
        self.members: Sequence[Member] = list(servers)
        self._servers = servers
        founder, *others = self.members
        self._start(founder, "--wsrep-new-cluster")
        for member in others:
            self._start(member)

    def url(self, port: int) -> URL:
        """Return the address of whoever is at a port."""
        return URL.create("mariadb+pymysql", "root", host="127.0.0.1", port=port)

    def kill(self, member: Member) -> None:
        """Kill a server as an accident would."""
        self._servers[member].kill()

    def restore(self, member: Member, writer: Member) -> None:
        """Restart a killed node, with a copy from one that does not write."""
        (donor,) = (each for each in self.members if each not in (member, writer))
        self._start(member, f"--wsrep-sst-donor={donor.name}")

    def _start(self, member: Member, *words: str) -> None:
        self._servers[member].start(*words)
        may_write = writer_check(self.url(member.port).render_as_string())
        wait_until(may_write, f"{member.name} does not join its cluster", _PATIENCE)


def find_galera() -> str:
    """Find the library that binds servers together; empty where there is none."""
    found = (path for place in _PROVIDERS for path in Path("/").glob(place))
    return str(next(found, ""))


@contextmanager
def running_galera() -> Iterator[Galera]:
    """Run a cluster for the length of a `with`."""
    with ExitStack() as stack:
        members = [
            Member(f"mariadb-{number}", port)
            for number, port in enumerate(free_ports(_SIZE), start=1)
        ]
        ports = {member: free_ports(3) for member in members}
        group = ",".join(f"127.0.0.1:{first}" for first, *_ in ports.values())
        servers = {}
        for member in members:
            folder = tempfile.TemporaryDirectory(
                prefix=f"{member.name}-", ignore_cleanup_errors=True
            )
            settings = _settings(member, group, ports[member])
            user = _NOT_ROOT if os.geteuid() == 0 else None
            place = stack.enter_context(folder)
            servers[member] = MariaDB(place, settings, user)
            stack.callback(servers[member].end)
        yield Galera(servers)


def _settings(member: Member, group: str, ports: list[int]) -> list[str]:
    own, changes, copies = (f"127.0.0.1:{port}" for port in ports)
    provider = f"gmcast.listen_addr=tcp://{own};ist.recv_addr={changes};gcache.size=32M"
    return [
        *("--skip-networking=OFF", "--bind-address=127.0.0.1"),
        f"--port={member.port}",
        *("--binlog-format=ROW", "--innodb-autoinc-lock-mode=2"),
        "--wsrep-on=ON",
        f"--wsrep-provider={find_galera()}",
        f"--wsrep-provider-options={provider}",
        f"--wsrep-cluster-address=gcomm://{group}",
        f"--wsrep-node-name={member.name}",
        f"--wsrep-node-address={own}",
        f"--wsrep-sst-method={_COPYING}",
        f"--wsrep-sst-receive-address={copies}",
        *AS_ON_DEBIAN,
    ]
