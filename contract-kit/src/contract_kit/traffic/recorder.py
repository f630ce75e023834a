"""Records what applications really send each other, to compare it with pacts later.

Switched on by `CONTRACT_TRAFFIC`, the name of a folder, and meant for test runs alone:
bodies are kept as they are. Secrets in headers are replaced (see
`header_secrets`).
"""

import io
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from werkzeug.routing import Map

from contract_kit.matching import ActualRequest, ActualResponse, read_parameters
from contract_kit.traffic.header_secrets import disguised
from contract_kit.traffic.recordings import Exchange, TrafficFile
from contract_kit.traffic.routes import matched_rule, routes_of

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FOLDER = "CONTRACT_TRAFFIC"
EXEMPT = ("/health/",)
LONGEST_BODY = 256 * 1024


Pairs = list[tuple[str, str]]


class RoutedApplication(Protocol):
    """What is asked of an application that is recorded; Flask's has it."""

    url_map: Map

    @property
    def wsgi_app(self) -> "WSGIApplication":
        """The application proper, which middleware is put around."""


def record_traffic(
    app: RoutedApplication, provider: str, for_people: Collection[str] = ()
) -> None:
    """Record what is asked of an application, if the environment names a folder.

    The application is one of Flask; put a `Recorder` before any other yourself. Call it
    when all routes are known. `GET /health/…` and the like are not recorded,
    nor what begins `for_people`: pages that browsers open, with no consumer to agree.
    """
    folder = os.environ.get(FOLDER)
    if not folder:
        return
    adapter = app.url_map.bind(provider)
    app.wsgi_app = Recorder(  # type: ignore[misc]
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
        """Call the application, and record its response."""
        if _path(environ).startswith(tuple(self.exempt)):
            return self.app(environ, start_response)
        exchange = _OpenExchange(*_request(environ))

        def start(
            status: str, headers: Pairs, exc_info: "OptExcInfo | None" = None
        ) -> Callable[[bytes], object]:
            exchange.status, exchange.headers = int(status[:3]), list(headers)
            return start_response(status, headers, exc_info)

        return _RecordedBody(self.app(environ, start), exchange, self._write_down)

    def _write_down(self, open_exchange: "_OpenExchange") -> None:
        request = open_exchange.request
        exchange = Exchange(
            dict(request.headers).get("X-Consumer"),
            self.provider,
            self.route_of(request.method, request.path),
            request,
            ActualResponse(
                open_exchange.status,
                disguised(open_exchange.headers),
                bytes(open_exchange.body),
            ),
            tuple(open_exchange.left_out),
        )
        self.file.append(exchange)


@dataclass
class _OpenExchange:
    """An exchange that is still going on."""

    request: ActualRequest
    left_out: list[str]
    status: int = 0
    headers: Pairs = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)

    def add(self, chunk: bytes) -> None:
        """Take in a part of the answer, as long as it is not too much."""
        if "answer" in self.left_out:
            return
        self.body += chunk
        if len(self.body) > LONGEST_BODY:
            self.body.clear()
            self.left_out.append("answer")


class _RecordedBody:
    """The body of an answer, passed on chunk by chunk.

    An exchange is written down once its last chunk is gone: one that was broken off
    before is no evidence of anything.
    """

    def __init__(
        self,
        chunks: Iterable[bytes],
        exchange: _OpenExchange,
        write_down: Callable[[_OpenExchange], None],
    ) -> None:
        self._chunks = chunks
        self._exchange = exchange
        self._write_down = write_down

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self._exchange.add(chunk)
            yield chunk
        self._write_down(self._exchange)

    def close(self) -> None:
        """Close the application's response, as WSGI demands."""
        if hasattr(self._chunks, "close"):
            self._chunks.close()


def _request(environ: "WSGIEnvironment") -> tuple[ActualRequest, list[str]]:
    body = _body(environ)
    headers = [
        (name.removeprefix("HTTP_").replace("_", "-").title(), value)
        for name, value in environ.items()
        if value and (name.startswith("HTTP_") or name == "CONTENT_TYPE")
    ]
    request = ActualRequest(
        environ["REQUEST_METHOD"],
        _path(environ),
        read_parameters(_decoded(environ.get("QUERY_STRING", ""))),
        disguised(headers),
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
