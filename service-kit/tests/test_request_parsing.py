import pytest
from flask.testing import FlaskClient


def test_json_and_form_mean_the_same(client: FlaskClient) -> None:
    body = {"name": "Assam", "cups": 2, "price": "2.40", "tags": ["dark"]}
    form = {"name": "Assam", "cups": "2", "price": "2.40", "tags.0": "dark"}

    assert client.post("/teas", json=body).json == client.post("/teas", data=form).json


def test_json_numbers_keep_their_decimals(client: FlaskClient) -> None:
    answer = client.post(
        "/teas", data=b'{"name":"Assam","price":10.99}', content_type="application/json"
    )

    assert answer.json["result"]["price"] == "10.99"


def test_json_is_strict_and_forms_are_lax(client: FlaskClient) -> None:
    strict = client.post("/teas", json={"name": "Assam", "cups": "2"})
    lax = client.post("/teas", data={"name": "Assam", "cups": "2"})

    assert strict.json["errors"] == {"cups": ["Write this as a whole number."]}
    assert lax.json["result"]["cups"] == 2


def test_empty_form_field_is_no_field(client: FlaskClient) -> None:
    answer = client.post("/teas", data={"name": "", "cups": ""})

    assert answer.json["errors"] == {"name": ["This is needed."]}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[" * 60_000, 400),
        (b'{"a":' * 10_000, 400),
        (b'{"name":"a","cups":NaN}', 400),
        (b'{"name":"a","name":"b"}', 400),
        (b'{"name":"a","cups":' + b"9" * 5000 + b"}", 400),
        (b"\xff\xfe", 400),
        (b'{"name":"a","cups":1e400}', 422),
        (b'{"name":"a\\u0000b"}', 422),
        (b'{"name":"\\u202Eevil"}', 422),
        (b'{"name":"\\ud800"}', 422),
        (b'{"name":"a","cups":true}', 422),
        (b'{"name":"a","is_admin":true}', 422),
        (b"[]", 422),
        (b"x" * 70_000, 413),
    ],
    ids=range(14),
)
def test_odd_json_is_refused(client: FlaskClient, body: bytes, status: int) -> None:
    answer = client.post("/teas", data=body, content_type="application/json")

    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize(
    "form",
    [
        {"name": ["Assam", "Darjeeling"]},
        {"name": "Assam", "name.first": "A"},
        {"name.first": "A", "name": "Assam"},
        {"tags.0": "a", "tags.0.x": "b", "name": "Assam"},
        {"name": "Assam", "cups": "9" * 5000},
    ],
)
def test_odd_forms_are_refused(client: FlaskClient, form: dict[str, object]) -> None:
    assert client.post("/teas", data=form).status_code == 422


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_both_kinds_of_form_are_read(client: FlaskClient, kind: str) -> None:
    form = {"name": "Assam", "cups": "2", "tags.0": "malty"}

    answer = client.post("/teas", data=form, content_type=kind)

    assert answer.status_code == 201
    assert answer.json["result"]["tags"] == ["malty"]


def test_files_are_not_taken(client: FlaskClient) -> None:
    from io import BytesIO

    answer = client.post("/teas", data={"name": (BytesIO(b"x"), "x.txt")})

    assert answer.json["errors"] == {"name": ["Send no files here."]}


def test_other_bodies_are_named_as_such(client: FlaskClient) -> None:
    answer = client.post("/teas", data=b"Assam", content_type="text/plain")

    assert answer.status_code == 415


def test_only_lists_may_repeat_in_a_query(client: FlaskClient) -> None:
    good = client.get("/teas?id=1&id=2&q=dark")
    bad = client.get("/teas?q=dark&q=light&colour=green")

    assert good.json["result"] == {"id": [1, 2], "q": "dark"}
    assert bad.json["errors"] == {"q": ["Give this once."]}
