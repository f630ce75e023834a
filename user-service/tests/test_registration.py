from concurrent.futures import ThreadPoolExecutor

import pytest

from user_service import attempt_counter
from user_service.client_address import Visitor

from .fakes import WatchedPasswords
from .people import PASSWORD, Person, Town

TAKEN = {
    "username": "This username is taken.",
    "email": "An account uses this e-mail address. Sign in, or use another.",
}


def test_new_account_is_shown_without_secrets(town: Town) -> None:
    answer = town.register("ada", first_name="Ada", last_name="Lovelace")

    assert answer.status_code == 201
    assert answer.json["message"] == "User added"
    user = answer.json["result"]
    assert user.pop("created_at").endswith("+00:00")
    assert user == {
        "id": 1,
        "username": "ada",
        "email": "ada@furrow.example",
        "first_name": "Ada",
        "last_name": "Lovelace",
        "is_admin": False,
        "is_active": True,
    }


def test_form_registers_like_json(town: Town) -> None:
    form = {"username": "ada", "email": "ada@furrow.test", "password": PASSWORD}

    answer = town.client.post("/api/user/create", data=form)

    assert answer.status_code == 201
    assert answer.json["result"]["email"] == "ada@furrow.test"


def test_names_are_stored_in_one_spelling(town: Town) -> None:
    answer = town.register("Ａda", email=" Ada@Furrow.EXAMPLE ")

    assert answer.json["result"]["username"] == "ada"
    assert answer.json["result"]["email"] == "ada@furrow.example"


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"email": "other@furrow.example"}, {"username"}),
        ({"username": "grace"}, {"email"}),
        ({}, {"username", "email"}),
        ({"username": "ADA", "email": "ADA@furrow.example"}, {"username", "email"}),
    ],
)
def test_taken_names_are_reported_per_field(
    town: Town, changes: dict[str, str], fields: set[str]
) -> None:
    town.register("ada")

    answer = town.register(
        **({"username": "ada", "email": "ada@furrow.example"} | changes)
    )

    assert answer.status_code == 409
    assert answer.json["type"] == "urn:problem-type:taken"
    assert answer.json["errors"] == {field: [TAKEN[field]] for field in fields}


def test_name_taken_a_moment_ago_is_refused(
    town: Town, passwords: WatchedPasswords
) -> None:
    passwords.meanwhile = lambda: town.register("ada", email="first@furrow.example")

    answer = town.register("ada", email="second@furrow.example")

    assert answer.status_code == 409
    assert answer.json["errors"] == {"username": ["This username is taken."]}


def test_of_all_at_once_one_gets_the_name(town: Town) -> None:
    def register(number: int) -> int:
        return town.register("ada", email=f"ada{number}@furrow.example").status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(register, range(8)))

    assert statuses == [201] + [409] * 7


@pytest.mark.parametrize(
    ("username", "sentence"),
    [
        ("al", "Use 3 to 30 characters."),
        ("a" * 31, "Use 3 to 30 characters."),
        (
            "ada lovelace",
            "Use letters a to z, digits, hyphens and underscores, not “ ”.",
        ),
        ("adä", "Use letters a to z, digits, hyphens and underscores, not “ä”."),
        ("-ada", "Start with a letter or a digit."),
    ],
)
def test_username_is_refused_with_the_reason(
    town: Town, username: str, sentence: str
) -> None:
    answer = town.register(username, email="ada@furrow.example")

    assert answer.status_code == 422
    assert answer.json["errors"] == {"username": [sentence]}


@pytest.mark.parametrize(
    "email", ["ada", "ada@", "ada@localhost", "a b@c.example", f"{'a' * 250}@b.example"]
)
def test_email_must_look_like_one(town: Town, email: str) -> None:
    answer = town.register("ada", email=email)

    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"email"}


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("teapots", "Use at least 8 characters."),
        ("t" * 129, "Use at most 128 characters."),
        (
            "Sunshine123",
            "This is one of the most common passwords. Choose one that nobody guesses.",
        ),
    ],
)
def test_weak_passwords_are_refused(town: Town, password: str, sentence: str) -> None:
    answer = town.register("ada", password=password)

    assert answer.status_code == 422
    assert answer.json["errors"] == {"password": [sentence]}


@pytest.mark.parametrize("password", ["t3apotts", "Grüße" * 25, "mit Leerzeichen 🌱"])
def test_long_enough_is_good_enough(town: Town, password: str) -> None:
    town.register("ada", password=password)

    assert town.log_in("ada", password).status_code == 200


def test_nobody_registers_as_administrator(town: Town) -> None:
    answer = town.register("mallory", is_admin=True)

    assert answer.status_code == 422
    assert answer.json["errors"] == {"is_admin": ["This field is not known here."]}
    assert town.log_in("mallory").status_code == 401


def test_all_faults_are_reported_at_once(town: Town) -> None:
    answer = town.client.post("/api/user/create", json={"username": "!"})

    assert set(answer.json["errors"]) == {"username", "email", "password"}


def test_new_account_may_be_signed_in_at_once(
    town: Town, passwords: WatchedPasswords
) -> None:
    begun = town.register("ada", sign_in=True).json["sign_in"]

    assert set(begun) == {"token", "user_id", "expires_at", "device"}
    assert Person(town.client, "ada", begun["token"]).is_signed_in
    assert passwords.checks == 0


def test_new_account_is_signed_in_from_a_locked_network_too(town: Town) -> None:
    limits = town.app.extensions["security_settings"].limits
    with town.app.app_context():
        for _ in range(limits.network.attempts):
            attempt_counter.count(limits.network, Visitor("127.0.0.1").network)
    assert town.log_in("nobody").status_code == 429

    answer = town.register("ada", sign_in=True)

    assert answer.status_code == 201
    assert Person(town.client, "ada", answer.json["sign_in"]["token"]).is_signed_in


def test_browser_of_the_registration_is_known(town: Town) -> None:
    device = town.register("ada", sign_in=True).json["sign_in"]["device"]
    for _ in range(10):
        town.log_in("ada", "a kettle in the garden")
    form = {"username": "ada", "password": PASSWORD, "devices": [device]}

    assert town.log_in("ada").status_code == 429
    assert town.client.post("/api/user/login", json=form).status_code == 200


def test_nobody_is_signed_in_unasked(town: Town) -> None:
    assert "sign_in" not in town.register("ada").json
