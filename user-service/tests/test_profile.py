from typing import Any

import pytest

from .people import Person

EMPTY = {"bio": "", "avatar": "", "preferences": {}}
FULL = {
    "bio": "Grows tomatoes.\nTalks to them.",
    "avatar": "https://pictures.example/ada.png",
    "preferences": {
        "newsletter": True,
        "theme": None,
        "rows": 12,
        "zoom": 1.25,
        "beds": [{"name": "North"}, {"name": "Süd 🌱"}],
    },
}


def test_new_account_has_an_empty_profile(ada: Person) -> None:
    answer = ada.call("GET", "/api/user/profile")

    assert answer.status_code == 200
    assert answer.json == {"result": EMPTY}


def test_profile_says_what_was_put_in(ada: Person, bob: Person) -> None:
    answer = ada.call("PUT", "/api/user/profile", json=FULL)

    assert answer.json == {"result": FULL}
    assert ada.call("GET", "/api/user/profile").json == {"result": FULL}
    assert bob.call("GET", "/api/user/profile").json == {"result": EMPTY}


def test_what_is_left_out_is_emptied(ada: Person) -> None:
    ada.call("PUT", "/api/user/profile", json=FULL)

    ada.call("PUT", "/api/user/profile", json={"bio": "Grows beans."})

    profile = ada.call("GET", "/api/user/profile").json["result"]
    assert profile == EMPTY | {"bio": "Grows beans."}


def test_form_writes_preferences_by_dotted_names(ada: Person) -> None:
    form = {"bio": "Grows beans.", "preferences.theme.dark": "yes"}

    answer = ada.call("PUT", "/api/user/profile", data=form)

    assert answer.json["result"]["preferences"] == {"theme": {"dark": "yes"}}


@pytest.mark.parametrize(
    ("preferences", "sentence"),
    [
        ({"a": {"b": {"c": {"d": {}}}}}, "Nest this at most 4 deep."),
        ({"a": [[[[]]]]}, "Nest this at most 4 deep."),
        ({"a": "x" * 4000}, "Keep this below 4000 characters of JSON."),
        ({"a": 2**53}, "Use numbers up to 9007199254740991."),
        ({"a": "\x00"}, "Leave out U+0000 (a control character) at position 1."),
        ({"a\x1b": 1}, "Leave out U+001B (a control character) at position 2."),
        ([], "Write this as an object."),
        ("dark", "Write this as an object."),
    ],
)
def test_preferences_stay_small_and_plain(
    ada: Person, preferences: Any, sentence: str
) -> None:
    answer = ada.call("PUT", "/api/user/profile", json={"preferences": preferences})

    assert answer.status_code == 422
    assert answer.json["errors"] == {"preferences": [sentence]}


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1e16"])
def test_no_preference_is_a_huge_number(ada: Person, number: str) -> None:
    answer = ada.call(
        "PUT",
        "/api/user/profile",
        data=f'{{"preferences": {{"a": {number}}}}}',
        content_type="application/json",
    )

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "avatar",
    [
        "javascript:alert(1)",
        "data:image/png;base64,AAAA",
        "http://a.example",
        "ada.png",
    ],
)
def test_avatar_is_an_https_address(ada: Person, avatar: str) -> None:
    answer = ada.call("PUT", "/api/user/profile", json={"avatar": avatar})

    assert answer.status_code == 422
    assert answer.json["errors"] == {
        "avatar": ["Give an address that begins with https://."]
    }


def test_bio_is_bounded(ada: Person) -> None:
    answer = ada.call("PUT", "/api/user/profile", json={"bio": "x" * 2001})

    assert answer.json["errors"] == {"bio": ["Use at most 2000 characters."]}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"content_type": "application/x-www-form-urlencoded"},
        {"content_type": "application/x-www-form-urlencoded", "data": "&"},
        {
            "content_type": "multipart/form-data; boundary=bean",
            "data": "--bean--\r\n",
        },
    ],
)
def test_profile_is_not_emptied_by_who_forgets_the_body(
    ada: Person, sent: dict[str, Any]
) -> None:
    ada.call("PUT", "/api/user/profile", json={"bio": "Clay, and slugs."})

    answer = ada.call("PUT", "/api/user/profile", **sent)

    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"body"}
    shown = ada.call("GET", "/api/user/profile").json["result"]
    assert shown["bio"] == "Clay, and slugs."
