"""A body arrives whole or not at all, through a real gunicorn."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from .tea_server import answer_to, served

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
PARTS = "multipart/form-data; boundary=tea"
NAMELESS = b"--tea\r\nContent-Disposition: form-data\r\n\r\n12\r\n"
PART = b'--tea\r\nContent-Disposition: form-data; name="cups"\r\n\r\n12\r\n'


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with served("tea_room:create_app()") as tea_room:
        yield tea_room.port


def head(kind: str, *headers: str) -> bytes:
    lines = ("POST /teas HTTP/1.1", "Host: tea", f"Content-Type: {kind}", *headers)
    return "\r\n".join((*lines, "Connection: close", "", "")).encode()


def test_body_that_comes_slowly_is_taken_whole(port: int) -> None:
    answer = answer_to(port, head(FORM, "Content-Length: 7"), b"cups", b"=", b"12")

    assert answer.startswith(b"HTTP/1.1 201")
    assert b'"cups": 12' in answer


def test_chunks_are_put_together(port: int) -> None:
    chunks = b"6\r\ncups=1\r\n", b"1\r\n2\r\n", b"0\r\n\r\n"

    answer = answer_to(port, head(FORM, "Transfer-Encoding: chunked"), *chunks)

    assert b'"cups": 12' in answer


@pytest.mark.parametrize(
    ("kind", "length", "body"),
    [
        (FORM, 7, b"cups=1"),
        (FORM, 7, b""),
        (JSON, 12, b'{"cups": 1}'),
        (PARTS, 200, PART + b"--tea--\r\n"),
        ("text/plain", 7, b"cups=1"),
    ],
)
def test_body_that_breaks_off_is_refused(
    port: int, kind: str, length: int, body: bytes
) -> None:
    answer = answer_to(port, head(kind, f"Content-Length: {length}"), body)

    assert answer.startswith(b"HTTP/1.1 400")
    assert b"did not arrive whole" in answer


@pytest.mark.parametrize(
    "chunks",
    [
        b"7\r\ncups=1",
        b"6\r\ncups=1\r\n",
        b"6\r\ncups=1\r\n0\r\n",
        b"6\r\ncups=1XX0\r\n\r\n",
        b"six\r\ncups=1\r\n0\r\n\r\n",
        b"-6\r\ncups=1\r\n0\r\n\r\n",
        b"6;a\x00=b\r\ncups=1\r\n0\r\n\r\n",
        b"6\r\ncups=1\r\n0\r\nodd trailer\r\n\r\n",
        b"\r\n",
        b"",
    ],
    ids=range(10),
)
@pytest.mark.parametrize("kind", [FORM, JSON, PARTS])
def test_broken_chunks_are_a_400(port: int, kind: str, chunks: bytes) -> None:
    answer = answer_to(port, head(kind, "Transfer-Encoding: chunked"), chunks)

    assert answer.startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    "length", ["abc", "-1", "7, 7", "+7", "7.0", "1e1", "9" * 5000]
)
def test_odd_length_is_a_4xx(port: int, length: str) -> None:
    answer = answer_to(port, head(FORM, f"Content-Length: {length}"), b"cups=12")

    assert answer.startswith(b"HTTP/1.1 4")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (PARTS, PART),
        (PARTS, b"cups=12"),
        (PARTS, PART.replace(b"form-data", b"form\xffdata") + b"--tea--\r\n"),
        (PARTS, NAMELESS + b"--tea--\r\n"),
        (PARTS, PART + NAMELESS + b"--tea--\r\n"),
        (PARTS, NAMELESS.replace(b"data", b'data; filename="a"') + b"--tea--\r\n"),
        ("multipart/form-data", PART + b"--tea--\r\n"),
        (FORM, b"cups=\xff"),
        (FORM, b"="),
        (f"{FORM}; charset=utf-16", "cups=12".encode("utf-16")),
    ],
    ids=range(10),
)
def test_form_that_cannot_be_read_is_no_empty_form(
    client: FlaskClient, kind: str, body: bytes
) -> None:
    answer = client.post("/teas", data=body, content_type=kind)

    assert answer.status_code == 400
    assert answer.json["type"] == "urn:problem-type:body-broken"
