from collections.abc import Callable
from typing import Any

from flask import Flask

from user_service.database import db
from user_service.models import SignIn

from .people import Person, Town


def sessions(person: Person) -> list[dict[str, Any]]:
    return person.call("GET", "/api/user/sessions").json["results"]


def own_session(person: Person) -> str:
    return next(each["id"] for each in sessions(person) if each["is_current"])


def test_sessions_list_where_one_is_signed_in(town: Town, ada: Person) -> None:
    town.log_in("ada", headers={"User-Agent": "Phone of Ada"})

    listed = sessions(ada)

    assert {each["user_agent"] for each in listed} > {"Phone of Ada"}
    assert [each["is_current"] for each in listed].count(True) == 1
    assert set(listed[0]) == {
        "id",
        "created_at",
        "expires_at",
        "user_agent",
        "is_current",
    }


def test_long_names_of_programs_are_cut(town: Town, ada: Person) -> None:
    town.log_in("ada", headers={"User-Agent": "x" * 5000})

    assert max(len(each["user_agent"]) for each in sessions(ada)) == 200


def test_one_session_can_be_ended(town: Town, ada: Person) -> None:
    phone = town.sign_in("ada")

    answer = ada.call("DELETE", f"/api/user/sessions/{own_session(phone)}")

    assert answer.status_code == 200
    assert answer.json == {"message": "Session ended"}
    assert not phone.is_signed_in
    assert ada.is_signed_in


def test_all_other_sessions_can_be_ended(town: Town, ada: Person, bob: Person) -> None:
    phone, tablet = town.sign_in("ada"), town.sign_in("ada")

    answer = ada.call("DELETE", "/api/user/sessions")

    assert answer.status_code == 200
    assert (phone.is_signed_in, tablet.is_signed_in) == (False, False)
    assert (ada.is_signed_in, bob.is_signed_in) == (True, True)
    assert len(sessions(ada)) == 1


def test_session_of_another_is_as_good_as_none(ada: Person, bob: Person) -> None:
    foreign = ada.call("DELETE", f"/api/user/sessions/{own_session(bob)}")
    missing = ada.call("DELETE", "/api/user/sessions/no-such-session")

    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert foreign.json == missing.json
    assert foreign.json["message"] == "Cannot find session"
    assert bob.is_signed_in


def test_ended_session_cannot_be_ended_again(town: Town, ada: Person) -> None:
    phone = town.sign_in("ada")
    address = f"/api/user/sessions/{own_session(phone)}"
    phone.call("POST", "/api/user/logout")

    assert ada.call("DELETE", address).status_code == 404


def test_expired_sessions_are_forgotten(
    app: Flask, town: Town, ada: Person, let_pass: Callable[..., None]
) -> None:
    let_pass(hours=15)

    ada = town.sign_in("ada")

    assert len(sessions(ada)) == 1
    with app.app_context():
        assert db.session.query(SignIn).count() == 1
