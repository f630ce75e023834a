"""What the gateway itself refuses: in the one error format under /api, in a small page
elsewhere, and with the headers that every answer of the shop has.
"""

from collections.abc import Iterator

import pytest

from service_kit import problems
from service_kit.application import Broken, MethodNotAllowed
from service_kit.problems import Problem
from storefront.headers import ALWAYS
from tools.gateway import Gateway, running_gateway
from tools.ports import free_port

from .asking import Answer, ask, talk
from .conftest import Town

LONG = "x" * 9000
# Where a tutorial's gateway has words of its own.
SAID = {
    problems.Missing: "Service not found",
    problems.Unavailable: "Service unavailable",
}
BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
CURL = {"Accept": "*/*"}
TOO_MUCH = b"x" * (64 * 1024 + 1)
MANY = {f"X-Word-{number}": "x" * 7000 for number in range(6)}


def refused_problem(answer: Answer, kind: type[Problem]) -> None:
    assert answer.status == kind.status
    assert answer.header("Content-Type") == "application/problem+json"
    told = kind().document()
    assert answer.json == told | {"error": SAID.get(kind, told["message"])}
    assert answer.header("X-Content-Type-Options") == "nosniff"
    assert answer.header("Cache-Control") == "no-store"
    assert len(answer.header("X-Request-ID")) == 32


def refused_page(answer: Answer, kind: type[Problem]) -> None:
    assert answer.status == kind.status
    assert answer.header("Content-Type") == "text/html; charset=utf-8"
    assert f"<h1>{kind.title}</h1><p>{kind.sentence}</p>" in answer.text
    assert {name: len(answer.all(name)) for name in ALWAYS} == dict.fromkeys(ALWAYS, 1)
    assert answer.header("Content-Security-Policy").startswith("default-src 'none';")
    assert answer.header("Cache-Control") == "no-store"
    assert answer.all("Server") == ["nginx"]
    assert len(answer.header("X-Request-ID")) == 32


def test_inner_route_is_a_problem(town: Town) -> None:
    refused_problem(town.ask("/api/reservations"), problems.Missing)


def test_inner_place_of_no_api_is_a_page(town: Town) -> None:
    refused_page(town.ask("/metrics"), problems.Missing)


@pytest.mark.parametrize("path", ["/api/%72eservations", "/%61pi/x", "/API/x"])
def test_any_spelling_of_the_api_speaks_problems(town: Town, path: str) -> None:
    refused_problem(town.ask(path), problems.Missing)


@pytest.mark.parametrize("accept", ["*/*", "application/json", "image/png"])
def test_program_is_refused_with_a_problem(town: Town, accept: str) -> None:
    refused_problem(town.ask("/metrics", headers={"Accept": accept}), problems.Missing)


def test_browser_is_refused_with_a_page(town: Town) -> None:
    refused_page(town.ask("/metrics", headers=BROWSER), problems.Missing)
    refused_problem(town.ask("/api/x", headers=BROWSER), problems.Missing)


def test_large_body_is_refused(town: Town) -> None:
    of_api = town.ask("/api/user/login", "POST", body=TOO_MUCH)
    of_page = town.ask("/login", "POST", body=TOO_MUCH)

    refused_problem(of_api, problems.BodyTooLarge)
    refused_page(of_page, problems.BodyTooLarge)
    assert town.heard() == []


def test_largest_body_is_taken(town: Town) -> None:
    answer = town.ask("/api/user/login", "POST", body=TOO_MUCH[1:])

    assert answer.json["body"] == TOO_MUCH[1:].decode()


def test_large_body_in_chunks_is_refused(town: Town) -> None:
    head = b"POST /api/user/login HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked"
    chunk = b"%x\r\n%s\r\n0\r\n\r\n" % (len(TOO_MUCH), TOO_MUCH)

    answer = talk(town.gateway.port, head + b"\r\n\r\n" + chunk)

    refused_problem(answer, problems.BodyTooLarge)
    assert town.heard() == []


@pytest.mark.parametrize("headers", [{"X-Word": LONG}, MANY], ids=["long", "many"])
def test_large_headers_are_refused(town: Town, headers: dict[str, str]) -> None:
    of_api = town.ask("/api/products", headers=headers)
    of_page = town.ask("/basket", headers=headers)

    refused_problem(of_api, problems.HeadersTooLarge)
    refused_page(of_page, problems.HeadersTooLarge)
    assert town.heard() == []


def test_long_address_is_refused(town: Town) -> None:
    of_api = town.ask(f"/api/products?q={LONG}")
    of_page = town.ask(f"/?q={LONG}")

    refused_problem(of_api, problems.AddressTooLong)
    refused_page(of_page, problems.AddressTooLong)
    assert town.heard() == []


@pytest.mark.parametrize(
    "head",
    [
        "Host: shop\r\nHost: evil.example",
        "Host: shop\r\nContent-Length: 3\r\nContent-Length: 4",
        "Host: shop\r\nContent-Length: x",
        "Host: shop\r\nTransfer-Encoding: gzip, chunked\r\nContent-Length: 3",
        "X-No-Host: shop",
    ],
)
def test_request_of_two_meanings_is_refused(town: Town, head: str) -> None:
    words = f"POST /api/user/login HTTP/1.1\r\n{head}\r\n\r\nabc"

    answer = talk(town.gateway.port, words.encode())

    assert answer.status in (400, 501)
    assert answer.header("Content-Type") == "application/problem+json"
    assert answer.json["status"] == answer.status
    assert town.heard() == []


@pytest.mark.parametrize("line", ['G"T /', "GET /\xe9 x", "GET", "\x16\x03\x01"])
def test_what_is_no_request_is_refused_with_a_page(town: Town, line: str) -> None:
    answer = talk(town.gateway.port, f"{line}\r\n\r\n".encode("latin-1"))

    refused_page(answer, problems.BadRequest)


def test_tracing_is_refused(town: Town) -> None:
    refused_problem(town.ask("/api/user", "TRACE"), MethodNotAllowed)


@pytest.fixture(scope="module")
def lonely() -> Iterator[Gateway]:
    nowhere = f"http://127.0.0.1:{free_port()}"
    nameless = "http://nobody.invalid:8000"
    services = {"storefront": nowhere, "products": nowhere, "users": nameless}
    with running_gateway(services) as gateway:
        yield gateway


@pytest.mark.parametrize("path", ["/api/products", "/api/user"])
def test_service_that_is_away_is_a_problem(lonely: Gateway, path: str) -> None:
    answer = ask(lonely.port, path)

    refused_problem(answer, problems.Unavailable)
    assert answer.header("Retry-After") == "2"


@pytest.mark.parametrize(
    "path",
    ["/auth", "/auth/login", "/users/profile", "/products", "/products/7"],
)
@pytest.mark.parametrize("headers", [CURL, {}], ids=["curl", "silent"])
def test_dead_service_of_a_quick_start_is_a_problem(
    lonely: Gateway, path: str, headers: dict[str, str]
) -> None:
    answer = ask(lonely.port, path, headers=headers)

    refused_problem(answer, problems.Unavailable)
    assert answer.header("Retry-After") == "2"


@pytest.mark.parametrize("path", ["/users/profile", "/products"])
def test_browser_sees_a_page_where_a_quick_start_is_dead(
    lonely: Gateway, path: str
) -> None:
    refused_page(ask(lonely.port, path, headers=BROWSER), problems.Unavailable)


def test_part_of_a_page_is_refused_as_one(lonely: Gateway) -> None:
    refused_page(
        ask(lonely.port, "/basket", headers=CURL | {"HX-Request": "true"}),
        problems.Unavailable,
    )


def test_storefront_that_is_away_is_a_problem_to_programs(lonely: Gateway) -> None:
    refused_problem(ask(lonely.port, "/basket", headers=CURL), problems.Unavailable)


def test_storefront_that_is_away_is_a_page(lonely: Gateway) -> None:
    answer = ask(lonely.port, "/basket")

    refused_page(answer, problems.Unavailable)
    assert answer.header("Retry-After") == "2"


def test_reader_of_heads_gets_no_page(lonely: Gateway) -> None:
    answer = ask(lonely.port, "/basket", "HEAD")

    assert (answer.status, answer.content) == (503, b"")


def test_words_are_those_of_the_services(town: Town) -> None:
    configuration = (town.gateway.place.folder / "nginx.conf").read_text()

    for kind in (Broken, MethodNotAllowed, problems.BadRequest):
        assert f'"{kind.title}"' in configuration
        assert f'"{kind.sentence}"' in configuration
