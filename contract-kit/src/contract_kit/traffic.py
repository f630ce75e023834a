"""Listens to what applications really say to each other, for the judge to read later.

Switched on by `CONTRACT_TRAFFIC`, the name of a folder, and meant for test runs alone:
bodies are kept as they are. Secrets in headers are replaced by others of the same
shape, which still keep to the rules of a contract.
"""

import io
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from contract_kit.judge import Answer, Request, read_parameters
from contract_kit.routes import matched_rule, routes_of
from contract_kit.traffic_files import Exchange, TrafficFile

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FOLDER = "CONTRACT_TRAFFIC"
EXEMPT = ("/health/",)
LONGEST_BODY = 256 * 1024

_AFTER_A_SCHEME = {"authorization", "proxy-authorization"}
_SECRETS = _AFTER_A_SCHEME | {"cookie", "set-cookie", "x-api-key"}
# The name of a cookie is no secret, and neither is what it is bound to.
_SET_COOKIE = re.compile(r"([^=;]+=)([^;]*)(;.*)?", re.DOTALL)
# Letters that are also hexadecimal digits, so that a disguised token remains a token.
_DISGUISES = (
    (re.compile("[a-z]"), "a"),
    (re.compile("[A-Z]"), "A"),
    (re.compile(r"\d"), "0"),
)

Pairs = list[tuple[str, str]]


def record_traffic(app: Flask, provider: str, for_people: Collection[str] = ()) -> None:
    """Record what is asked of an application, if the environment names a folder.

    Call it when all routes are known. `GET /health/…` and the like are not recorded,
    nor what begins `for_people`: pages that browsers open, with no consumer to agree.
    """
    folder = os.environ.get(FOLDER)
    if not folder:
        return
    adapter = app.url_map.bind(provider)
    app.wsgi_app = Recorder(  # type: ignore[method-assign]
        app.wsgi_app,
        provider,
        TrafficFile(Path(folder), provider, routes_of(app.url_map)),
        lambda method, path: matched_rule(adapter, method, path),
        (*EXEMPT, *for_people),
    )


@dataclass(frozen=True)
class Recorder:
    """WSGI middleware that writes down every exchange once it is over."""

    app: "WSGIApplication"
    provider: str
    file: TrafficFile
    route_of: Callable[[str, str], str | None] = lambda method, path: None
    exempt: Collection[str] = EXEMPT

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Let the application answer, and listen."""
        if _path(environ).startswith(tuple(self.exempt)):
            return self.app(environ, start_response)
        hearing = _Hearing(*_request(environ))

        def start(
            status: str, headers: Pairs, exc_info: "OptExcInfo | None" = None
        ) -> Callable[[bytes], object]:
            hearing.status, hearing.headers = int(status[:3]), list(headers)
            return start_response(status, headers, exc_info)

        return _Overheard(self.app(environ, start), hearing, self._write_down)

    def _write_down(self, hearing: "_Hearing") -> None:
        request = hearing.request
        exchange = Exchange(
            dict(request.headers).get("X-Consumer"),
            self.provider,
            self.route_of(request.method, request.path),
            request,
            Answer(hearing.status, _disguised(hearing.headers), bytes(hearing.body)),
            tuple(hearing.left_out),
        )
        self.file.append(exchange)


@dataclass
class _Hearing:
    """An exchange that is still going on."""

    request: Request
    left_out: list[str]
    status: int = 0
    headers: Pairs = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)

    def hear(self, chunk: bytes) -> None:
        """Take in a part of the answer, as long as it is not too much."""
        if "answer" in self.left_out:
            return
        self.body += chunk
        if len(self.body) > LONGEST_BODY:
            self.body.clear()
            self.left_out.append("answer")


class _Overheard:
    """The body of an answer, passed on chunk by chunk.

    An exchange is written down once its last chunk is gone: one that was broken off
    before is no evidence of anything.
    """

    def __init__(
        self,
        chunks: Iterable[bytes],
        hearing: _Hearing,
        write_down: Callable[[_Hearing], None],
    ) -> None:
        self._chunks = chunks
        self._hearing = hearing
        self._write_down = write_down

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self._hearing.hear(chunk)
            yield chunk
        self._write_down(self._hearing)

    def close(self) -> None:
        """Let the application clean up, as WSGI demands."""
        if hasattr(self._chunks, "close"):
            self._chunks.close()


def _request(environ: "WSGIEnvironment") -> tuple[Request, list[str]]:
    body = _body(environ)
    headers = [
        (name.removeprefix("HTTP_").replace("_", "-").title(), value)
        for name, value in environ.items()
        if value and (name.startswith("HTTP_") or name == "CONTENT_TYPE")
    ]
    request = Request(
        environ["REQUEST_METHOD"],
        _path(environ),
        read_parameters(_decoded(environ.get("QUERY_STRING", ""))),
        _disguised(headers),
        body or b"",
    )
    return request, ["request"] if body is None else []


def _path(environ: "WSGIEnvironment") -> str:
    return _decoded(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""))


def _decoded(text: str) -> str:
    # WSGI hands everything over as Latin-1, whatever it is (PEP 3333).
    return text.encode("latin-1").decode("utf-8", "replace")


def _body(environ: "WSGIEnvironment") -> bytes | None:
    """Read the body and put it back; leave one of no or too great a length alone."""
    length = environ.get("CONTENT_LENGTH")
    if not length:
        return None if environ.get("HTTP_TRANSFER_ENCODING") else b""
    if int(length) > LONGEST_BODY:
        return None
    body: bytes = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = io.BytesIO(body)
    return body


def _disguised(headers: Pairs) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, _disguise(name.lower(), value) if name.lower() in _SECRETS else value)
        for name, value in headers
    )


def _disguise(name: str, secret: str) -> str:
    """Keep the shape of a secret, what stands around it, and none of its letters."""
    before, rest, behind = _parted(name, secret)
    for letters, disguise in _DISGUISES:
        rest = letters.sub(disguise, rest)
    return f"{before}{rest}{behind}"


def _parted(name: str, secret: str) -> tuple[str, str, str]:
    if name == "set-cookie" and (found := _SET_COOKIE.fullmatch(secret)):
        return found[1], found[2], found[3] or ""
    scheme, blank, rest = secret.partition(" ")
    if name in _AFTER_A_SCHEME and blank:
        return f"{scheme}{blank}", rest, ""
    return "", secret, ""
