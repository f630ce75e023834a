"""Stands before a provider that pact plays, and sees every call that is really made.

Pact's own mock does not count: a client that orders twice keeps its interaction there.
And it reads a JSON member that was sent twice as if it had been sent once.
"""

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import SplitResult, urlsplit

_HERE = "127.0.0.1"
_SECONDS = 10
# Those are about one connection, and there are two here.
_OF_A_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "content-length"}


@dataclass
class CountingProxy:
    """An address in front of a provider, and the calls that came there."""

    provider: str
    url: str = ""
    calls: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)

    def complaints(self, times: int) -> Iterator[str]:
        """Return what only the proxy has seen, where a number of calls is expected."""
        yield from self.repeated
        if len(set(self.calls)) > 1:
            yield (
                f"{' and '.join(dict.fromkeys(self.calls))} were asked, and an "
                "interaction is one request: let the client ask no more than it needs"
            )
        elif self.calls and len(self.calls) != times:
            yield (
                f"{self.calls[0]} was asked {_often(len(self.calls))}, and this "
                f"interaction is asked {_often(times)}: let the client ask no more "
                f"than it needs, or say serve(times={len(self.calls)}) if it repeats "
                "on purpose"
            )

    def note(self, method: str, path: str, kind: str, body: bytes) -> None:
        """Take note of a call."""
        self.calls.append(f"{method} {path}")
        if "json" in kind:
            self.repeated += _sent_twice(body)


@contextmanager
def count_calls(url: str) -> Iterator[CountingProxy]:
    """Open an address in front of a provider that is played at a URL."""
    _await_listener(urlsplit(url))
    proxy = CountingProxy(urlsplit(url).netloc)
    server = ThreadingHTTPServer((_HERE, 0), _handler(proxy))
    server.daemon_threads = True
    # A client may keep its connection; nobody waits for it to let go.
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    proxy.url = f"http://{_HERE}:{server.server_port}"
    try:
        yield proxy
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _await_listener(address: SplitResult) -> None:
    """Return when somebody listens: a busy pact says where before it does."""
    end = time.monotonic() + _SECONDS
    pause = threading.Event()
    while True:
        try:
            where = address.hostname, address.port
            return socket.create_connection(where, timeout=_SECONDS).close()
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
        pause.wait(0.01)


def _handler(proxy: CountingProxy) -> type[BaseHTTPRequestHandler]:
    class Passing(_Passing):
        pass

    Passing.proxy = proxy
    return Passing


class _Passing(BaseHTTPRequestHandler):
    """Hands each call on as it came, and the answer back."""

    protocol_version = "HTTP/1.1"
    proxy: CountingProxy

    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("do_"):
            return self._pass_on
        raise AttributeError(name)

    def _pass_on(self) -> None:
        body = self._body()
        # As it was sent: the path that Python offers has lost its leading slashes.
        target = self.requestline.split(" ")[1]
        kind = self.headers.get("Content-Type", "")
        self.proxy.note(self.command, target.partition("?")[0], kind, body)
        connection = http.client.HTTPConnection(self.proxy.provider, timeout=_SECONDS)
        try:
            given = _kept(self.headers.items())
            _ask(connection, self.command, target, given, body)
            self._answer(connection.getresponse())
        finally:
            connection.close()

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", ""):
            return b"".join(iter(self._chunk, b""))
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _chunk(self) -> bytes:
        size = int(self.rfile.readline().split(b";")[0], 16)
        content = self.rfile.read(size)
        self.rfile.readline()
        return content

    def _answer(self, response: http.client.HTTPResponse) -> None:
        content = response.read()
        self.send_response_only(response.status, response.reason)
        for name, value in _kept(response.getheaders()):
            self.send_header(name, value)
        if content or response.status not in (204, 304):
            self.send_header("Content-Length", str(len(content)))
        if self.close_connection:
            # Or a client repeats its call on this connection, where nobody counts it.
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Log nothing: what matters is in the complaints."""


def _ask(
    connection: http.client.HTTPConnection,
    method: str,
    target: str,
    headers: Iterable[tuple[str, str]],
    body: bytes,
) -> None:
    connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
    for name, value in headers:
        connection.putheader(name, value)
    if body:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body or None)


def _kept(headers: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, value in headers:
        if name.lower() not in _OF_A_CONNECTION:
            yield name, value


def _sent_twice(body: bytes) -> list[str]:
    """Name the members that a JSON body holds twice in one object."""
    found: list[str] = []

    def look(members: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in members]
        twice = sorted({name for name in names if names.count(name) > 1})
        found.extend(
            f"body: the member {name!r} is sent twice in one object, and every reader "
            "takes another of the two"
            for name in twice
        )
        return dict(members)

    try:
        json.loads(body, object_pairs_hook=look)
    except (ValueError, RecursionError):
        return []
    return found


def _often(times: int) -> str:
    return {1: "once", 2: "twice"}.get(times, f"{times} times")
