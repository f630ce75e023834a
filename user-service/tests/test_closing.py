from flask import Flask
from sqlalchemy import select

from user_service.database import db
from user_service.models import Profile, SignIn, User

from .people import PASSWORD, Person, Town


def close(person: Person, password: str = PASSWORD) -> int:
    answer = person.call("DELETE", "/api/user", json={"password": password})
    return answer.status_code


def test_closed_account_opens_no_more(town: Town, ada: Person) -> None:
    phone = town.sign_in("ada")

    assert close(ada) == 200
    assert not ada.is_signed_in
    assert not phone.is_signed_in
    assert town.log_in("ada").status_code == 401
    assert town.log_in("ada@furrow.example").status_code == 401
    assert town.log_in("closed:1").status_code == 401


def test_form_closes_too(ada: Person) -> None:
    answer = ada.call("DELETE", "/api/user", data={"password": PASSWORD})

    assert answer.status_code == 200
    assert answer.json == {"message": "Account closed"}
    assert not ada.is_signed_in


def test_closing_asks_for_the_password(ada: Person) -> None:
    assert close(ada, "a kettle in the garden") == 422
    assert ada.call("DELETE", "/api/user").status_code == 422
    assert ada.is_signed_in


def test_closed_account_keeps_its_id_alone(town: Town, app: Flask) -> None:
    town.register("ada", first_name="Ada", last_name="Lovelace")
    ada = town.sign_in("ada")
    ada.call("PUT", "/api/user/profile", json={"bio": "Ada", "preferences": {"a": 1}})

    close(ada)

    with app.app_context():
        user = db.session.get_one(User, 1)
        profile = db.session.get_one(Profile, 1)
        sign_in = db.session.scalars(select(SignIn)).one()
    assert user.username == user.email == "closed:1"
    assert (user.first_name, user.last_name, user.password_hash) == ("", "", "!")
    assert (user.is_active, user.is_admin) == (False, False)
    assert (profile.bio, profile.avatar, profile.preferences) == ("", "", {})
    assert (sign_in.user_agent, sign_in.address) == ("", "")


def test_names_of_a_closed_account_are_free_again(town: Town, ada: Person) -> None:
    close(ada)

    answer = town.register("ada")

    assert answer.status_code == 201
    assert answer.json["result"]["id"] == 2


def test_administrators_no_longer_see_it(ada: Person, keeper: Person) -> None:
    user_id = ada.account["id"]
    close(ada)

    listed = keeper.call("GET", "/api/users").json
    revived = keeper.call("PATCH", f"/api/users/{user_id}", json={"is_active": True})

    assert [user["username"] for user in listed["results"]] == ["keeper"]
    assert listed["total"] == 1
    assert revived.status_code == 404


def test_two_accounts_can_be_closed(ada: Person, bob: Person) -> None:
    assert (close(ada), close(bob)) == (200, 200)
