"""Logging in as the catalogue tutorial does: decision 0017."""

from collections.abc import Iterator
from dataclasses import replace
from http.cookies import Morsel, SimpleCookie

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from user_service import create_app
from user_service.config import Settings
from user_service.database import db
from user_service.security_settings import read_security_settings

from .fakes import WatchedPasswords
from .people import PASSWORD, Person, Town

ADA = {"username": "ada", "password": PASSWORD}


def cookie(answer: TestResponse) -> Morsel[str]:
    [written] = answer.headers.getlist("Set-Cookie")
    return SimpleCookie(written)["token"]


def authenticate(town: Town, **changes: object) -> TestResponse:
    return town.client.post("/auth", json=ADA | changes)


@pytest.mark.parametrize("name", ["ada", "ADA", "ada@furrow.example"])
def test_log_in_brings_a_cookie(town: Town, ada: Person, name: str) -> None:
    answer = authenticate(town, username=name)

    assert answer.status_code == 200
    assert answer.json == {"message": "Authentication successful"}
    given = cookie(answer)
    assert (given["path"], given["samesite"]) == ("/products", "Strict")
    assert given["httponly"]
    assert not given["secure"]
    assert not given["domain"]
    assert int(given["max-age"]) == 12 * 60 * 60


def test_cookie_holds_a_token_like_any_other(town: Town, ada: Person) -> None:
    token = cookie(authenticate(town)).value

    guest = Person(town.client, "ada", token)

    assert guest.account["username"] == "ada"
    assert guest.call("POST", "/api/user/logout").status_code == 200
    assert not guest.is_signed_in


def test_cookie_opens_nothing_here(town: Town, ada: Person) -> None:
    client = town.client
    client.set_cookie("token", cookie(authenticate(town)).value, path="/")

    assert client.get("/api/user").status_code == 401
    assert client.post("/api/user/logout").status_code == 401


@pytest.fixture
def encrypted_town(settings: Settings) -> Iterator[Town]:
    encrypted = settings.model_copy(update={"public_url": "https://furrow.example"})
    app: Flask = create_app(
        encrypted,
        replace(read_security_settings(encrypted), passwords=WatchedPasswords()),
    )
    with app.app_context():
        db.create_all()
    yield Town(app)
    with app.app_context():
        db.engine.dispose()


def test_cookie_of_a_shop_on_https_travels_encrypted_alone(
    encrypted_town: Town,
) -> None:
    encrypted_town.register("ada")

    assert cookie(authenticate(encrypted_town))["secure"]


@pytest.mark.parametrize(
    "change", [{"password": "a guess"}, {"username": "nobody"}, {"username": "a b"}]
)
def test_wrong_words_open_nothing(
    town: Town, ada: Person, change: dict[str, str]
) -> None:
    answer = authenticate(town, **change)

    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert answer.json["error"] == "Invalid username or password"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers.getlist("Set-Cookie") == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"data": ADA},
        {"data": "{}", "content_type": "text/plain"},
        {"data": ADA, "content_type": "multipart/form-data"},
        {"data": "<ada/>", "content_type": "application/xml"},
    ],
)
def test_nothing_but_json_will_do(
    town: Town, ada: Person, body: dict[str, object]
) -> None:
    answer = town.client.post("/auth", **body)

    assert answer.status_code == 415
    assert answer.json["error"] == "Unsupported Media Type"


@pytest.mark.parametrize(
    ("body", "status"),
    [("{", 400), ("[]", 422), ("{}", 422), ('{"username": 1, "password": "x"}', 422)],
)
def test_what_is_no_log_in_is_refused(town: Town, body: str, status: int) -> None:
    answer = town.client.post("/auth", data=body, content_type="application/json")

    assert answer.status_code == status
    assert answer.json["error"] == answer.json["message"]


def test_guesses_count_among_all_log_ins(town: Town, ada: Person) -> None:
    for _ in range(5):
        authenticate(town, password="a guess")
        town.log_in("ada", "a guess")

    answer = authenticate(town)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.json["error"].endswith("minutes.")
