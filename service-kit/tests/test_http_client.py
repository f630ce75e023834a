import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from werkzeug import Response

from service_kit.http_client import (
    Connection,
    NotFound,
    Rejected,
    ServiceUnavailable,
)

from .conftest import Provider


@pytest.fixture
def call(provider: Provider, app: Flask) -> Iterator[Connection]:
    with app.test_request_context(headers={"X-Request-ID": "click-4711"}):
        yield Connection("tea-service", "milk", provider.url, read=0.3)


def problem(status: int, name: str = "out-of-milk") -> Response:
    body = f'{{"type":"urn:problem-type:{name}","detail":"No milk.","errors":{{}}}}'
    return Response(body, status, content_type="application/problem+json")


def test_reply_holds_document_and_etag(call: Connection, provider: Provider) -> None:
    provider.answers = [Response('{"result":1}', headers={"ETag": '"1"'})]

    reply = call.get("/milk", params={"id": [1, 2]}, token="abc")

    assert (reply.status, reply.document, reply.etag) == (200, {"result": 1}, '"1"')
    assert provider.asked[0].query_string == b"id=1&id=2"


def test_every_call_says_who_asks_and_why(call: Connection, provider: Provider) -> None:
    call.send("POST", "/milk", {"litres": 1}, token="abc")

    headers = provider.asked[0].headers
    assert headers["X-Consumer"] == "tea-service"
    assert headers["X-Request-ID"] == "click-4711"
    assert headers["Authorization"] == "Bearer abc"


def test_form_is_sent_where_one_is_wanted(call: Connection, provider: Provider) -> None:
    call.send("POST", "/milk", form={"metadata[cat]": "Tom & Ada"})

    request = provider.asked[0]
    assert request.mimetype == "application/x-www-form-urlencoded"
    assert request.form.to_dict() == {"metadata[cat]": "Tom & Ada"}


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (404, NotFound),
        (409, Rejected),
        (422, Rejected),
        (429, Rejected),
        (500, ServiceUnavailable),
        (503, ServiceUnavailable),
    ],
)
def test_failures_become_three_words(
    call: Connection, provider: Provider, status: int, word: type[Exception]
) -> None:
    provider.answers = [problem(status)]

    with pytest.raises(word) as failure:
        call.send("POST", "/milk")

    assert type(failure.value) is word


def test_refusal_carries_its_reason(call: Connection, provider: Provider) -> None:
    provider.answers = [problem(409)]

    with pytest.raises(Rejected) as refusal:
        call.send("POST", "/milk")

    assert (refusal.value.reason, refusal.value.detail) == ("out-of-milk", "No milk.")


def test_reading_is_repeated_on_a_passing_failure(
    call: Connection, provider: Provider
) -> None:
    provider.answers = [Response("", 503), Response("", 502), Response('{"result":1}')]

    assert call.get("/milk").document == {"result": 1}
    assert len(provider.asked) == 3


def test_writing_is_never_repeated(call: Connection, provider: Provider) -> None:
    provider.answers = [Response("", 503), Response("{}")]

    with pytest.raises(ServiceUnavailable):
        call.send("POST", "/milk")

    assert len(provider.asked) == 1


def test_slow_answer_is_not_waited_for(call: Connection, provider: Provider) -> None:
    provider.hangs = True

    with pytest.raises(ServiceUnavailable):
        call.send("POST", "/milk")


@pytest.mark.parametrize("status", [502, 503, 504])
def test_service_behind_a_gateway_that_cannot_reach_it_is_left_alone(
    call: Connection, provider: Provider, status: int
) -> None:
    provider.answers = [Response("<h1>Away</h1>", status) for _ in range(3)]
    fail_three_times(call)

    with pytest.raises(ServiceUnavailable, match="left alone"):
        call.get("/milk")

    assert len(provider.asked) == 3


def test_silent_service_is_left_alone(call: Connection, provider: Provider) -> None:
    provider.hangs = True
    for _ in range(3):
        with pytest.raises(ServiceUnavailable, match="Timeout|ConnectionError"):
            call.get("/milk")

    with pytest.raises(ServiceUnavailable, match="left alone"):
        call.get("/milk")


def test_service_that_is_not_there_is_left_alone(app: Flask) -> None:
    nobody = Connection("tea-service", "milk", "http://127.0.0.1:9")

    with app.app_context():
        fail_three_times(nobody)
        with pytest.raises(ServiceUnavailable, match="left alone"):
            nobody.get("/milk")


@pytest.mark.parametrize("status", [500, 501, 502, 503, 504, 599])
def test_no_problem_that_a_service_returns_opens_the_circuit_breaker(
    call: Connection, provider: Provider, status: int
) -> None:
    provider.answers = [problem(status, "internal-error") for _ in range(5)]
    fail(call, times=5)

    assert call.get("/milk").status == 200


@pytest.mark.parametrize(
    "answer",
    [
        ("<h1>Oh dear</h1>", 500, "text/html"),
        ("", 501, "text/html"),
        ("slow down", 429, "text/html"),
        ("{", 200, "application/json"),
        ("[1]", 200, "application/json"),
        ("<h1>Welcome</h1>", 200, "text/html"),
        ("{}" + " " * (8 * 1024 * 1024), 200, "application/json"),
    ],
    ids=range(7),
)
def test_no_answer_to_one_caller_closes_a_service_for_others(
    call: Connection, provider: Provider, answer: tuple[str, int, str]
) -> None:
    body, status, kind = answer
    provider.answers = [Response(body, status, content_type=kind) for _ in range(5)]
    fail(call, times=5)

    assert call.get("/milk").status == 200


def test_line_that_breaks_on_one_caller_closes_nothing(app: Flask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, app.test_request_context():
        call = Connection(
            "tea-service", "milk", f"http://127.0.0.1:{port_of(listener)}"
        )
        for _ in range(5):
            with answering(listener, b""), pytest.raises(ServiceUnavailable) as failure:
                call.send("PUT", "/milk", {"litres": 1})

            assert "left alone" not in str(failure.value)


def test_refusals_do_not_open_the_breaker(call: Connection, provider: Provider) -> None:
    provider.answers = [problem(409) for _ in range(5)]

    for _ in range(5):
        with pytest.raises(Rejected):
            call.send("POST", "/milk")

    assert call.get("/milk").status == 200


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/json", "text/html; charset=utf-8"),
        ("image/svg+xml", "text/html; charset=utf-8"),
        ("image/svg+xml", "application/json"),
    ],
)
def test_answer_of_another_kind_is_no_answer(
    call: Connection, provider: Provider, accept: str, kind: str
) -> None:
    provider.answers = [Response("{}", content_type=kind)]

    with pytest.raises(ServiceUnavailable, match="otherwise than asked"):
        call.get("/milk", accept=accept)


def test_page_in_place_of_an_answer_confirms_no_deed(
    call: Connection, provider: Provider
) -> None:
    provider.answers = [Response("<h1>Welcome</h1>", mimetype="text/html")]

    with pytest.raises(ServiceUnavailable):
        call.send("POST", "/milk")


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        '{"result": []}',
        '{"result": {"litres": "many"}}',
    ],
)
def test_document_that_makes_no_sense_is_no_answer(
    call: Connection, provider: Provider, body: str
) -> None:
    provider.answers = [Response(body)]
    reply = call.get("/milk")

    with pytest.raises(ServiceUnavailable, match="unexpected answer"):
        call.parsed(reply, lambda document: int(document["result"]["litres"]))


def test_impatient_reader_waits_no_longer_than_it_says(
    app: Flask, provider: Provider
) -> None:
    provider.hangs = True
    patient = Connection("tea-service", "milk", provider.url, read=4)

    with app.test_request_context(), pytest.raises(ServiceUnavailable):
        patient.get("/milk", read=0.1)

    assert not provider.pause.is_set()


@pytest.mark.parametrize(
    "body",
    ["{", "[1]", "1", "[" * 100_000, '{"litres": Infinity}', '{"litres": 1e400}'],
)
def test_unreadable_answers_are_no_answers(
    call: Connection, provider: Provider, body: str
) -> None:
    provider.answers = [Response(body)]

    with pytest.raises(ServiceUnavailable):
        call.get("/milk")


def test_answer_that_ends_among_its_headers_is_no_answer(app: Flask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, app.test_request_context():
        call = Connection(
            "tea-service", "milk", f"http://127.0.0.1:{port_of(listener)}"
        )
        half = b"HTTP/1.1 201 CREATED\r\nServer: milk"

        with (
            answering(listener, half),
            pytest.raises(ServiceUnavailable, match="half an answer"),
        ):
            call.send("PUT", "/milk", {"litres": 1})


def fail_three_times(call: Connection) -> None:
    fail(call, times=3)


def fail(call: Connection, *, times: int) -> None:
    for _ in range(times):
        with pytest.raises((ServiceUnavailable, Rejected)):
            call.send("POST", "/milk")


@contextmanager
def answering(listener: socket.socket, words: bytes) -> Iterator[None]:
    """Answer one call with these words, and hang up."""
    listener.settimeout(2)
    provider = threading.Thread(target=hang_up_after, args=(listener, words))
    provider.start()
    yield
    provider.join()


def hang_up_after(listener: socket.socket, words: bytes) -> None:
    caller, _ = listener.accept()
    with caller:
        asked = b""
        # Hanging up with bytes unread resets the line: no answer, not half of one.
        while not asked.endswith(b"}"):
            asked += caller.recv(65536)
        caller.sendall(words)


def port_of(listener: socket.socket) -> int:
    return int(listener.getsockname()[1])


def test_redirects_are_not_followed(call: Connection, provider: Provider) -> None:
    provider.answers = [Response("{}", 302, {"Location": "http://elsewhere.invalid"})]

    assert call.get("/milk").status == 302
    assert len(provider.asked) == 1


def test_nobody_listening_is_unavailable(app: Flask) -> None:
    nobody = Connection("tea-service", "milk", "http://127.0.0.1:9")

    with app.app_context(), pytest.raises(ServiceUnavailable):
        nobody.get("/milk")
