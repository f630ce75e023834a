from importlib import resources

import pytest

from service_kit.problems import Invalid
from user_service.password_rules import demand_secret, validate

from .people import PASSWORD, Person, Town

NAMES = {
    "username": "grace-hopper",
    "email": "grace.h@navy.example",
    "first_name": "Grace",
    "last_name": "Hopper",
}


PERSONAL = [
    "grace-hopper",
    "GraceHopper",
    "grace hopper 1906",
    "1906grace.hopper!",
    "ｇｒａｃｅ－ｈｏｐｐｅｒ",
    "reppoh-ecarg",
    "gracehoppergracehopper",
    "grace.h@navy.example",
    "Grace.H@Navy.Example",
    "graceh 12",
    "hopper2026",
]


def test_thousand_common_passwords_are_known() -> None:
    file = resources.files("user_service").joinpath("common_passwords.txt")
    listed = file.read_text(encoding="utf-8").splitlines()

    assert len(listed) >= 1000
    assert len(listed) == len(set(listed))
    assert all(len(each) >= 8 and each == each.casefold() for each in listed)


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "PassWord1",
        "12345678",
        "furrowshop",
        "ｐａｓｓｗｏｒｄ",
        " password ",
        "pass word",
        "Password!",
        "1234 5678",
        "１２３４５６７８",
        "letmein ",
        "letmein.",
        "!letmein2031!",
        "qwerty7788",
        "2031-dragon",
    ],
)
def test_common_passwords_are_refused_however_written(password: str) -> None:
    with pytest.raises(ValueError, match="most common"):
        validate(password)


@pytest.mark.parametrize(
    "password",
    [
        " " * 8,
        "\u3000" * 8,
        "........",
        "aaaaaaaaaaaa",
        "ＡａＡａＡａＡａ",
        "abababababab",
        "xyzwxyzwxyzw",
        "ab ab ab ab ab",
        "jklmnopqrs",
        "98765432109876543210",
        "ponmlkji",
    ],
)
def test_what_repeats_itself_or_counts_is_refused(password: str) -> None:
    with pytest.raises(ValueError, match=r"repeats itself|most common"):
        validate(password)


@pytest.mark.parametrize(
    "password",
    [PASSWORD, "Rüben&Bohnen", "correct horse", "日本の庭に種を蒔く", "7fK!q2zP"],
)
def test_what_nobody_guesses_is_taken(password: str) -> None:
    assert validate(password) == password


@pytest.mark.parametrize("password", PERSONAL)
def test_own_names_are_no_password_of_a_new_account(town: Town, password: str) -> None:
    answer = town.register(**NAMES | {"password": password})

    assert answer.status_code == 422
    assert answer.json["errors"] == {
        "password": ["This is your own name or e-mail. Choose one that nobody guesses."]
    }


@pytest.mark.parametrize("password", ["ada@furrow.example", "adaada1234", "AdaFurrow1"])
def test_own_names_are_no_next_password(ada: Person, password: str) -> None:
    ada.call("PATCH", "/api/user", json={"first_name": "Ada", "last_name": "Furrow"})
    change = {"current_password": PASSWORD, "new_password": password}

    statuses = [
        ada.call("PUT", "/api/user/password", json=change).status_code
        for _ in range(12)
    ]

    assert statuses == [422] * 12
    assert (
        ada.call(
            "PUT", "/api/user/password", json=change | {"new_password": "a kettle"}
        ).status_code
        == 200
    )


@pytest.mark.parametrize("password", ["rosa84 1999", "84rosa84!", "2026 Rosa84 rosa84"])
def test_name_may_have_digits_of_its_own(password: str) -> None:
    with pytest.raises(Invalid, match="your own name"):
        demand_secret(password, ["rosa84"], "password")


def test_names_within_a_sentence_are_no_secret_lost() -> None:
    demand_secret("ada digs at dawn", ["ada", "ada@furrow.example", ""], "password")
