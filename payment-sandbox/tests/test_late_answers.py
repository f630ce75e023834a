"""A real server: what never answers cannot be tested within the process."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from payment_sandbox import slow_responses

from .conftest import SECRET

# Less than the sandbox is late, and less than it lets a lost answer wait. Who waits for
# an answer that does come waits long: the machine may be busy.
IMPATIENCE, PATIENCE = 0.6, 4.0


class QuietHandler(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        pass


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    server = make_server(
        "127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def authorise(
    port: int, method: str, payment_id: str = "order-1", patience: float = PATIENCE
) -> str:
    """Return the state of the payment, or how the answer got lost."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    body = json.dumps({"amount": "12.40", "currency": "EUR", "method": method})
    headers = {
        "Authorization": f"Bearer {SECRET}",
        "Content-Type": "application/json",
    }
    try:
        connection.request("PUT", f"/api/payments/{payment_id}", body, headers)
        return json.load(connection.getresponse())["result"]["state"]
    except TimeoutError:
        return "no answer in time"
    except (ConnectionError, http.client.HTTPException):
        return "cut off"
    finally:
        connection.close()


@pytest.mark.parametrize("method", ["tok_slow", "tok_lost"])
def test_caller_loses_patience_and_finds_it_done(port: int, method: str) -> None:
    first = authorise(port, method, patience=IMPATIENCE)

    again = authorise(port, method)

    assert first == "no answer in time"
    assert again == "authorised"


def test_patient_caller_gets_a_slow_answer(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_responses, "LATE_SECONDS", 0.3)
    started = time.monotonic()

    state = authorise(port, "tok_slow")

    assert state == "authorised"
    assert time.monotonic() - started > 0.3


def test_patient_caller_never_gets_a_lost_answer(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_responses, "LONGEST_SECONDS", 0.3)

    assert authorise(port, "tok_lost") == "cut off"


def test_threads_are_kept_for_payments_that_behave(port: int) -> None:
    with ThreadPoolExecutor(12) as crowd:
        lost = [
            crowd.submit(authorise, port, "tok_lost", f"order-{number}")
            for number in range(12)
        ]
        outcomes = [attempt.result() for attempt in lost]

    assert outcomes.count("no answer in time") == 3
    assert outcomes.count("cut off") == 9


def test_seats_are_free_again_after_the_callers_left(port: int) -> None:
    for number in range(4):
        outcome = authorise(port, "tok_lost", f"order-{number}", IMPATIENCE)
        assert outcome == "no answer in time"
