"""The longest that the forms of the storefront send, and that its pages show."""

import pytest

from contract_kit.shapes import (
    decimal,
    exactly,
    flag,
    instant,
    text,
)
from service_kit.clock import rfc3339
from storefront.clients.user_service import NewAccount
from storefront.payloads import Profile

from .asking_user_service import (
    ADA,
    BEGUN,
    FROM_HOME,
    HOME,
    NEW_ACCOUNT,
    NOON,
    PASSWORD,
    SHOPPER,
    is_begun,
    users,
)

LOG_IN, SESSIONS = "/api/user/login", "/api/user/sessions"
LONG_PASSWORD = "a teapot in the garden, and twelve cups " * 3 + "of black"
LONGEST = {
    "username": "ada-" + "l" * 26,
    "email": f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 53}.example",
    "password": LONG_PASSWORD,
    "first_name": "Z" * 60,
    "last_name": "L" * 60,
}


@pytest.fixture
def promise(agree):
    return agree("frontend", "user-service")


def test_longest_words_make_an_account(own_promise):
    wanted = LONGEST | {"sign_in": True}
    asked = "an account of the longest words"
    own_promise.asks(asked, "POST", NEW_ACCOUNT, headers=FROM_HOME, json=wanted)
    names = {name: exactly(LONGEST[name]) for name in LONGEST if name != "password"}
    own_promise.answers(201, {"result": names, "sign_in": BEGUN})

    with own_promise.kept() as url:
        done = users(url).register(NewAccount(**LONGEST), HOME)

    shown = vars(done.account)
    assert is_begun(done.sign_in)
    assert {name: shown[name] for name in names} == {
        name: LONGEST[name] for name in names
    }


def test_longest_password_opens_its_account(own_promise):
    owner = ADA | {"password": LONG_PASSWORD}
    own_promise.given("somebody has an account", **owner)
    said = {"username": "ada", "password": LONG_PASSWORD}
    asked = "a sign-in with the longest password"
    own_promise.asks(asked, "POST", LOG_IN, headers=FROM_HOME, json=said)
    own_promise.answers(200, BEGUN)

    with own_promise.kept() as url:
        assert is_begun(users(url).sign_in("ada", LONG_PASSWORD, HOME))


def test_longest_password_takes_the_place_of_another(signed_in_by_password):
    promise = signed_in_by_password
    said = {"current_password": PASSWORD, "new_password": LONG_PASSWORD}
    asked = "a change of the password to a long one"
    promise.asks(asked, "PUT", "/api/user/password", headers=SHOPPER, json=said)
    promise.answers(200, {"device": BEGUN["device"]})

    with promise.kept() as url:
        changed = users(url).change_password("ada", PASSWORD, LONG_PASSWORD)

    assert changed == "known"


def test_browser_is_listed_by_all_that_it_calls_itself(promise):
    words = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0 "
    words += "x" * (200 - len(words))
    state = "a shopper is signed in with a browser of many words"
    promise.given(state, browser=words)
    promise.asks("a list of a wordy browser", "GET", SESSIONS, headers=SHOPPER)
    own = {"user_agent": exactly(words), "is_current": exactly(True)}
    own |= {"id": text("s1"), "created_at": instant(NOON)}
    promise.answers(200, {"results": [own]})

    with promise.kept() as url:
        (found,) = users(url).sign_ins("ada")

    assert (found.user_agent, found.is_current) == (words, True)
    assert (found.id, rfc3339(found.created_at)) == ("s1", NOON)


def test_each_of_a_hundred_browsers_is_listed(signed_in_by_password):
    promise = signed_in_by_password
    promise.given("the shopper is signed in in ninety-nine other browsers")
    promise.asks("a list of a hundred sign-ins", "GET", SESSIONS, headers=SHOPPER)
    one = {"id": text("s1"), "created_at": instant(NOON), "is_current": flag(True)}
    promise.answers(200, {"results": [one] * 100})

    with promise.kept() as url:
        found = users(url).sign_ins("ada")

    assert len(found) == 100
    assert {rfc3339(each.created_at) for each in found} == {NOON}
    assert {(each.id, each.is_current) for each in found} == {("s1", True)}


def test_what_other_programs_keep_comes_back_as_it_was(signed_in_by_password):
    promise = signed_in_by_password
    bed = {"width": 1.25, "rows": [3, 2], "name": "Süd", "is_raised": True}
    told = Profile("", "", {"delivery": "express", "bed": bed})
    promise.given("the shopper has told about themselves", **vars(told))
    asked = "a look at a profile with things of another program"
    promise.asks(asked, "GET", "/api/user/profile", headers=SHOPPER)
    plain = {name: exactly(value) for name, value in bed.items() if name != "width"}
    shaped = plain | {"width": decimal("1.25")}
    wishes = {"delivery": exactly("express"), "bed": shaped}
    nothing_else = {"bio": exactly(""), "avatar": exactly("")}
    promise.answers(200, {"result": nothing_else | {"preferences": wishes}})

    with promise.kept() as url:
        assert users(url).profile("ada") == told
