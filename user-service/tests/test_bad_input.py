from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from user_service.models import Profile, SignIn, User

from .people import Person

RAW = [
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"4711",
    b"NaN",
    b"\xff\xfe",
    b'{"password": NaN}',
    b'{"password": -Infinity}',
    b'{"password": "a teapot", "password": "a kettle"}',
    b'{"\\ud800": "\\udfff"}',
    b'{"email": ' + b"9" * 5000 + b"}",
    b"1e9999999999999999999",
    b'{"password": 1e-400000000}',
    b'{"preferences": {"a": 1e-99999999999999}}',
    b"[" * 60_000,
    b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    b'{"preferences":' + b'{"a":' * 900 + b"1" + b"}" * 901,
    b"x" * 70_000,
]
NASTY = [
    "\x00",
    "ada\u202egrace",
    "\x1b[31m",
    "x" * 20_000,
    10**400,
    -(2**63),
    0.5,
    [[]],
    {"\x00": 1},
]
Operation = tuple[str, str, dict[str, Any]]


JSON, FORM = "application/json", "application/x-www-form-urlencoded"


def body_operations(client: FlaskClient, media: str = JSON) -> list[Operation]:
    """Read from the service's own document which operations take which fields."""
    document = client.get("/openapi.json").json
    return [
        (method.upper(), path.format(user_id=1), fields_of(operation, document))
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if media in operation.get("requestBody", {}).get("content", ())
    ]


def fields_of(operation: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    content = operation["requestBody"]["content"]
    model = content[JSON]["schema"]["$ref"].split("/")[-1]
    return document["components"]["schemas"][model]["properties"]


def test_operations_with_a_body_are_found(ada: Person) -> None:
    assert {operation[:2] for operation in body_operations(ada.client)} == {
        ("POST", "/api/user/create"),
        ("POST", "/api/user/login"),
        ("PATCH", "/api/user"),
        ("DELETE", "/api/user"),
        ("PUT", "/api/user/password"),
        ("PUT", "/api/user/profile"),
        ("PATCH", "/api/users/1"),
        ("POST", "/api/service-token"),
        ("POST", "/register"),
        ("POST", "/auth"),
        ("POST", "/auth/register"),
        ("POST", "/auth/login"),
        ("PUT", "/users/profile"),
    }


@pytest.mark.parametrize("body", RAW, ids=lambda body: repr(body[:20]))
@pytest.mark.parametrize("kind", ["application/json", "text/plain"])
def test_broken_bodies_get_a_clear_no(keeper: Person, body: bytes, kind: str) -> None:
    for method, path, _ in body_operations(keeper.client):
        answer = keeper.call(method, path, data=body, content_type=kind)

        assert 400 <= answer.status_code < 500
        assert answer.content_type == "application/problem+json"
        assert answer.json["detail"]
    assert keeper.is_signed_in


@pytest.mark.parametrize("value", NASTY, ids=lambda value: repr(value)[:20])
def test_every_field_is_bounded(keeper: Person, value: object) -> None:
    for method, path, fields in body_operations(keeper.client):
        for field in fields:
            answer = keeper.call(method, path, json={field: value})

            assert answer.status_code == 422
            named = {name.partition(".")[0] for name in answer.json["errors"]}
            assert field in named


@pytest.mark.parametrize("value", ["\x00", "ada\u202egrace", "x" * 20_000])
def test_forms_are_bounded_alike(keeper: Person, value: str) -> None:
    for method, path, fields in body_operations(keeper.client, FORM):
        for field in fields:
            answer = keeper.call(method, path, data={field: value})

            assert answer.status_code == 422
            assert field in answer.json["errors"]


@pytest.mark.parametrize(("kind", "media"), [("json", JSON), ("data", FORM)])
def test_no_column_can_be_written_by_its_name(
    keeper: Person, kind: str, media: str
) -> None:
    columns = {
        column.name
        for model in (User, Profile, SignIn)
        for column in model.__table__.columns
    }
    for method, path, fields in body_operations(keeper.client, media):
        for column in columns - set(fields):
            answer = keeper.call(method, path, **{kind: {column: "1"}})

            assert answer.status_code == 422
            assert answer.json["errors"][column] == ["This field is not known here."]


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": 101},
        {"limit": 10**30},
        {"limit": "ten"},
        {"limit": ["1", "2"]},
        {"cursor": "x"},
        {"cursor": 2**31},
        {"cursor": -1},
        {"q": "\x00"},
        {"q": "x" * 101},
        {"sort": "password_hash"},
    ],
    ids=str,
)
def test_bad_queries_name_the_parameter(keeper: Person, query: dict[str, Any]) -> None:
    answer = keeper.call("GET", "/api/users", query_string=query)

    assert answer.status_code == 422
    assert set(answer.json["errors"]) == set(query)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PATCH", f"/api/users/{2**63}"),
        ("PATCH", "/api/users/0"),
        ("PATCH", "/api/users/-1"),
        ("PATCH", "/api/users/one"),
        ("DELETE", "/api/user/sessions/%00"),
        ("DELETE", f"/api/user/sessions/{'x' * 65}"),
        ("DELETE", "/api/user/sessions/' OR 1=1 --"),
        ("GET", "/api/nothing"),
        ("PUT", "/api/user/create"),
    ],
)
def test_odd_addresses_are_not_found(keeper: Person, method: str, path: str) -> None:
    answer = keeper.call(method, path, json={})

    assert answer.status_code in (404, 405)
    assert answer.content_type == "application/problem+json"


def test_files_are_not_taken(app: Flask) -> None:
    answer = app.test_client().post(
        "/api/user/create", data={"username": (b"seeds", "seeds.txt")}
    )

    assert answer.status_code == 422
