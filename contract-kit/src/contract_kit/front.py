"""Stands before a provider that pact plays, and sees every call that is really made.

Pact's own mock does not count: a client that orders twice keeps its promise there. And
it reads a JSON member that was sent twice as if it had been sent once.
"""

import http.client
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

_HERE = "127.0.0.1"
_SECONDS = 10
# Those speak of one connection, and there are two here.
_OF_A_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "content-length"}


@dataclass
class Front:
    """An address in front of a provider, and the calls that came there."""

    provider: str
    url: str = ""
    calls: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)

    def complaints(self, times: int) -> Iterator[str]:
        """Say what nobody but the front has seen, where a call was to come so often."""
        yield from self.repeated
        if self.calls and len(self.calls) != times:
            yield (
                f"{self.calls[0]} was asked {_often(len(self.calls))}, and this "
                f"promise is asked {_often(times)}: let the client ask no more than it "
                f"needs, or say kept(times={len(self.calls)}) where it repeats on "
                "purpose"
            )

    def note(self, method: str, path: str, kind: str, body: bytes) -> None:
        """Take note of a call."""
        self.calls.append(f"{method} {path}")
        if "json" in kind:
            self.repeated += _sent_twice(body)


@contextmanager
def front_of(url: str) -> Iterator[Front]:
    """Open an address in front of a provider that is played at a URL."""
    front = Front(urlsplit(url).netloc)
    server = ThreadingHTTPServer((_HERE, 0), _handler(front))
    server.daemon_threads = True
    # A client may keep its connection; nobody waits for it to let go.
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    front.url = f"http://{_HERE}:{server.server_port}"
    try:
        yield front
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(front: Front) -> type[BaseHTTPRequestHandler]:
    class Passing(_Passing):
        pass

    Passing.front = front
    return Passing


class _Passing(BaseHTTPRequestHandler):
    """Hands each call on as it came, and the answer back."""

    protocol_version = "HTTP/1.1"
    front: Front

    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("do_"):
            return self._pass_on
        raise AttributeError(name)

    def _pass_on(self) -> None:
        body = self._body()
        # As it was sent: the path that Python offers has lost its leading slashes.
        target = self.requestline.split(" ")[1]
        kind = self.headers.get("Content-Type", "")
        self.front.note(self.command, target.partition("?")[0], kind, body)
        connection = http.client.HTTPConnection(self.front.provider, timeout=_SECONDS)
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

    def _answer(self, answer: http.client.HTTPResponse) -> None:
        content = answer.read()
        self.send_response_only(answer.status, answer.reason)
        for name, value in _kept(answer.getheaders()):
            self.send_header(name, value)
        if content or answer.status not in (204, 304):
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Say nothing: what matters is in the complaints."""


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
