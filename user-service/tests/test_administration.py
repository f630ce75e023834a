from typing import Any

import pytest

from .people import PASSWORD, Person, Town


def names(reader: Person, **query: object) -> list[str]:
    answer = reader.call("GET", "/api/users", query_string=query)
    return [user["username"] for user in answer.json["results"]]


def test_only_administrators_see_the_list(town: Town, ada: Person) -> None:
    assert town.client.get("/api/users").status_code == 401
    assert ada.call("GET", "/api/users").status_code == 403


def test_accounts_are_listed_without_secrets(keeper: Person, ada: Person) -> None:
    answer = keeper.call("GET", "/api/users")

    assert answer.json["total"] == 2
    assert answer.json["next"] is None
    assert answer.json["results"][1] == ada.account


def test_pages_follow_each_other(town: Town, keeper: Person) -> None:
    for number in range(4):
        town.register(f"ada{number}")

    first = keeper.call("GET", "/api/users", query_string={"limit": 3}).json
    second = keeper.call(
        "GET", "/api/users", query_string={"limit": 3, "cursor": first["next"]}
    ).json

    listed = [user["username"] for user in first["results"] + second["results"]]
    assert listed == ["keeper", "ada0", "ada1", "ada2", "ada3"]
    assert (first["total"], second["total"]) == (5, 5)
    assert isinstance(first["next"], str)
    assert second["next"] is None


def test_search_looks_into_names_and_email(town: Town, keeper: Person) -> None:
    town.register("ada", first_name="Augusta", last_name="Lovelace")
    town.register("grace", email="hopper@navy.example")

    assert names(keeper, q="ADA") == ["ada"]
    assert names(keeper, q="lovel") == ["ada"]
    assert names(keeper, q="navy.") == ["grace"]


@pytest.mark.parametrize("text", ["%", "_", "' OR 1=1 --", '"', "\\", "*"])
def test_search_takes_every_text_literally(keeper: Person, text: str) -> None:
    assert names(keeper, q=text) == []


@pytest.mark.parametrize(
    "body", [{"json": {"is_admin": True}}, {"data": {"is_admin": "true"}}]
)
def test_administrator_makes_another(
    ada: Person, keeper: Person, body: dict[str, Any]
) -> None:
    answer = keeper.call("PATCH", f"/api/users/{ada.account['id']}", **body)

    assert answer.json["result"]["is_admin"] is True
    assert ada.call("GET", "/api/users").status_code == 200


def test_demotion_counts_at_once(town: Town, keeper: Person) -> None:
    second = town.appoint("second")

    keeper.call("PATCH", f"/api/users/{second.account['id']}", json={"is_admin": False})

    assert second.is_signed_in
    assert second.call("GET", "/api/users").status_code == 403


def test_deactivated_account_is_out_at_once(
    town: Town, ada: Person, keeper: Person
) -> None:
    address = f"/api/users/{ada.account['id']}"

    answer = keeper.call("PATCH", address, json={"is_active": False})

    assert answer.json["result"]["is_active"] is False
    assert not ada.is_signed_in
    assert town.log_in("ada").status_code == 401


def test_reactivated_account_signs_in_anew(
    town: Town, ada: Person, keeper: Person
) -> None:
    address = f"/api/users/{ada.account['id']}"
    keeper.call("PATCH", address, json={"is_active": False})

    keeper.call("PATCH", address, json={"is_active": True})

    assert not ada.is_signed_in
    assert town.sign_in("ada").is_signed_in


@pytest.mark.parametrize("right", ["is_admin", "is_active"])
def test_administrators_keep_their_own_rights(keeper: Person, right: str) -> None:
    answer = keeper.call(
        "PATCH", f"/api/users/{keeper.account['id']}", json={right: False}
    )

    assert answer.status_code == 409
    assert answer.json["type"] == "urn:problem-type:own-account"
    assert keeper.call("GET", "/api/users").status_code == 200


def test_unknown_account_is_not_found(keeper: Person) -> None:
    answer = keeper.call("PATCH", "/api/users/4711", json={"is_admin": True})

    assert answer.status_code == 404
    assert answer.json["message"] == "Cannot find user"


def test_shoppers_change_nobodys_rights(ada: Person, bob: Person) -> None:
    for person in (ada, bob):
        answer = ada.call(
            "PATCH", f"/api/users/{person.account['id']}", json={"is_admin": True}
        )
        assert answer.status_code == 403

    assert ada.account["is_admin"] is False


def test_password_is_not_an_administrators_to_change(
    town: Town, ada: Person, keeper: Person
) -> None:
    answer = keeper.call(
        "PATCH", f"/api/users/{ada.account['id']}", json={"password": "a kettle here"}
    )

    assert answer.status_code == 422
    assert town.log_in("ada", PASSWORD).status_code == 200
