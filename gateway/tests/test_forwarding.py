"""Services receive the real client and host, and no header that a client forged."""

import json

import pytest

from .conftest import EchoShop
from .logs import access_line
from .raw_http import FORGED


def test_service_receives_the_client_and_the_host(echo: EchoShop) -> None:
    received = echo.ask("/basket", source="127.0.1.9").json["headers"]

    here = f"127.0.0.1:{echo.gateway.port}"
    assert received["host"] == here
    assert received["x-forwarded-for"] == "127.0.1.9"
    assert received["x-forwarded-host"] == here
    assert received["x-forwarded-port"] == str(echo.gateway.port)
    assert received["x-forwarded-proto"] == "http"


@pytest.mark.parametrize("path", ["/basket", "/api/user", "/sandbox/confirm/key"])
def test_forged_headers_are_dropped(echo: EchoShop, path: str) -> None:
    received = echo.ask(path, headers=FORGED).json["headers"]
    plain = echo.ask(path).json["headers"]

    own = received.pop("x-request-id"), plain.pop("x-request-id")
    assert received == plain
    assert FORGED["X-Request-ID"] not in own
    assert "evil" not in json.dumps(received)


def test_repeated_forged_headers_are_dropped(echo: EchoShop) -> None:
    twice = [(name, word) for name, word in FORGED.items() for _ in range(2)]

    received = echo.ask("/api/user", headers=twice).json["headers"]

    assert received["x-forwarded-for"] == "127.0.0.1"
    assert "x-client-address" not in received


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Client-Address"])
def test_connection_header_removes_no_other_header(echo: EchoShop, name: str) -> None:
    received = echo.ask("/api/user", headers={"Connection": name}).json["headers"]

    assert received["x-forwarded-for"] == "127.0.0.1"


def test_request_id_is_forwarded_answered_and_logged(echo: EchoShop) -> None:
    answer = echo.ask("/api/user/ada/exists")

    name = answer.header("X-Request-ID")
    assert answer.json["headers"]["x-request-id"] == name
    line = access_line(answer, echo.gateway)
    assert line["message"] == "GET /api/user/ada/exists"
    assert (line["status"], line["service"]) == (200, "gateway")


def test_key_of_a_confirmation_is_not_logged(echo: EchoShop) -> None:
    answer = echo.ask("/sandbox/confirm/a-key-that-nobody-knows?answer=yes")

    line = access_line(answer, echo.gateway)
    assert line["message"] == "GET /sandbox/confirm/..."
    assert "a-key-that-nobody-knows" not in echo.gateway.log.read_text()


def test_log_line_is_json_for_any_request(echo: EchoShop) -> None:
    answer = echo.ask('/"quoted"\x7f\xe9', 'G"T', headers={"User-Agent": '"'})

    assert access_line(answer, echo.gateway)["status"] == answer.status


def test_large_answer_is_compressed_for_clients_that_accept_it(echo: EchoShop) -> None:
    accepts = {"Accept-Encoding": "gzip"}
    packed = echo.ask("/api/products?large", headers=accepts)
    plain = echo.ask("/api/products?large")
    small = echo.ask("/api/products", headers=accepts)

    assert packed.header("Content-Encoding") == "gzip"
    assert packed.header("Vary") == "Accept-Encoding"
    assert len(packed.content) < len(plain.content) / 4
    assert plain.all("Content-Encoding") == []
    assert small.all("Content-Encoding") == []


@pytest.mark.parametrize(
    ("site", "packing"),
    [("cross-site", []), ("same-site", []), ("same-origin", ["gzip"])],
)
def test_page_is_not_compressed_for_another_site(
    echo: EchoShop, site: str, packing: list[str]
) -> None:
    headers = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": site}

    answer = echo.ask("/login?large", "POST", headers=headers, body=b"a=b")

    (received,) = echo.received()
    assert answer.status == 200
    assert answer.all("Content-Encoding") == packing
    assert (received["service"], received["method"], received["body"]) == (
        "storefront",
        "POST",
        "a=b",
    )
