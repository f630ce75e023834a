"""A busy machine takes its time, and every call is counted all the same."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests

from contract_kit.consumer import counting_proxy
from contract_kit.consumer.counting_proxy import count_calls


class TeaHouse(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(204)
        self.end_headers()

    def log_message(self, *words):
        pass


@pytest.fixture
def tea_house():
    """A provider with an address, where nobody listens yet."""
    house = HTTPServer(("127.0.0.1", 0), TeaHouse, bind_and_activate=False)
    house.server_bind()
    yield house
    house.server_close()


@contextmanager
def served(tea_house):
    serving = threading.Thread(target=tea_house.serve_forever, args=(0.01,))
    serving.start()
    try:
        yield
    finally:
        tea_house.shutdown()
        serving.join()


def test_front_opens_when_its_provider_listens(tea_house):
    opening = threading.Timer(0.1, tea_house.server_activate)
    opening.start()

    with (
        count_calls(f"http://127.0.0.1:{tea_house.server_port}") as opened,
        served(tea_house),
    ):
        answer = requests.get(f"{opened.url}/teas", timeout=5)

    assert answer.status_code == 204
    assert opened.calls == ["GET /teas"]


def test_front_of_a_provider_that_never_listens_is_refused(tea_house, monkeypatch):
    monkeypatch.setattr(counting_proxy, "_SECONDS", 0.1)

    with (
        pytest.raises(ConnectionRefusedError),
        count_calls(f"http://127.0.0.1:{tea_house.server_port}"),
    ):
        pass


def test_client_learns_that_its_connection_ends_with_the_answer(tea_house):
    """Else it could repeat its call there, and nobody would count it."""
    tea_house.server_activate()

    with (
        count_calls(f"http://127.0.0.1:{tea_house.server_port}") as opened,
        served(tea_house),
    ):
        last = {"Connection": "close"}
        answer = requests.get(f"{opened.url}/teas", headers=last, timeout=5)

    assert answer.headers["Connection"] == "close"
