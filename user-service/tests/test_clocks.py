"""Some clock is off, that of user-service or of whoever asks: no sign-in is lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest
from flask import Flask

from service_kit.clock import now

from .people import Person, Town


def signed(app: Flask, person: Person, begin: timedelta, end: timedelta) -> str:
    """Sign the token of somebody's sign-in as at another time."""
    claims = jwt.decode(person.token, options={"verify_signature": False})
    key = app.extensions["security_settings"].signing_key
    return str(key.sign(claims["sub"], claims["sid"], now() + begin, now() + end))


def ask(person: Person, token: str) -> Any:
    headers = {"Authorization": f"Bearer {token}"}
    return person.client.get("/api/user", headers=headers)


@pytest.mark.parametrize("ahead", [{"seconds": 1}, {"seconds": 90}, {"hours": 2}])
def test_clock_that_was_set_back_ends_no_sign_in(
    app: Flask, ada: Person, ahead: dict[str, int]
) -> None:
    began = timedelta(**ahead)

    answer = ask(ada, signed(app, ada, began, began + timedelta(hours=12)))

    assert answer.status_code == 200


def test_sign_in_that_ran_out_differs_from_one_that_was_ended(
    app: Flask, ada: Person
) -> None:
    late = ask(ada, signed(app, ada, timedelta(hours=-14), timedelta(hours=-2)))
    ada.call("POST", "/api/user/logout")
    ended = ask(ada, ada.token)

    assert (late.status_code, late.json["expired"]) == (401, True)
    assert (ended.status_code, ended.json.get("expired")) == (401, None)


def test_clock_that_ran_ahead_has_forgotten_no_sign_in(
    town: Town, ada: Person, let_pass: Callable[..., None]
) -> None:
    let_pass(hours=13, minutes=30)
    town.join("bob")

    let_pass(hours=-2)

    assert ada.is_signed_in


def test_attempts_dated_ahead_lock_nobody_out_for_hours(
    town: Town, ada: Person, let_pass: Callable[..., None]
) -> None:
    for _ in range(10):
        town.log_in("ada", "not the password")
    let_pass(hours=-2)

    assert town.log_in("ada").status_code == 200
