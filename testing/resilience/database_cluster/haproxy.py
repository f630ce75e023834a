"""HAProxy in front of a cluster: one address, behind which one server at a time writes.

Its memory of one line (`stick-table`) keeps the present writer even when an earlier one
comes back: going back would cut everybody off once more, and for nothing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from testing.resilience.database_cluster.cluster_protocol import Cluster
from tools.applications import ROOT
from tools.errors import Refusal
from tools.free_ports import free_ports, is_listening

_PATIENCE = 20.0
_SECONDS_BETWEEN_LOOKS = 0.05
_HEAD = """\
defaults
    mode tcp
    timeout connect 1s
    timeout check 2s
    # The shop itself ends connections that idle for half an hour.
    timeout client 1h
    timeout server 1h

listen writer
    bind 127.0.0.1:{port}
    option httpchk GET /
    http-check expect status 200
    stick-table type ip size 1
    stick on dst
    default-server check inter 500ms fall 3 rise 2 on-marked-down shutdown-sessions
"""
_SERVER = "    server {name} 127.0.0.1:{port} check port {check}"


@dataclass(frozen=True)
class Backend:
    """A server behind the balancer, and the port that shows whether it is fit."""

    name: str
    port: int
    check: int


def configuration(port: int, backends: Sequence[Backend]) -> str:
    """Write the configuration of HAProxy; all servers but the first stand by."""
    first, *others = (_SERVER.format(**vars(backend)) for backend in backends)
    lines = [first, *(f"{line} backup" for line in others)]
    return "\n".join([_HEAD.format(port=port) + lines[0], *lines[1:], ""])


@contextmanager
def running_haproxy(cluster: Cluster) -> Iterator[int]:
    """Run a balancer in front of a cluster; yield its port once somebody writes."""
    port, *checks = free_ports(1 + len(cluster.members))
    backends = [
        Backend(member.name, member.port, check)
        for member, check in zip(cluster.members, checks, strict=True)
    ]
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="balancer-"))
        file = Path(folder, "haproxy.cfg")
        file.write_text(configuration(port, backends))
        for backend in backends:
            address = cluster.url(backend.port).set(database=cluster.first)
            stack.enter_context(_serving_health(address, backend.check))
        line = (find_haproxy(), "-db", "-q", "-f", str(file))
        stack.enter_context(_running(line, port))
        yield port


def find_haproxy() -> str:
    """Find HAProxy, which Debian keeps off the PATH; empty where there is none."""
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    return shutil.which("haproxy", path=path) or ""


@contextmanager
def _serving_health(address: URL, port: int) -> Iterator[None]:
    environment = {"DATABASE_URL": address.render_as_string(hide_password=False)}
    line = (
        sys.executable,
        "-m",
        "testing.resilience.database_cluster.writer_health",
        str(port),
    )
    with _running(line, port, environment):
        yield


@contextmanager
def _running(
    line: Sequence[str], port: int, environment: dict[str, str] | None = None
) -> Iterator[None]:
    """Run a program until the end of the `with`, which begins when it listens."""
    program = subprocess.Popen(
        line, cwd=ROOT, env={**os.environ, **(environment or {})}
    )
    try:
        deadline = time.monotonic() + _PATIENCE
        while not is_listening(port):
            if program.poll() is not None or time.monotonic() > deadline:
                raise Refusal(f"`{' '.join(line)}` does not start.")
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        yield
    finally:
        program.terminate()
        program.wait(_PATIENCE)
