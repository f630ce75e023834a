"""Which connections calls go out on, before a provider that closes them as it likes."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import pytest

from service_kit.http_client import Connection, ServiceUnavailable

ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
)
_PATIENCE = 5


class Provider:
    """Keeps every connection open, and hangs up where a second call comes on it."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self.calls: list[list[bytes]] = []

    def serve(self) -> None:
        threads = []
        while connection := self._next_connection():
            threads.append(threading.Thread(target=self._listen, args=(connection,)))
            threads[-1].start()
        for thread in threads:
            thread.join()

    def _next_connection(self) -> socket.socket | None:
        try:
            return self._listener.accept()[0]
        except OSError:
            return None

    def _listen(self, connection: socket.socket) -> None:
        received: list[bytes] = []
        self.calls.append(received)
        connection.settimeout(_PATIENCE)
        with closing(connection), suppress(OSError):
            while len(received) < 2 and (call := connection.recv(65536)):
                received.append(call.split(b" ")[0])
                if len(received) == 1:
                    connection.sendall(ANSWER)


@contextmanager
def provider() -> Iterator[tuple[Provider, Connection]]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        there = Provider(listener)
        thread = threading.Thread(target=there.serve)
        thread.start()
        call = Connection(
            "tea-service", "milk", f"http://127.0.0.1:{listener.getsockname()[1]}"
        )
        try:
            yield there, call
        finally:
            call._session("kept").close()
            # Closing alone would leave the thread waiting for a caller.
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def test_every_write_has_a_connection_of_its_own() -> None:
    with provider() as (there, call):
        call.get("/milk")
        call.send("DELETE", "/milk")
        call.send("DELETE", "/milk")

        assert there.calls == [[b"GET"], [b"DELETE"], [b"DELETE"]]


def test_read_on_a_connection_that_closes_is_asked_again() -> None:
    with provider() as (there, call):
        call.get("/milk")

        assert call.get("/milk").status == 200
        assert there.calls == [[b"GET", b"GET"], [b"GET"]]


def test_write_on_a_connection_that_breaks_is_not_repeated() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(_PATIENCE)
        call = Connection(
            "tea-service", "milk", f"http://127.0.0.1:{listener.getsockname()[1]}"
        )
        thread = threading.Thread(target=lambda: listener.accept()[0].close())
        thread.start()

        with pytest.raises(ServiceUnavailable):
            call.send("DELETE", "/milk")

        thread.join()
        listener.settimeout(0.2)
        with pytest.raises(TimeoutError):
            listener.accept()
