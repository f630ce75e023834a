"""What gunicorn cannot read is refused in the one error format, through a real one."""

import json
from collections.abc import Iterator

import pytest

from .gunicorn_server import Server, serving

HOST = b"Host: tea.example\r\n"
POST = b"POST /teas HTTP/1.1\r\n" + HOST
REFUSED = {
    "nonsense": (b"NONSENSE\r\n\r\n", 400),
    "small letters": (b"get / HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "no address": (b"GET * HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "another protocol": (b"GET / HTTP/9.9\r\n" + HOST + b"\r\n", 400),
    "a long address": (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414),
    "two hosts": (b"GET / HTTP/1.1\r\n" + HOST + HOST + b"\r\n", 400),
    "a header of control signs": (
        b"GET / HTTP/1.1\r\n" + HOST + b"A: \x00\r\n\r\n",
        400,
    ),
    "a header without end": (
        b"GET / HTTP/1.1\r\n" + HOST + b"A: " + b"a" * 70_000 + b"\r\n\r\n",
        431,
    ),
    "headers without end": (
        b"GET / HTTP/1.1\r\n" + HOST + b"A: a\r\n" * 200 + b"\r\n",
        431,
    ),
    "a length of letters": (POST + b"Content-Length: abc\r\n\r\n", 400),
    "a coding of nobody's": (POST + b"Transfer-Encoding: tea, chunked\r\n\r\n", 400),
    "another expectation": (POST + b"Expect: tea\r\nContent-Length: 0\r\n\r\n", 417),
}


@pytest.fixture(scope="module")
def service() -> Iterator[Server]:
    with serving(
        "service_kit.gunicorn_worker.Worker", "tea_room:create_app()"
    ) as found:
        yield found


@pytest.mark.parametrize("kind", REFUSED)
def test_request_that_is_none_is_answered_with_a_problem_document(
    service: Server, kind: str
) -> None:
    request, status = REFUSED[kind]

    head, _, body = service.ask(request).partition("\r\n\r\n")

    document = json.loads(body)
    assert head.startswith(f"HTTP/1.1 {status} ")
    assert "Content-Type: application/problem+json" in head
    assert document["status"] == status
    assert document["type"].startswith("urn:problem-type:")
    assert "Connection: close" in head


def test_storefront_too_takes_no_unknown_coding_for_a_fault_of_its_own() -> None:
    request, status = REFUSED["a coding of nobody's"]

    with serving("service_kit.gunicorn_worker.Worker") as pages:
        answer = pages.ask(request)

    assert answer.startswith(f"HTTP/1.1 {status} ")
    assert "Content-Type: text/html" in answer
