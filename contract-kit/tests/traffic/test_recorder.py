"""What the recorder records, what it leaves out, and what it leaves unchanged."""

import gzip
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask, Response, request
from werkzeug.routing import BaseConverter

from contract_kit.traffic.recorder import LONGEST_BODY, record_traffic
from contract_kit.traffic.recordings import read_traffic

ADA = {"X-Consumer": "shop-window", "Authorization": "Bearer eyJhbGciOi.J9-42"}


class Slug(BaseConverter):
    regex = "[a-z-]+"


@pytest.fixture
def tea_house():
    app = Flask("tea-house")
    app.url_map.converters["slug"] = Slug

    @app.post("/teapots/<slug:name>")
    def rename(name):
        return {"name": name, "said": request.get_data(as_text=True)}, 201

    @app.get("/stream")
    def stream():
        return Response((b"tea " for _ in range(3)), mimetype="text/plain")

    @app.get("/picture")
    def picture():
        return Response(b"\x89PNG\xff", mimetype="image/png")

    @app.get("/attic")
    def attic():
        return Response(b"x" * (LONGEST_BODY + 1), mimetype="text/plain")

    @app.get("/health/ready")
    def ready():
        return {}

    @app.get("/menu/today")
    def menu():
        return "<h1>Assam</h1>"

    @app.get("/packed")
    def packed():
        body = gzip.compress(b'{"tea": "assam"}')
        return Response(body, headers={"Content-Encoding": "gzip"})

    return app


@pytest.fixture
def recorded(tea_house, tmp_path, monkeypatch):
    monkeypatch.setenv("CONTRACT_TRAFFIC", str(tmp_path / "traffic"))
    record_traffic(tea_house, "tea-house", for_people=["/menu/"])
    return lambda: read_traffic(tmp_path / "traffic")


@pytest.fixture
def ask(tea_house, recorded):
    """A caller who waits for the whole answer."""
    client = tea_house.test_client()
    return lambda path, method="GET", **request: client.open(
        path, method=method, buffered=True, **request
    )


def test_exchange_is_written_down_whole(ask, recorded):
    address = "/teapots/small-one?tag=gift&tag="

    ask(address, "POST", data="colour=red", headers=ADA)

    [exchange] = recorded().exchanges
    assert (exchange.consumer, exchange.provider) == ("shop-window", "tea-house")
    assert exchange.route == "/teapots/<slug:name>"
    assert exchange.request.path == "/teapots/small-one"
    assert exchange.request.query == {"tag": ["gift", ""]}
    assert exchange.request.body == b"colour=red"
    assert exchange.response.status == 201
    assert json.loads(exchange.response.body)["said"] == "colour=red"


def test_secret_keeps_its_shape_and_none_of_its_letters(ask, recorded):
    ask("/stream", headers={**ADA, "X-Api-Key": "key=s3cret Word"})

    headers = dict(recorded().exchanges[0].request.headers)
    assert headers["Authorization"] == "Bearer aaAaaAaaAa.A0-00"
    assert headers["X-Api-Key"] == "aaa=a0aaaa Aaaa"


@pytest.mark.parametrize(
    ("cookie", "written"),
    [
        (
            "ticket=s3cret.Word; HttpOnly; Path=/tea; SameSite=Strict",
            "ticket=a0aaaa.Aaaa; HttpOnly; Path=/tea; SameSite=Strict",
        ),
        ("ticket=s3cret=", "ticket=a0aaaa="),
        ("s3cret", "a0aaaa"),
    ],
)
def test_cookie_keeps_its_name_and_what_it_is_bound_to(
    tea_house, ask, recorded, cookie, written
):
    tea_house.after_request_funcs.setdefault(None, []).append(
        lambda answer: answer.headers.add("Set-Cookie", cookie) or answer
    )

    ask("/stream")

    assert dict(recorded().exchanges[0].response.headers)["Set-Cookie"] == written


def test_address_beyond_ascii_is_read_as_it_was_meant(ask, recorded):
    ask("/tee/grün?q=weiß")

    request = recorded().exchanges[0].request
    assert (request.path, request.query) == ("/tee/grün", {"q": ["weiß"]})


def test_unknown_address_takes_no_route(ask, recorded):
    ask("/pans")

    [exchange] = recorded().exchanges
    assert (exchange.route, exchange.response.status) == (None, 404)


def test_stream_passes_through_and_is_recorded(ask, recorded):
    answer = ask("/stream")

    assert answer.data == b"tea tea tea "
    assert recorded().exchanges[0].response.body == b"tea tea tea "


def test_answer_nobody_waits_for_is_no_evidence(tea_house, recorded):
    answer = tea_house.test_client().get("/stream")
    next(answer.iter_encoded())

    answer.close()

    assert recorded().exchanges == ()


def test_picture_is_kept_byte_by_byte(ask, recorded):
    ask("/picture")

    assert recorded().exchanges[0].response.body == b"\x89PNG\xff"


def test_packed_answer_is_read_as_its_caller_reads_it(ask, recorded):
    ask("/packed")

    assert recorded().exchanges[0].response.body == b'{"tea": "assam"}'


def test_body_too_long_to_keep_is_named(ask, recorded):
    answer = ask("/attic")
    ask("/teapots/small-one", "POST", data="x" * (LONGEST_BODY + 1))

    assert len(answer.data) == LONGEST_BODY + 1
    first, second = recorded().exchanges
    assert (first.left_out, second.left_out) == (("answer",), ("request", "answer"))


def test_health_is_nobodys_business(ask, recorded):
    ask("/health/ready")

    assert recorded().exchanges == ()


def test_pages_for_people_are_nobodys_business(ask, recorded):
    ask("/menu/today")

    assert recorded().exchanges == ()


def test_silence_leaves_the_routes_behind(recorded):
    routes = recorded().routes["tea-house"]

    assert routes.route_of("POST", "/teapots/red-one") == "/teapots/<slug:name>"
    assert routes.route_of("POST", "/teapots/RED") is None
    assert routes.route_of("GET", "/teapots/red-one") is None


def test_threads_do_not_get_into_one_another(ask, recorded):
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(ask, (f"/stream?n={number}" for number in range(64))))

    numbers = [each.request.query["n"] for each in recorded().exchanges]
    assert sorted(numbers, key=lambda n: int(n[0])) == [[str(n)] for n in range(64)]


def test_nothing_is_recorded_without_being_asked(tea_house, monkeypatch):
    monkeypatch.delenv("CONTRACT_TRAFFIC", raising=False)
    untouched = tea_house.wsgi_app

    record_traffic(tea_house, "tea-house")

    assert tea_house.wsgi_app == untouched
