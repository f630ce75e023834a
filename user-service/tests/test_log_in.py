from typing import Any

import jwt
import pytest
from flask import Flask

from user_service.database import db
from user_service.models import User

from .fakes import WatchedPasswords
from .people import PASSWORD, Person, Town


def test_log_in_answers_in_the_words_of_the_course(town: Town) -> None:
    user_id = town.register("ada").json["result"]["id"]

    answer = town.log_in("ada")

    assert answer.status_code == 200
    assert answer.json["message"] == "Logged in"
    assert answer.json["user_id"] == user_id
    assert answer.json["api_key"] == answer.json["token"]
    assert answer.json["expires_at"].endswith("+00:00")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "names",
    [
        {"username": "ada"},
        {"username": " ADA"},
        {"email": "ada@furrow.example"},
        {"email": "Ada@FURROW.example"},
        {"username": "ada@furrow.example"},
    ],
)
@pytest.mark.parametrize("kind", ["json", "data"])
def test_username_and_email_both_open(
    town: Town, names: dict[str, str], kind: str
) -> None:
    town.register("ada")

    answer = town.client.post(
        "/api/user/login", **{kind: names | {"password": PASSWORD}}
    )

    assert answer.status_code == 200


def test_token_says_what_services_check(town: Town) -> None:
    town.register("ada")
    token = town.log_in("ada").json["token"]

    claims = jwt.decode(token, options={"verify_signature": False})

    assert set(claims) == {"iss", "aud", "sub", "sid", "jti", "iat", "exp", "admin"}
    assert (claims["iss"], claims["aud"], claims["sub"]) == (
        "user-service",
        "furrow",
        "1",
    )
    assert claims["exp"] - claims["iat"] == 12 * 60 * 60
    assert claims["admin"] is False


def test_every_log_in_is_a_sign_in_of_its_own(town: Town) -> None:
    town.register("ada")

    first, second = town.sign_in("ada"), town.sign_in("ada")

    assert first.token != second.token
    assert first.is_signed_in
    assert second.is_signed_in


def refusals(town: Town, app: Flask) -> list[Any]:
    """Log in with a wrong password, a wrong name, and to an inactive account."""
    with app.app_context():
        db.session.get_one(User, 2).is_active = False
        db.session.commit()
    return [
        town.log_in(name, password, headers={"X-Request-ID": "the-same-one"})
        for name, password in [
            ("ada", "a kettle in the garden"),
            ("nobody", PASSWORD),
            ("nobody@furrow.example", PASSWORD),
            ("bob", PASSWORD),
        ]
    ]


def test_refusals_look_alike(town: Town, app: Flask) -> None:
    town.register("ada")
    town.register("bob")

    answers = refusals(town, app)

    assert {answer.status_code for answer in answers} == {401}
    assert answers[0].json["message"] == "Not logged in"
    assert len({answer.data for answer in answers}) == 1
    assert len({str(answer.headers) for answer in answers}) == 1


def test_refusals_take_one_check_each(
    town: Town, app: Flask, passwords: WatchedPasswords
) -> None:
    town.register("ada")
    town.register("bob")

    answers = refusals(town, app)

    assert passwords.checks == len(answers)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"password": PASSWORD}, {"username"}),
        ({"username": "ada"}, {"password"}),
        ({"username": "ada", "email": "a@b.example", "password": PASSWORD}, {"email"}),
        ({"username": "ada", "password": PASSWORD, "is_admin": True}, {"is_admin"}),
    ],
)
def test_incomplete_log_in_names_the_field(
    town: Town, body: dict[str, object], fields: set[str]
) -> None:
    answer = town.client.post("/api/user/login", json=body)

    assert answer.status_code == 422
    assert set(answer.json["errors"]) == fields


def test_password_changed_meanwhile_opens_nothing(
    town: Town, ada: Person, passwords: WatchedPasswords
) -> None:
    change = {"current_password": PASSWORD, "new_password": "a kettle in the garden"}
    passwords.meanwhile = lambda: ada.call("PUT", "/api/user/password", json=change)

    answer = town.log_in("ada", PASSWORD)

    assert answer.status_code == 401


def test_account_deactivated_meanwhile_opens_nothing(
    town: Town, ada: Person, keeper: Person, passwords: WatchedPasswords
) -> None:
    address = f"/api/users/{ada.account['id']}"
    passwords.meanwhile = lambda: keeper.call(
        "PATCH", address, json={"is_active": False}
    )

    answer = town.log_in("ada", PASSWORD)

    assert answer.status_code == 401


def test_database_is_free_while_passwords_are_checked(
    town: Town, passwords: WatchedPasswords
) -> None:
    town.register("ada")
    busy: list[bool] = []
    passwords.meanwhile = lambda: busy.append(db.session().in_transaction())

    town.log_in("ada")

    assert busy == [False]
