"""One who sends slowly, or never, does not keep anybody else waiting."""

import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from .gunicorn_server import GET, THREADS, Server, serving

# Far more than a thread each, and far longer than an answer takes.
CROWD = 40
FORM = "Content-Type: application/x-www-form-urlencoded"


def form(*headers: str, body: bytes = b"") -> bytes:
    lines = ("POST / HTTP/1.1", "Host: tea.example", FORM, *headers, "", "")
    return "\r\n".join(lines).encode() + body


SLOW = {
    "nothing": b"",
    "half a line": b"GET / HT",
    "half the headers": GET[:-2],
    "half a body": form("Content-Length: 9", body=b"tea="),
    "half a body, by length in capitals": form("CONTENT-LENGTH:9", body=b"tea="),
    "a gigabyte announced": form("Content-Length: 1073741824"),
    "a gigabyte begun": form("Content-Length: 1073741824", body=b"tea=" * 9),
    "more than a length may be": form(f"Content-Length: {10**30}"),
    "a gigabyte to read": GET[:-2] + b"Content-Length: 1073741824\r\n\r\n",
    "an answer, and the line kept": GET,
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving("service_kit.gunicorn_worker.Worker") as found:
        yield found


@pytest.fixture(scope="module")
def hurried() -> Iterator[Server]:
    with serving("gunicorn_app.HurriedWorker") as found:
        yield found


@contextmanager
def crowd(
    server: Server, sent: bytes, size: int = CROWD
) -> Iterator[list[socket.socket]]:
    with ExitStack() as lines:
        yield [lines.enter_context(server.call(sent)) for _ in range(size)]


@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW)
def test_crowd_that_sends_little_keeps_nobody_waiting(
    server: Server, sent: bytes
) -> None:
    with crowd(server, sent):
        assert server.ask().startswith("HTTP/1.1 200 OK")


def test_crowd_that_hung_up_half_way_keeps_nobody_waiting(server: Server) -> None:
    with crowd(server, b"GET / HT") as lines:
        for line in lines:
            line.shutdown(socket.SHUT_WR)

        assert [line.recv(1) for line in lines] == [b""] * CROWD
        assert server.ask().startswith("HTTP/1.1 200 OK")


def test_request_that_comes_sign_by_sign_is_served(server: Server) -> None:
    sent = form("Content-Length: 9", body=b"tea=mint&")

    with server.call(sent[:1]) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for sign in sent[1:]:
            line.sendall(bytes([sign]))
        answer = line.recv(65536).decode()

    assert answer.startswith("HTTP/1.1 200 OK")


def test_requests_on_one_line_are_served_in_turn(server: Server) -> None:
    with server.call(GET * 3 + GET[:9]) as line:
        first = read_answers(line, 3)
        line.sendall(GET[9:])
        last = read_answers(line, 1)

    assert (first.count("200 OK"), last.count("200 OK")) == (3, 1)


def read_answers(line: socket.socket, count: int) -> str:
    text = ""
    while text.count("http://tea.example/") < count:
        text += line.recv(65536).decode()
    return text


def test_who_asks_whether_to_send_is_answered(server: Server) -> None:
    with server.call(form("Content-Length: 8", "Expect: 100-continue")) as line:
        assert line.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        line.sendall(b"tea=mint")

        assert line.recv(65536).startswith(b"HTTP/1.1 200 OK")


@pytest.mark.parametrize(
    "sent",
    [
        form("Content-Length: 65537"),
        form("Content-Length: 1073741824"),
        form("Transfer-Encoding: chunked", body=b"10001\r\n" + b"t" * 65537),
    ],
    ids=["one byte too many", "a gigabyte", "chunks without end"],
)
def test_body_that_is_too_large_is_refused_before_it_is_there(
    server: Server, sent: bytes
) -> None:
    with server.call(sent) as line:
        answer = line.recv(65536).decode()

    assert answer.startswith("HTTP/1.1 413 ")
    assert "Connection: close" in answer


@pytest.mark.parametrize(
    "sent",
    [
        *(SLOW[name] for name in ("half a line", "half the headers", "half a body")),
        GET + b"GET",
        form("Transfer-Encoding: chunked", body=b"9\r\ntea="),
        form("Content-Length: 60000", body=b"tea="),
    ],
)
def test_half_a_request_ends_by_itself(hurried: Server, sent: bytes) -> None:
    with crowd(hurried, sent, THREADS) as lines:
        for line in lines:
            while received(line):
                pass

    assert hurried.ask().startswith("HTTP/1.1 200 OK")


def received(line: socket.socket) -> bytes:
    try:
        return line.recv(65536)
    except ConnectionResetError:
        return b""


def test_server_stops_beside_callers_who_never_finish() -> None:
    with serving("service_kit.gunicorn_worker.Worker") as own:
        chunk = form("Transfer-Encoding: chunked", body=b"9\r\ntea=")
        with crowd(own, SLOW["half a line"]), crowd(own, chunk, THREADS - 1):
            assert own.ask().startswith("HTTP/1.1 200 OK")

            own.process.send_signal(signal.SIGTERM)

            assert own.process.wait(timeout=30) == 0
