import http.client
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from testing.resilience.storms.link_proxy import LATENCY_SECONDS, SLOW_SECONDS
from testing.resilience.storms.network_links import ORDERS_TO_PRODUCTS, detours
from testing.resilience.storms.proxy_modes import STORM_MODES, ProxyMode
from testing.resilience.storms.proxy_process import Proxy, running_proxy

LINK = ORDERS_TO_PRODUCTS
BODY = b"Basil and parsley" * 10


class Shelf(ThreadingHTTPServer):
    """Answers every request, and remembers that it came."""

    daemon_threads = True

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.has_request = threading.Event()
        super().__init__(("127.0.0.1", 0), Answering)


class Answering(BaseHTTPRequestHandler):
    server: Shelf
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        self.server.requests.append(self.path)
        self.server.has_request.set()
        self.send_response(201)
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    server = Shelf()
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}
    )
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def proxy(shelf: Shelf) -> Iterator[Proxy]:
    with running_proxy() as proxy:
        proxy.connect(LINK, shelf.server_port)
        yield proxy


Connect = Callable[..., http.client.HTTPConnection]


@pytest.fixture
def connect(proxy: Proxy) -> Iterator[Connect]:
    place = proxy.addresses[LINK].removeprefix("http://")
    with ExitStack() as opened:

        def new(patience: float = 5.0) -> http.client.HTTPConnection:
            connection = http.client.HTTPConnection(place, timeout=patience)
            opened.callback(connection.close)
            return connection

        yield new


def ask(connection: http.client.HTTPConnection) -> int:
    connection.request("PUT", "/basil")
    answer = connection.getresponse()
    answer.read()
    return answer.status


def body_of(connection: http.client.HTTPConnection) -> bytes:
    try:
        connection.request("PUT", "/basil")
        return connection.getresponse().read()
    except (http.client.HTTPException, ConnectionError):
        return b""


def test_open_link_carries_request_and_answer(shelf: Shelf, connect: Connect) -> None:
    connection = connect()

    statuses = [ask(connection), ask(connection)]

    assert statuses == [201, 201]
    assert shelf.requests == ["/basil", "/basil"]


def test_black_hole_swallows_what_is_sent(
    proxy: Proxy, shelf: Shelf, connect: Connect
) -> None:
    proxy.set_mode(LINK, ProxyMode.BLACKHOLE)

    with pytest.raises(TimeoutError):
        ask(connect(patience=0.3))
    proxy.reset()

    assert shelf.requests == []
    assert proxy.hits()[ProxyMode.BLACKHOLE] == 1


def test_connection_in_a_black_hole_never_returns(
    proxy: Proxy, shelf: Shelf, connect: Connect
) -> None:
    connection = connect(patience=0.3)
    ask(connection)
    proxy.set_mode(LINK, ProxyMode.BLACKHOLE)
    with pytest.raises(TimeoutError):
        ask(connection)
    proxy.set_mode(LINK, ProxyMode.PASS)

    with pytest.raises((TimeoutError, http.client.HTTPException)):
        ask(connection)
    fresh = ask(connect())

    assert fresh == 201
    assert shelf.requests == ["/basil", "/basil"]


def test_reset_refuses_old_and_new_connections(proxy: Proxy, connect: Connect) -> None:
    connection = connect()
    ask(connection)

    proxy.set_mode(LINK, ProxyMode.RESET)

    for line in (connection, connect()):
        with pytest.raises((ConnectionError, http.client.HTTPException)):
            ask(line)


def test_latency_delays_and_loses_nothing(proxy: Proxy, connect: Connect) -> None:
    proxy.set_mode(LINK, ProxyMode.LATENCY)
    begin = time.monotonic()

    status = ask(connect())

    assert status == 201
    assert time.monotonic() - begin >= LATENCY_SECONDS


@pytest.mark.parametrize("earlier", [0, 1], ids=["in the head", "in the body"])
def test_half_a_response_comes_after_a_whole_deed(
    proxy: Proxy, shelf: Shelf, connect: Connect, earlier: int
) -> None:
    proxy.set_mode(LINK, ProxyMode.HALF_RESPONSE)
    for _ in range(earlier):
        body_of(connect())

    body = body_of(connect())

    assert body != BODY
    assert shelf.requests == ["/basil"] * (earlier + 1)


def test_lost_response_leaves_the_deed_done(
    proxy: Proxy, shelf: Shelf, connect: Connect
) -> None:
    proxy.set_mode(LINK, ProxyMode.LOST_RESPONSE)

    with pytest.raises((http.client.HTTPException, ConnectionError)):
        ask(connect())

    assert shelf.requests == ["/basil"]


def test_held_request_arrives_after_its_caller_left(
    proxy: Proxy, shelf: Shelf, connect: Connect
) -> None:
    proxy.set_mode(LINK, ProxyMode.HOLD)
    connection = connect(patience=0.3)
    with pytest.raises(TimeoutError):
        ask(connection)
    connection.close()
    proxy.set_mode(LINK, ProxyMode.PASS)
    later = ask(connect())
    shelf.has_request.clear()
    before = list(shelf.requests)

    delivered = proxy.deliver(LINK)

    assert (later, before, delivered) == (201, ["/basil"], 1)
    assert shelf.has_request.wait(5)
    assert shelf.requests == ["/basil", "/basil"]


def test_canned_response_is_sent_in_place_of_the_service(
    proxy: Proxy, shelf: Shelf, connect: Connect
) -> None:
    kept = connect()
    ask(kept)
    canned = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nHum!"

    proxy.respond_with(LINK, canned)

    with pytest.raises((ConnectionError, http.client.HTTPException)):
        ask(kept)
    assert body_of(connect()) == b"Hum!"
    assert shelf.requests == ["/basil"]
    proxy.set_mode(LINK, ProxyMode.PASS)
    assert body_of(connect()) == BODY


def test_canned_response_waits_for_a_long_request(
    proxy: Proxy, connect: Connect
) -> None:
    proxy.respond_with(LINK, b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nHum!")
    connection = connect()

    connection.request("POST", "/basil", b"x" * 1_000_000)

    assert connection.getresponse().read() == b"Hum!"


def test_slow_response_comes_late_after_a_deed_that_is_done_at_once(
    proxy: Proxy, shelf: Shelf, connect: Connect
) -> None:
    proxy.set_mode(LINK, ProxyMode.SLOW)
    connection = connect(patience=SLOW_SECONDS + 5)
    begin = time.monotonic()

    connection.request("PUT", "/basil")

    assert shelf.has_request.wait(SLOW_SECONDS / 2)
    assert connection.getresponse().read() == BODY
    assert SLOW_SECONDS <= time.monotonic() - begin < 2 * SLOW_SECONDS


def test_storm_leaves_out_what_lasts() -> None:
    assert ProxyMode.SLOW not in STORM_MODES
    assert ProxyMode.CANNED_RESPONSE not in STORM_MODES


def test_link_to_a_dead_application_breaks_off(proxy: Proxy, connect: Connect) -> None:
    proxy.connect(LINK, 9)

    with pytest.raises((ConnectionError, http.client.HTTPException)):
        ask(connect())


def test_applications_get_their_detours_and_shoppers_get_none(
    proxy: Proxy,
) -> None:
    text = detours(proxy.addresses)

    assert f"{LINK}={proxy.addresses[LINK]}" in text.split()
    assert "shoppers" not in text
