import pytest

from .people import Person, Town


def test_own_account_is_shown_to_its_owner(ada: Person, bob: Person) -> None:
    assert ada.account["username"] == "ada"
    assert bob.account["username"] == "bob"


def test_nobody_is_shown_to_strangers(town: Town) -> None:
    answer = town.client.get("/api/user")

    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert answer.json["message"] == "Not logged in"


@pytest.mark.parametrize("kind", ["json", "data"])
def test_names_and_email_can_be_changed(ada: Person, kind: str) -> None:
    changes = {"first_name": "Augusta", "email": "Augusta@Furrow.example"}

    answer = ada.call("PATCH", "/api/user", **{kind: changes})

    assert answer.status_code == 200
    assert ada.account["first_name"] == "Augusta"
    assert ada.account["email"] == "augusta@furrow.example"


def test_what_is_left_out_stays(ada: Person) -> None:
    ada.call("PATCH", "/api/user", json={"first_name": "Ada", "last_name": "Byron"})

    ada.call("PATCH", "/api/user", json={"last_name": "Lovelace"})

    assert ada.account["first_name"] == "Ada"
    assert ada.account["last_name"] == "Lovelace"
    assert ada.account["email"] == "ada@furrow.example"


def test_name_can_be_emptied(ada: Person) -> None:
    ada.call("PATCH", "/api/user", json={"first_name": "Ada"})

    ada.call("PATCH", "/api/user", json={"first_name": ""})

    assert ada.account["first_name"] == ""


def test_email_of_another_is_refused(ada: Person, bob: Person) -> None:
    answer = ada.call("PATCH", "/api/user", json={"email": "BOB@furrow.example"})

    assert answer.status_code == 409
    assert answer.json["errors"] == {
        "email": ["An account uses this e-mail address. Sign in, or use another."]
    }
    assert ada.account["email"] == "ada@furrow.example"


def test_own_email_is_not_taken(ada: Person) -> None:
    answer = ada.call("PATCH", "/api/user", json={"email": "ADA@furrow.example"})

    assert answer.status_code == 200


def test_new_email_logs_in_and_old_one_does_not(town: Town, ada: Person) -> None:
    ada.call("PATCH", "/api/user", json={"email": "augusta@furrow.example"})

    assert town.log_in("augusta@furrow.example").status_code == 200
    assert town.log_in("ada@furrow.example").status_code == 401


@pytest.mark.parametrize(
    "field", ["username", "password", "is_admin", "is_active", "id", "password_hash"]
)
def test_nothing_else_can_be_changed(ada: Person, field: str) -> None:
    answer = ada.call("PATCH", "/api/user", json={field: "grace"})

    assert answer.status_code == 422
    assert answer.json["errors"] == {field: ["This field is not known here."]}
