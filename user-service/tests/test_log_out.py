from collections.abc import Callable

import pytest

from .people import Person, Town

SPELLINGS = [
    "Bearer {}",
    "bearer {}",
    "BEARER {}",
    "Basic {}",
    "basic {}",
    "Bearer  {}",
    "Bearer {}=",
    "Bearer {}==",
    "Bearer {}.",
    "Basic {}==",
    "Token {}",
    "{}",
]


def test_log_out_ends_the_token_at_once(ada: Person) -> None:
    answer = ada.call("POST", "/api/user/logout")

    assert answer.status_code == 200
    assert answer.json == {"message": "You are logged out"}
    assert not ada.is_signed_in


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_ended_token_is_dead_in_every_spelling(ada: Person, spelling: str) -> None:
    ada.call("POST", "/api/user/logout")

    headers = {"Authorization": spelling.format(ada.token)}
    answer = ada.call("GET", "/api/user", headers=headers)

    assert answer.status_code == 401


@pytest.mark.parametrize(
    "spelling", ["Bearer {}==", "Bearer {}=", "Bearer {}.", "Token {}", "{}"]
)
def test_live_token_has_one_form(ada: Person, spelling: str) -> None:
    headers = {"Authorization": spelling.format(ada.token)}
    answer = ada.call("GET", "/api/user", headers=headers)

    assert answer.status_code == 401
    assert ada.is_signed_in


def test_log_out_ends_one_sign_in_only(town: Town, ada: Person) -> None:
    phone = town.sign_in("ada")

    phone.call("POST", "/api/user/logout")

    assert ada.is_signed_in
    assert not phone.is_signed_in


@pytest.mark.parametrize("token", ["", "nonsense", "a.b.c", "é.é.é"])
def test_nobody_logs_out_without_a_sign_in(town: Town, token: str) -> None:
    answer = town.client.post(
        "/api/user/logout", headers={"Authorization": f"Bearer {token}"}
    )

    assert answer.status_code == 401
    assert answer.json["message"] == "You are not logged in"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_logging_out_twice_is_refused(ada: Person) -> None:
    ada.call("POST", "/api/user/logout")

    answer = ada.call("POST", "/api/user/logout")

    assert answer.status_code == 401
    assert answer.json["message"] == "You are not logged in"


def test_sign_in_ends_by_itself_after_half_a_day(
    ada: Person, let_pass: Callable[..., None]
) -> None:
    let_pass(hours=11, minutes=59)
    assert ada.is_signed_in

    let_pass(minutes=2)
    assert not ada.is_signed_in


def test_api_key_in_the_address_is_ignored(ada: Person) -> None:
    answer = ada.client.get("/api/user", query_string={"api_key": ada.token})

    assert answer.status_code == 401
    assert answer.json["message"] == "Not logged in"
