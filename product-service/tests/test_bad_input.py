import json

import pytest
from flask.testing import FlaskClient

from .conftest import MakeProduct

TEAPOT = {"name": "Teapot", "price": "12.00"}
WRITES = (
    ("POST", "/api/products"),
    ("POST", "/api/product/create"),
    ("PUT", "/api/product/teapot"),
    ("PATCH", "/api/product/teapot"),
)
FIELDS = [
    ("price", "NaN"),
    ("price", "1e3"),
    ("price", "-1"),
    ("price", "1.999"),
    ("price", "٣"),
    ("price", 10**30),
    ("price", True),
    ("price", []),
    ("price", ""),
    ("name", ""),
    ("name", "   "),
    ("name", "x" * 121),
    ("name", "a\x00b"),
    ("name", "\u202eteapot"),
    ("name", "\ud800"),
    ("name", 7),
    ("slug", "Tea Pot"),
    ("slug", "-teapot"),
    ("slug", "teapot\n"),
    ("slug", "t" * 161),
    ("slug", ""),
    ("quantity", -1),
    ("quantity", 1.5),
    ("quantity", 10**30),
    ("quantity", "many"),
    ("category", "c" * 61),
    ("description", "d" * 5001),
    ("image", "i" * 501),
    ("brand", ["Furrow"]),
    ("is_active", "perhaps"),
    ("picture", "basil"),
    ("picture", {"plant": "basil", "colours": ["red"], "ground": "#f3e3bf"}),
    ("picture", {"plant": "../x", "colours": ["#5f8350"], "ground": "#f3e3bf"}),
    ("picture", {"plant": "basil", "colours": [], "ground": "#f3e3bf"}),
    ("facts", {"botanical_name": "Ocimum"}),
    ("facts", {"sowing_months": [13]}),
]
BODIES = {
    "no JSON": b"{",
    "a list": b"[]",
    "a word": b'"teapot"',
    "a number of 5,000 digits": b'{"price": ' + b"9" * 5000 + b"}",
    "not a number": b'{"price": NaN}',
    "a number of 400 million digits": b'{"price": 1e-400000000}',
    "an exponent without end": b"1e9999999999999999999",
    "nested for ever": b'{"name": ' + b"[" * 30_000 + b"]" * 30_000 + b"}",
    "twice the same": b'{"price": 1, "price": 2}',
    "no UTF-8": b'{"name": "\xff"}',
    "too long": b'{"name": "' + b"x" * 70_000 + b'"}',
}


@pytest.mark.parametrize(("method", "path"), WRITES)
@pytest.mark.parametrize(("field", "value"), FIELDS)
def test_field_out_of_bounds_is_named(
    admin: FlaskClient,
    make_product: MakeProduct,
    method: str,
    path: str,
    field: str,
    value: object,
) -> None:
    make_product("Teapot")

    answer = admin.open(
        path,
        method=method,
        json=TEAPOT | {field: value},
        headers={"If-Match": "*"},
    )

    assert answer.status_code == 422
    assert {name.partition(".")[0] for name in answer.json["errors"]} == {field}


@pytest.mark.parametrize(("method", "path"), WRITES)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_body_that_makes_no_sense_is_refused(
    admin: FlaskClient, method: str, path: str, body: bytes
) -> None:
    answer = admin.open(path, method=method, data=body, content_type="application/json")

    assert 400 <= answer.status_code < 500
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_body_in_another_language_is_refused(
    admin: FlaskClient, method: str, path: str
) -> None:
    answer = admin.open(path, method=method, data="<teapot/>", content_type="text/html")

    assert answer.status_code == 415


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "x" * 101,
        "q=%00",
        "category=%00",
        "sort=cheapest",
        "limit=0",
        "limit=101",
        "limit=many",
        "limit=9" + "9" * 5000,
        "id=0",
        "id=-1",
        "id=2147483648",
        "id=one",
        "&".join(f"id={number}" for number in range(1, 102)),
        "limit=1&limit=2",
        "page=2",
    ],
)
def test_query_out_of_bounds_is_refused(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/api/products?{query}")

    assert answer.status_code == 422
    fields = {name.partition(".")[0] for name in answer.json["errors"]}
    assert fields == {query.partition("=")[0]}


@pytest.mark.parametrize(
    "path",
    [
        "/api/product/",
        "/api/product/%00",
        "/api/product/..%2f..%2fetc",
        "/api/product/" + "x" * 5000,
        "/api/product/caf%C3%A9",
        "/pictures/.svg",
        "/pictures/teapot.png",
        "/pictures/%2e%2e%2fteapot.svg",
        "/api/reservations/",
        "/api/reservations/" + "x" * 65,
    ],
)
def test_address_that_leads_nowhere_is_not_found(
    client: FlaskClient, path: str
) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert answer.json["type"].startswith("urn:problem-type:")


@pytest.mark.parametrize(
    "precondition", ["teapot", '"', "W/", '"1-1', ",,,", '"' + "x" * 5000 + '"', "é"]
)
def test_precondition_that_makes_no_sense_fails(
    admin: FlaskClient, make_product: MakeProduct, precondition: str
) -> None:
    make_product("Teapot")

    answer = admin.patch(
        "/api/product/teapot", json={"price": 1}, headers={"If-Match": precondition}
    )

    assert answer.status_code in {412, 428}


def test_wrong_method_is_answered_with_the_right_ones(client: FlaskClient) -> None:
    answer = client.delete("/api/products")

    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {
        "GET",
        "HEAD",
        "OPTIONS",
        "POST",
    }


def test_reservation_body_that_makes_no_sense_is_refused(orders: FlaskClient) -> None:
    for body in (*BODIES.values(), json.dumps({"lines": {"0": 1}}).encode()):
        answer = orders.put(
            "/api/reservations/order-1", data=body, content_type="application/json"
        )

        assert 400 <= answer.status_code < 500
