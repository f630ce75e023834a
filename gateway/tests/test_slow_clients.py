"""A slow client keeps only the gateway waiting, and not for ever."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tools.gateway import running_gateway

from .conftest import EchoShop
from .raw_http import ask

HALF_HEAD = b"POST /login HTTP/1.1\r\nHost: shop\r\nX-Slow: "
HEAD = b"POST /login HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nContent-Length: 9"
HALF_BODY = HEAD + b"\r\n\r\nslow"
SHORTER = {
    "client_header_timeout 20s;": "client_header_timeout 1s;",
    "client_body_timeout 20s;": "client_body_timeout 1s;",
}


@contextmanager
def sending(port: int, words: bytes) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(words)
        yield line


@pytest.mark.parametrize(
    ("first", "rest"),
    [(HALF_HEAD, b"x\r\nContent-Length: 0\r\n\r\n"), (HALF_BODY, b" body")],
    ids=["head", "body"],
)
def test_service_receives_only_whole_requests(
    echo: EchoShop, first: bytes, rest: bytes
) -> None:
    storefront = echo.services["storefront"]
    storefront.begun.clear()
    with sending(echo.gateway.port, first) as line:
        ask(echo.gateway.port, "/help")
        before = list(storefront.begun)
        line.sendall(rest)
        answer = line.recv(100)

    assert before == ["/help"]
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert storefront.begun == ["/help", "/login"]


@pytest.mark.parametrize("words", [HALF_HEAD, HALF_BODY], ids=["head", "body"])
def test_slow_client_is_disconnected(echo: EchoShop, words: bytes) -> None:
    services = {name: service.url for name, service in echo.services.items()}
    echo.services["storefront"].begun.clear()
    with (
        running_gateway(services, changes=SHORTER) as gateway,
        sending(gateway.port, words) as line,
        pytest.raises(ConnectionResetError),
    ):
        line.recv(1000)

    assert echo.services["storefront"].begun == []
