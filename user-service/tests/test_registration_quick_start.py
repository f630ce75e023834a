"""Registering as the quick starts of tutorials do: decision 0017."""

import pytest

from .people import PASSWORD, Town

ADA = {"username": "ada", "email": "ada@furrow.example", "password": PASSWORD}
ADDRESSES = ["/register", "/auth/register"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_account_is_opened(town: Town, address: str) -> None:
    answer = town.client.post(address, json=ADA)

    assert answer.status_code == 201
    assert answer.json == {"message": "User registered successfully"}
    assert town.sign_in("ada").account["email"] == "ada@furrow.example"


@pytest.mark.parametrize(
    "change", [{"username": None}, {"email": ""}, {"password": None}]
)
@pytest.mark.parametrize("address", ADDRESSES)
def test_missing_field_is_named(
    town: Town, address: str, change: dict[str, object]
) -> None:
    answer = town.client.post(address, json=ADA | change)

    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert answer.json["error"] == "Missing required fields"
    assert set(answer.json["errors"]) == set(change)


def test_missing_field_beside_a_wrong_one_is_named_with_it(town: Town) -> None:
    answer = town.client.post("/register", json={"username": "a b", "email": ""})

    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"username", "email", "password"}


@pytest.mark.parametrize("body", [{"json": {}}, {}, {"data": {"username": "ada"}}])
def test_missing_body_misses_all_fields(town: Town, body: dict[str, object]) -> None:
    answer = town.client.post("/register", **body)

    assert answer.status_code == 400
    assert answer.json["error"] == "Missing required fields"


@pytest.mark.parametrize("address", ADDRESSES)
def test_sample_password_is_refused_with_the_reason(town: Town, address: str) -> None:
    answer = town.client.post(address, json=ADA | {"password": "secret"})

    assert answer.status_code == 422
    assert "password: Use at least 8 characters." in answer.json["error"]
    assert answer.json["message"] == answer.json["error"]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"username": "a b"}, 422),
        ({"email": "nobody"}, 422),
        ({"password": 7}, 422),
        ({"sign_in": True}, 422),
        ({"is_admin": True}, 422),
    ],
)
def test_what_cannot_be_is_refused(
    town: Town, change: dict[str, object], status: int
) -> None:
    answer = town.client.post("/register", json=ADA | change)

    assert answer.status_code == status
    assert f"{next(iter(change))}: " in answer.json["error"]


@pytest.mark.parametrize("body", ["[]", "{", '"ada"', "NaN"])
def test_what_is_no_document_is_refused(town: Town, body: str) -> None:
    answer = town.client.post("/register", data=body, content_type="application/json")

    assert answer.status_code in (400, 422)
    assert answer.json["error"] == answer.json["message"]


def test_taken_name_is_refused(town: Town) -> None:
    town.register("ada")

    answer = town.client.post("/register", json=ADA)

    assert answer.status_code == 409
    assert answer.json["error"] == (
        "This username is taken. "
        "An account uses this e-mail address. Sign in, or use another."
    )


def test_quick_start_counts_among_all_registrations(town: Town) -> None:
    most = town.app.extensions["security_settings"].limits.registrations.attempts
    for number in range(most - 1):
        town.register(f"ada-{number}")

    form = {"username": "bob", "email": "bob@furrow.example", "password": PASSWORD}
    last = town.client.post("/register", json=form)
    beyond = town.client.post("/register", json=ADA)

    assert (last.status_code, beyond.status_code) == (201, 429)
    assert beyond.json["error"].startswith("Too many new accounts.")
    assert town.register("eve").status_code == 429
