from typing import Any

import pytest
from werkzeug.test import TestResponse

from user_service.database import db

from .fakes import WatchedPasswords
from .people import PASSWORD, Person, Town

KETTLE = "a kettle in the garden"


def change(person: Person, **changes: Any) -> TestResponse:
    body = {"current_password": PASSWORD, "new_password": KETTLE} | changes
    return person.call("PUT", "/api/user/password", json=body)


def test_new_password_opens_and_old_one_does_not(town: Town, ada: Person) -> None:
    answer = change(ada)

    assert answer.status_code == 200
    assert answer.json["message"] == "Password changed"
    assert town.log_in("ada", KETTLE).status_code == 200
    assert town.log_in("ada", PASSWORD).status_code == 401


def test_form_changes_it_too(town: Town, ada: Person) -> None:
    form = {"current_password": PASSWORD, "new_password": KETTLE}

    answer = ada.call("PUT", "/api/user/password", data=form)

    assert answer.status_code == 200
    assert town.log_in("ada", KETTLE).status_code == 200


def test_every_other_sign_in_ends(town: Town, ada: Person, bob: Person) -> None:
    thief = town.sign_in("ada")

    change(ada)

    assert ada.is_signed_in
    assert not thief.is_signed_in
    assert bob.is_signed_in


def test_current_password_must_be_right(town: Town, ada: Person) -> None:
    phone = town.sign_in("ada")

    answer = change(ada, current_password=KETTLE)

    assert answer.status_code == 422
    assert answer.json["errors"] == {"current_password": ["This is not your password."]}
    assert phone.is_signed_in
    assert town.log_in("ada", PASSWORD).status_code == 200


@pytest.mark.parametrize("password", ["kettles", "k" * 129, "password123"])
def test_new_password_must_be_good(town: Town, ada: Person, password: str) -> None:
    answer = change(ada, new_password=password)

    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"new_password"}
    assert town.log_in("ada", PASSWORD).status_code == 200


def test_first_of_two_changes_stands(
    town: Town, ada: Person, passwords: WatchedPasswords
) -> None:
    passwords.meanwhile = lambda: change(ada, new_password="first in the garden")

    answer = change(ada, new_password="second in the garden")

    assert answer.status_code == 409
    assert answer.json["type"] == "urn:problem-type:changed-meanwhile"
    assert town.log_in("ada", "first in the garden").status_code == 200


def test_database_is_free_while_passwords_are_checked(
    ada: Person, passwords: WatchedPasswords
) -> None:
    busy: list[bool] = []
    passwords.meanwhile = lambda: busy.append(db.session().in_transaction())

    change(ada)

    assert busy == [False]
