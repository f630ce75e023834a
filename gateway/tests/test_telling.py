"""A service is told who asks for what, and nothing that they say of themselves."""

import json

import pytest

from .conftest import Town
from .logs import told_of

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


def test_service_is_told_who_asks_for_what(town: Town) -> None:
    told = town.ask("/basket", source="127.0.1.9").json["headers"]

    here = f"127.0.0.1:{town.gateway.port}"
    assert told["host"] == here
    assert told["x-forwarded-for"] == "127.0.1.9"
    assert told["x-forwarded-host"] == here
    assert told["x-forwarded-port"] == str(town.gateway.port)
    assert told["x-forwarded-proto"] == "http"


@pytest.mark.parametrize("path", ["/basket", "/api/user", "/sandbox/confirm/key"])
def test_nothing_that_callers_say_of_themselves_gets_on(town: Town, path: str) -> None:
    told = town.ask(path, headers=FORGED).json["headers"]
    plain = town.ask(path).json["headers"]

    own = told.pop("x-request-id"), plain.pop("x-request-id")
    assert told == plain
    assert FORGED["X-Request-ID"] not in own
    assert "evil" not in json.dumps(told)


def test_several_of_a_kind_are_no_better_than_one(town: Town) -> None:
    twice = [(name, word) for name, word in FORGED.items() for _ in range(2)]

    told = town.ask("/api/user", headers=twice).json["headers"]

    assert told["x-forwarded-for"] == "127.0.0.1"
    assert "x-client-address" not in told


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Client-Address"])
def test_connection_header_takes_nothing_away(town: Town, name: str) -> None:
    told = town.ask("/api/user", headers={"Connection": name}).json["headers"]

    assert told["x-forwarded-for"] == "127.0.0.1"


def test_name_of_a_request_is_told_answered_and_written_down(town: Town) -> None:
    answer = town.ask("/api/user/ada/exists")

    name = answer.header("X-Request-ID")
    assert answer.json["headers"]["x-request-id"] == name
    line = told_of(answer, town.gateway)
    assert line["message"] == "GET /api/user/ada/exists"
    assert (line["status"], line["service"]) == (200, "gateway")


def test_key_of_a_confirmation_is_not_written_down(town: Town) -> None:
    answer = town.ask("/sandbox/confirm/a-key-that-nobody-knows?answer=yes")

    line = told_of(answer, town.gateway)
    assert line["message"] == "GET /sandbox/confirm/..."
    assert "a-key-that-nobody-knows" not in town.gateway.place.log.read_text()


def test_line_of_the_log_is_json_whatever_was_asked(town: Town) -> None:
    answer = town.ask('/"quoted"\x7f\xe9', 'G"T', headers={"User-Agent": '"'})

    assert told_of(answer, town.gateway)["status"] == answer.status


def test_large_answer_is_packed_for_who_can_unpack_it(town: Town) -> None:
    accepts = {"Accept-Encoding": "gzip"}
    packed = town.ask("/api/products?large", headers=accepts)
    plain = town.ask("/api/products?large")
    small = town.ask("/api/products", headers=accepts)

    assert packed.header("Content-Encoding") == "gzip"
    assert packed.header("Vary") == "Accept-Encoding"
    assert len(packed.content) < len(plain.content) / 4
    assert plain.all("Content-Encoding") == []
    assert small.all("Content-Encoding") == []


@pytest.mark.parametrize(
    ("site", "packing"),
    [("cross-site", []), ("same-site", []), ("same-origin", ["gzip"])],
)
def test_page_is_not_packed_for_another_site(
    town: Town, site: str, packing: list[str]
) -> None:
    headers = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": site}

    answer = town.ask("/login?large", "POST", headers=headers, body=b"a=b")

    (told,) = town.heard()
    assert answer.status == 200
    assert answer.all("Content-Encoding") == packing
    assert (told["service"], told["method"], told["body"]) == (
        "storefront",
        "POST",
        "a=b",
    )
