"""Raw HTTP requests: no client in between tidies a path or a header."""

import json
import socket
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any

_SECONDS = 10
# Headers that a client could forge, and nobody should believe.
FORGED = {
    "X-Forwarded-For": "203.0.113.1",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Port": "443",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "for=203.0.113.1;host=evil.example",
    "X-Client-Address": "203.0.113.1",
    "X-Real-IP": "203.0.113.1",
    "X-Consumer": "forged-consumer",
    "X-Request-ID": "forged-forged-forged",
    "SCRIPT_NAME": "/evil",
    "X_Forwarded_For": "203.0.113.1",
    "X_Client_Address": "203.0.113.1",
}


@dataclass
class Answer:
    """A response."""

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
    """Send one request as written, from this local address."""
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
    return send_bytes(port, words, source, secure)


def send_bytes(
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


def log_in(port: int, name: str, source: str, **headers: str) -> Answer:
    """Send a wrong password from this local address."""
    body = json.dumps({"username": name, "password": "wrong"}).encode()
    sent = {"Content-Type": "application/json"} | headers
    path = "/api/user/login"
    return ask(port, path, "POST", headers=sent, body=body, source=source)
