"""Asks letter by letter: no client in between tidies a path or a header up."""

import json
import socket
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any

_SECONDS = 10


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    def all(self, name: str) -> list[str]:
        """Return every header of this name."""
        return [word for key, word in self.headers if key.lower() == name.lower()]

    def header(self, name: str) -> str:
        """Return the header of this name, which is there once."""
        (word,) = self.all(name)
        return word


Headers = Mapping[str, str] | Iterable[tuple[str, str]]


def ask(
    port: int,
    path: str,
    method: str = "GET",
    *,
    headers: Headers = (),
    body: bytes = b"",
    host: str | None = None,
    source: str = "127.0.0.1",
    secure: ssl.SSLContext | None = None,
) -> Answer:
    """Send one request as it is written here, from this address of the machine."""
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {host or f'127.0.0.1:{port}'}",
        "Connection: close",
        *(f"{name}: {word}" for name, word in pairs),
    ]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    words = "\r\n".join((*lines, "", "")).encode("latin-1") + body
    return talk(port, words, source, secure)


def talk(
    port: int,
    words: bytes,
    source: str = "127.0.0.1",
    secure: ssl.SSLContext | None = None,
) -> Answer:
    """Send these bytes as they are."""
    line = socket.create_connection(("127.0.0.1", port), _SECONDS, (source, 0))
    if secure:
        line = secure.wrap_socket(line, server_hostname="furrow.example")
    with line:
        line.sendall(words)
        method = words.partition(b" ")[0].decode("latin-1")
        answer = HTTPResponse(line, method=method)
        answer.begin()
        return Answer(answer.status, answer.getheaders(), answer.read())
