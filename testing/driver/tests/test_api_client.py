"""A caller who comes now and then does not rely on a connection of before."""

import socket
import threading
from collections.abc import Iterator

import pytest

from testing.driver.lenient_http_client import UNKNOWN, ApiClient

ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
)


@pytest.fixture
def forgetful() -> Iterator[str]:
    """A server that hangs up after each answer, and does not announce it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=answer_all, args=(listener,), daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)


def answer_all(listener: socket.socket) -> None:
    try:
        while True:
            line, _ = listener.accept()
            with line:
                line.recv(65536)
                line.sendall(ANSWER)
    except OSError:
        return


def test_caller_without_a_kept_connection_is_answered_each_time(forgetful: str) -> None:
    client = ApiClient(forgetful, is_kept=False)

    assert [client.ask("GET", "/").status for _ in range(3)] == [200, 200, 200]


def test_what_is_sent_on_a_connection_that_was_closed_is_unknown(
    forgetful: str,
) -> None:
    client = ApiClient(forgetful)

    assert client.ask("GET", "/").status == 200
    assert client.ask("GET", "/").status == UNKNOWN
    client.close()
