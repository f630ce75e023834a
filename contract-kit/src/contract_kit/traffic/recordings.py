"""Reads and writes recorded traffic: the one place that knows how its files look.

Each process appends to a file of its own, so that nobody waits for anybody: first a
line with the routes of the provider, then a line for each exchange.
"""

import base64
import gzip
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract_kit.matching import ActualRequest, ActualResponse
from contract_kit.traffic.routes import Routes, read_routes

_ROUTES = "routes"


@dataclass(frozen=True)
class Exchange:
    """A request that one application made of another, and the answer it got.

    `left_out` names bodies that were too long to be kept.
    """

    consumer: str | None
    provider: str
    route: str | None
    request: ActualRequest
    response: ActualResponse
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Traffic:
    """All that was recorded, and the routes of every provider that recorded."""

    exchanges: tuple[Exchange, ...]
    routes: Mapping[str, Routes]


class TrafficFile:
    """Where a provider records its calls; safe in threads and after a fork."""

    def __init__(self, folder: Path, provider: str, routes: Routes) -> None:
        """Start a file, so that an application without calls leaves a trace."""
        self._folder = folder
        self._provider = provider
        self._head = {"provider": provider, _ROUTES: routes.document()}
        folder.mkdir(parents=True, exist_ok=True)
        self._append_lines(())

    def append(self, exchange: Exchange) -> None:
        """Write an exchange down."""
        self._append_lines([_document(exchange)])

    def _append_lines(self, documents: Iterable[Mapping[str, Any]]) -> None:
        path = self._folder / f"{self._provider}-{os.getpid()}.jsonl"
        lines = list(documents) if path.exists() else [self._head, *documents]
        text = "".join(f"{json.dumps(line)}\n" for line in lines)
        # Appended in one piece, lines of threads cannot get into one another.
        with path.open("ab", buffering=0) as file:
            file.write(text.encode("ascii"))


def read_traffic(folder: Path) -> Traffic:
    """Read all that was recorded in a folder, file by file."""
    documents = [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    return Traffic(
        tuple(_exchange(each) for each in documents if _ROUTES not in each),
        {
            each["provider"]: read_routes(each[_ROUTES])
            for each in documents
            if _ROUTES in each
        },
    )


def _document(exchange: Exchange) -> dict[str, Any]:
    request, response = exchange.request, exchange.response
    return {
        "consumer": exchange.consumer,
        "provider": exchange.provider,
        "route": exchange.route,
        "method": request.method,
        "path": request.path,
        "query": request.query,
        "request_headers": request.headers,
        "request_body": _packed(request.body),
        "status": response.status,
        "answer_headers": response.headers,
        "answer_body": _packed(response.body),
        "left_out": exchange.left_out,
    }


def _exchange(document: Mapping[str, Any]) -> Exchange:
    return Exchange(
        document["consumer"],
        document["provider"],
        document["route"],
        ActualRequest(
            document["method"],
            document["path"],
            document["query"],
            _pairs(document["request_headers"]),
            _unpacked(document["request_body"]),
        ),
        _answer(document),
        tuple(document["left_out"]),
    )


def _answer(document: Mapping[str, Any]) -> ActualResponse:
    headers = _pairs(document["answer_headers"])
    body = _unpacked(document["answer_body"])
    return ActualResponse(document["status"], headers, _as_read(headers, body))


def _as_read(headers: Iterable[tuple[str, str]], body: bytes) -> bytes:
    """Unpack an answer as its caller does, before anything of it is read."""
    if body and ("content-encoding", "gzip") in {
        (name.lower(), value.lower()) for name, value in headers
    }:
        return gzip.decompress(body)
    return body


def _pairs(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in headers)


def _packed(body: bytes) -> str | list[str]:
    """Write a body as text, or as a list with its Base64 when it is none."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return [base64.b64encode(body).decode("ascii")]


def _unpacked(packed: str | list[str]) -> bytes:
    if isinstance(packed, str):
        return packed.encode("utf-8")
    return base64.b64decode(packed[0])
