"""The gateway's own errors: problem documents under /api, a small page elsewhere, with
the headers that every response of the shop has.
"""

from collections.abc import Iterator

import pytest

from service_kit import problems
from service_kit.application import Broken, MethodNotAllowed
from service_kit.problems import Problem
from storefront.security_headers import ALWAYS
from tools.free_ports import free_port
from tools.gateway import Gateway, running_gateway

from .conftest import EchoShop
from .raw_http import Answer, ask, send_bytes

LONG = "x" * 9000
# The `error` of a tutorial's gateway, where it differs from the message.
TUTORIAL_ERRORS = {
    problems.NotFoundProblem: "Service not found",
    problems.Unavailable: "Service unavailable",
}
BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
CURL = {"Accept": "*/*"}
TOO_MUCH = b"x" * (64 * 1024 + 1)
MANY = {f"X-Word-{number}": "x" * 7000 for number in range(6)}


def assert_problem(answer: Answer, kind: type[Problem]) -> None:
    assert answer.status == kind.status
    assert answer.header("Content-Type") == "application/problem+json"
    document = kind().document()
    error = TUTORIAL_ERRORS.get(kind, document["message"])
    assert answer.json == document | {"error": error}
    assert answer.header("X-Content-Type-Options") == "nosniff"
    assert answer.header("Cache-Control") == "no-store"
    assert len(answer.header("X-Request-ID")) == 32


def assert_page(answer: Answer, kind: type[Problem]) -> None:
    assert answer.status == kind.status
    assert answer.header("Content-Type") == "text/html; charset=utf-8"
    assert f"<h1>{kind.title}</h1><p>{kind.sentence}</p>" in answer.text
    assert {name: len(answer.all(name)) for name in ALWAYS} == dict.fromkeys(ALWAYS, 1)
    assert answer.header("Content-Security-Policy").startswith("default-src 'none';")
    assert answer.header("Cache-Control") == "no-store"
    assert answer.all("Server") == ["nginx"]
    assert len(answer.header("X-Request-ID")) == 32


def test_internal_route_is_a_problem(echo: EchoShop) -> None:
    assert_problem(echo.ask("/api/reservations"), problems.NotFoundProblem)


def test_internal_path_outside_the_api_is_a_page(echo: EchoShop) -> None:
    assert_page(echo.ask("/metrics"), problems.NotFoundProblem)


@pytest.mark.parametrize("path", ["/api/%72eservations", "/%61pi/x", "/API/x"])
def test_any_spelling_of_the_api_gets_problems(echo: EchoShop, path: str) -> None:
    assert_problem(echo.ask(path), problems.NotFoundProblem)


@pytest.mark.parametrize("accept", ["*/*", "application/json", "image/png"])
def test_program_is_refused_with_a_problem(echo: EchoShop, accept: str) -> None:
    assert_problem(
        echo.ask("/metrics", headers={"Accept": accept}), problems.NotFoundProblem
    )


def test_browser_is_refused_with_a_page(echo: EchoShop) -> None:
    assert_page(echo.ask("/metrics", headers=BROWSER), problems.NotFoundProblem)
    assert_problem(echo.ask("/api/x", headers=BROWSER), problems.NotFoundProblem)


def test_large_body_is_refused(echo: EchoShop) -> None:
    of_api = echo.ask("/api/user/login", "POST", body=TOO_MUCH)
    of_page = echo.ask("/login", "POST", body=TOO_MUCH)

    assert_problem(of_api, problems.BodyTooLarge)
    assert_page(of_page, problems.BodyTooLarge)
    assert echo.received() == []


def test_largest_body_is_accepted(echo: EchoShop) -> None:
    answer = echo.ask("/api/user/login", "POST", body=TOO_MUCH[1:])

    assert answer.json["body"] == TOO_MUCH[1:].decode()


def test_large_body_in_chunks_is_refused(echo: EchoShop) -> None:
    head = b"POST /api/user/login HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked"
    chunk = b"%x\r\n%s\r\n0\r\n\r\n" % (len(TOO_MUCH), TOO_MUCH)

    answer = send_bytes(echo.gateway.port, head + b"\r\n\r\n" + chunk)

    assert_problem(answer, problems.BodyTooLarge)
    assert echo.received() == []


@pytest.mark.parametrize("headers", [{"X-Word": LONG}, MANY], ids=["long", "many"])
def test_large_headers_are_refused(echo: EchoShop, headers: dict[str, str]) -> None:
    of_api = echo.ask("/api/products", headers=headers)
    of_page = echo.ask("/basket", headers=headers)

    assert_problem(of_api, problems.HeadersTooLarge)
    assert_page(of_page, problems.HeadersTooLarge)
    assert echo.received() == []


def test_long_address_is_refused(echo: EchoShop) -> None:
    of_api = echo.ask(f"/api/products?q={LONG}")
    of_page = echo.ask(f"/?q={LONG}")

    assert_problem(of_api, problems.AddressTooLong)
    assert_page(of_page, problems.AddressTooLong)
    assert echo.received() == []


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
def test_ambiguous_request_is_refused(echo: EchoShop, head: str) -> None:
    words = f"POST /api/user/login HTTP/1.1\r\n{head}\r\n\r\nabc"

    answer = send_bytes(echo.gateway.port, words.encode())

    assert answer.status in (400, 501)
    assert answer.header("Content-Type") == "application/problem+json"
    assert answer.json["status"] == answer.status
    assert echo.received() == []


@pytest.mark.parametrize("line", ['G"T /', "GET /\xe9 x", "GET", "\x16\x03\x01"])
def test_malformed_request_line_is_refused_with_a_page(
    echo: EchoShop, line: str
) -> None:
    answer = send_bytes(echo.gateway.port, f"{line}\r\n\r\n".encode("latin-1"))

    assert_page(answer, problems.BadRequest)


def test_trace_method_is_refused(echo: EchoShop) -> None:
    assert_problem(echo.ask("/api/user", "TRACE"), MethodNotAllowed)


@pytest.fixture(scope="module")
def without_services() -> Iterator[Gateway]:
    nowhere = f"http://127.0.0.1:{free_port()}"
    nameless = "http://nobody.invalid:8000"
    services = {"storefront": nowhere, "products": nowhere, "users": nameless}
    with running_gateway(services) as gateway:
        yield gateway


@pytest.mark.parametrize("path", ["/api/products", "/api/user"])
def test_unreachable_service_is_a_problem(without_services: Gateway, path: str) -> None:
    answer = ask(without_services.port, path)

    assert_problem(answer, problems.Unavailable)
    assert answer.header("Retry-After") == "2"


@pytest.mark.parametrize(
    "path",
    ["/auth", "/auth/login", "/users/profile", "/products", "/products/7"],
)
@pytest.mark.parametrize("headers", [CURL, {}], ids=["curl", "silent"])
def test_unreachable_service_of_a_quick_start_is_a_problem(
    without_services: Gateway, path: str, headers: dict[str, str]
) -> None:
    answer = ask(without_services.port, path, headers=headers)

    assert_problem(answer, problems.Unavailable)
    assert answer.header("Retry-After") == "2"


@pytest.mark.parametrize("path", ["/users/profile", "/products"])
def test_unreachable_service_of_a_quick_start_is_a_page_for_browsers(
    without_services: Gateway, path: str
) -> None:
    assert_page(ask(without_services.port, path, headers=BROWSER), problems.Unavailable)


def test_htmx_request_is_refused_with_a_page(without_services: Gateway) -> None:
    assert_page(
        ask(without_services.port, "/basket", headers=CURL | {"HX-Request": "true"}),
        problems.Unavailable,
    )


def test_unreachable_storefront_is_a_problem_for_programs(
    without_services: Gateway,
) -> None:
    assert_problem(
        ask(without_services.port, "/basket", headers=CURL), problems.Unavailable
    )


def test_unreachable_storefront_is_a_page(without_services: Gateway) -> None:
    answer = ask(without_services.port, "/basket")

    assert_page(answer, problems.Unavailable)
    assert answer.header("Retry-After") == "2"


def test_head_request_gets_no_page(without_services: Gateway) -> None:
    answer = ask(without_services.port, "/basket", "HEAD")

    assert (answer.status, answer.content) == (503, b"")


def test_titles_and_sentences_are_those_of_the_services(echo: EchoShop) -> None:
    configuration = (echo.gateway.folder / "nginx.conf").read_text()

    for kind in (Broken, MethodNotAllowed, problems.BadRequest):
        assert f'"{kind.title}"' in configuration
        assert f'"{kind.sentence}"' in configuration
