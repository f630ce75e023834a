"""The quick start of the gateway tutorial, as people type it: decision 0017."""

import pytest

from .people import PASSWORD, Person, Town

LOG_IN = {"email": "ada@furrow.example", "password": PASSWORD}
PROFILE = {
    "bio": "Clay.",
    "avatar": "https://pictures.example/ada.png",
    "preferences": {"theme": "dark"},
}
GUARDED = [
    ("POST", "/auth/validate"),
    ("POST", "/auth/logout"),
    ("GET", "/users/profile"),
    ("PUT", "/users/profile"),
]


def test_log_in_answers_a_token(town: Town, ada: Person) -> None:
    answer = town.client.post("/auth/login", json=LOG_IN)

    assert answer.status_code == 200
    token = answer.json.pop("token")
    assert answer.json | {"token": token} == {
        "token": token,
        "user_id": ada.account["id"],
    }
    assert Person(town.client, "ada", token).is_signed_in


@pytest.mark.parametrize(
    "change", [{"password": "a guess"}, {"email": "nobody@furrow.example"}]
)
def test_wrong_words_open_nothing(
    town: Town, ada: Person, change: dict[str, str]
) -> None:
    answer = town.client.post("/auth/login", json=LOG_IN | change)

    assert answer.status_code == 401
    assert answer.json["message"] == "Invalid username or password"


def test_guesses_count_among_all_log_ins(town: Town, ada: Person) -> None:
    for _ in range(5):
        town.client.post("/auth/login", json=LOG_IN | {"password": "a guess"})
        town.log_in("ada@furrow.example", "a guess")

    assert town.client.post("/auth/login", json=LOG_IN).status_code == 429


def test_token_is_validated(ada: Person) -> None:
    answer = ada.call("POST", "/auth/validate")

    assert (answer.status_code, answer.json) == (
        200,
        {"valid": True, "user_id": ada.account["id"]},
    )


def test_log_out_ends_the_token_in_every_spelling(town: Town, ada: Person) -> None:
    goodbye = ada.call("POST", "/auth/logout")

    assert (goodbye.status_code, goodbye.json) == (
        200,
        {"message": "Logged out successfully"},
    )
    for spelling in ("Bearer", "bearer", "Basic"):
        headers = {"Authorization": f"{spelling} {ada.token}"}
        for method, path in (*GUARDED, ("GET", "/api/user")):
            answer = town.client.open(path, method=method, headers=headers)
            assert answer.status_code == 401, (spelling, path)


@pytest.mark.parametrize(("method", "path"), GUARDED)
@pytest.mark.parametrize(
    ("headers", "sentence"),
    [
        ({}, "Token is missing!"),
        ({"Authorization": "Bearer a.b.c"}, "Invalid token!"),
        ({"Authorization": "Bearer"}, "Invalid token!"),
        ({"Authorization": "nonsense"}, "Invalid token!"),
    ],
)
def test_missing_token_is_refused_in_other_words_than_a_bad_one(
    town: Town, method: str, path: str, headers: dict[str, str], sentence: str
) -> None:
    answer = town.client.open(path, method=method, headers=headers)

    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert answer.json["message"] == answer.json["error"] == sentence
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_profile_is_shown_with_its_owner(ada: Person) -> None:
    ada.call("PUT", "/api/user/profile", json=PROFILE)

    answer = ada.call("GET", "/users/profile")

    assert answer.json == {"user_id": ada.account["id"], "profile": PROFILE}


def test_change_of_a_profile_leaves_the_rest_as_it_is(ada: Person) -> None:
    ada.call("PUT", "/users/profile", json=PROFILE)

    answer = ada.call("PUT", "/users/profile", json={"bio": "Sand."})

    assert (answer.status_code, answer.json) == (
        200,
        {"message": "Profile updated successfully"},
    )
    kept = ada.call("GET", "/api/user/profile").json["result"]
    assert kept == PROFILE | {"bio": "Sand."}


@pytest.mark.parametrize(
    "body",
    [
        {"avatar": "http://pictures.example/ada.png"},
        {"bio": None},
        {"bio": "x" * 2001},
        {"preferences": []},
        {"username": "eve"},
    ],
)
def test_profile_that_cannot_be_is_refused(
    ada: Person, body: dict[str, object]
) -> None:
    answer = ada.call("PUT", "/users/profile", json=body)

    assert answer.status_code == 422
    assert f"{next(iter(body))}: " in answer.json["message"]
    assert ada.call("GET", "/users/profile").json["profile"]["bio"] == ""
