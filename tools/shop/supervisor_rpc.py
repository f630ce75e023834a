"""Calls a running supervisord by its own protocol, XML-RPC through a socket file.

Starting `supervisorctl` for every look would take the processor from the shop; and the
caller may live in an environment that has no supervisor.
"""

import configparser
import http.client
import socket

# Our own supervisor answers, on a socket of ours.
import xmlrpc.client  # nosec B411
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Stopping a program waits for it; supervisord kills it before this is over.
_SECONDS = 30.0


@contextmanager
def supervisord(config: Path) -> Iterator[Any]:
    """Call the supervisord with this configuration: http://supervisord.org/api.html."""
    parser = configparser.RawConfigParser()
    parser.read(config)
    line = _Line(parser["unix_http_server"]["file"])
    with xmlrpc.client.ServerProxy("http://localhost", line) as server:
        yield server.supervisor


class _Line(xmlrpc.client.Transport):
    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path

    def make_connection(self, host: Any) -> http.client.HTTPConnection:
        connection = _Connection(self._path)
        # Where its parent looks for what there is to close.
        self._connection = host, connection
        return connection


class _Connection(http.client.HTTPConnection):
    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=_SECONDS)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)
