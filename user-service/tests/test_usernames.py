import pytest

from user_service import usernames

from .people import Town


def test_known_username_exists(town: Town) -> None:
    town.register("ada")

    answer = town.client.get("/api/user/ada/exists")

    assert answer.status_code == 200
    assert answer.json["result"] is True


@pytest.mark.parametrize("spelling", ["ADA", "Ada", "Ａda", "%20ada"])
def test_spelling_makes_no_difference(town: Town, spelling: str) -> None:
    town.register("ada")

    assert town.client.get(f"/api/user/{spelling}/exists").status_code == 200


@pytest.mark.parametrize(
    "username",
    ["grace", "a", "a" * 300, "closed:1", "%00", "%F0%9F%8C%B1", "%ff", "_%"],
)
def test_unknown_username_cannot_be_found(town: Town, username: str) -> None:
    answer = town.client.get(f"/api/user/{username}/exists")

    assert answer.status_code == 404
    assert answer.json["message"] == "Cannot find username"


def test_two_free_names_are_offered(town: Town) -> None:
    town.register("ada")

    suggestions = town.client.get("/api/user/ada/exists").json["suggestions"]

    assert len(set(suggestions)) == 2
    assert all(name.startswith("ada") for name in suggestions)
    assert {town.register(name).status_code for name in suggestions} == {201}


def test_long_names_get_suggestions_that_fit(town: Town) -> None:
    town.register("a" * 30)

    suggestions = town.client.get(f"/api/user/{'a' * 30}/exists").json["suggestions"]

    assert [len(name) for name in suggestions] == [30, 30]


def test_taken_names_are_not_offered(town: Town) -> None:
    town.register("ada")
    taken: set[str] = set()
    for _ in range(8):
        suggestions = town.client.get("/api/user/ada/exists").json["suggestions"]
        assert not taken & set(suggestions)
        for name in suggestions:
            town.register(name)
        taken |= set(suggestions)


def test_variants_are_possible_usernames() -> None:
    for name in ("ada", "a" * 30, "a-_-_-_-_", "0" * 29 + "-"):
        variants = list(usernames.variants(name))

        assert len(variants) == 24
        assert all(usernames.is_possible(variant) for variant in variants)


RESERVED = ["support", "root", "Administrator", "api", "furrow", "null", "NaN"]
KIN = ["a-p-i", "furrow_team", "support-1", "the-administrator", "ｒｏｏｔ"]


@pytest.mark.parametrize("username", [*RESERVED, *KIN])
def test_reserved_username_is_neither_free_nor_offered(
    town: Town, username: str
) -> None:
    answer = town.client.get(f"/api/user/{username}/exists")

    assert answer.status_code == 200
    assert answer.json == {"result": True, "suggestions": [], "reserved": True}


@pytest.mark.parametrize("username", [*RESERVED, *KIN])
def test_reserved_username_opens_no_account(town: Town, username: str) -> None:
    answer = town.register(username)

    assert answer.status_code == 422
    assert answer.json["errors"]["username"] == [
        "This name is kept for the shop. Choose another one."
    ]


@pytest.mark.parametrize("username", ["root-and-branch", "apiary", "nullarbor", "ada"])
def test_gardeners_keep_the_names_that_only_look_like_it(
    town: Town, username: str
) -> None:
    assert town.register(username).status_code == 201
    assert town.client.get(f"/api/user/{username}/exists").json["reserved"] is False
