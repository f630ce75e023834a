"""The longest that the forms of the storefront send, and that its pages show."""

import pytest

from contract_kit.consumer.matchers import (
    decimal,
    exactly,
    flag,
    instant,
    text,
)
from service_kit.clock import rfc3339
from service_kit.http_client import Rejected
from storefront.clients.user_service import Browser, NewAccount
from storefront.service_models import Profile

from .user_service_interactions import (
    ADA,
    BEGUN,
    FROM_HOME,
    HOME,
    NEW_ACCOUNT,
    NOON,
    PASSWORD,
    PROBLEM,
    SHOPPER,
    is_begun,
    refusal,
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
def interaction(agree):
    return agree("frontend", "user-service")


def test_longest_words_make_an_account(own_interaction):
    wanted = LONGEST | {"sign_in": True}
    asked = "an account of the longest words"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("POST", NEW_ACCOUNT, headers=FROM_HOME, json=wanted)
    names = {name: exactly(LONGEST[name]) for name in LONGEST if name != "password"}
    own_interaction.will_respond_with(201, {"result": names, "sign_in": BEGUN})

    with own_interaction.serve() as url:
        done = users(url).register(NewAccount(**LONGEST), HOME)

    shown = vars(done.account)
    assert is_begun(done.sign_in)
    assert {name: shown[name] for name in names} == {
        name: LONGEST[name] for name in names
    }


def test_longest_password_opens_its_account(own_interaction):
    owner = ADA | {"password": LONG_PASSWORD}
    own_interaction.given("somebody has an account", **owner)
    credentials = {"username": "ada", "password": LONG_PASSWORD}
    asked = "a sign-in with the longest password"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("POST", LOG_IN, headers=FROM_HOME, json=credentials)
    own_interaction.will_respond_with(200, BEGUN)

    with own_interaction.serve() as url:
        assert is_begun(users(url).sign_in("ada", LONG_PASSWORD, HOME))


def test_longest_password_takes_the_place_of_another(signed_in_by_password):
    interaction = signed_in_by_password
    credentials = {"current_password": PASSWORD, "new_password": LONG_PASSWORD}
    asked = "a change of the password to a long one"
    interaction.upon_receiving(asked)
    interaction.with_request(
        "PUT", "/api/user/password", headers=SHOPPER, json=credentials
    )
    interaction.will_respond_with(200, {"device": BEGUN["device"]})

    with interaction.serve() as url:
        changed = users(url).change_password("ada", PASSWORD, LONG_PASSWORD)

    assert changed == "known"


def test_browser_is_listed_by_all_that_it_calls_itself(interaction):
    words = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0 "
    words += "x" * (200 - len(words))
    state = "a shopper is signed in with a browser of many words"
    interaction.given(state, browser=words)
    interaction.upon_receiving("a list of a wordy browser")
    interaction.with_request("GET", SESSIONS, headers=SHOPPER)
    own = {"user_agent": exactly(words), "is_current": exactly(True)}
    own |= {"id": text("s1"), "created_at": instant(NOON)}
    interaction.will_respond_with(200, {"results": [own]})

    with interaction.serve() as url:
        (found,) = users(url).sign_ins("ada")

    assert (found.user_agent, found.is_current) == (words, True)
    assert (found.id, rfc3339(found.created_at)) == ("s1", NOON)


def test_browser_calls_itself_by_what_a_header_takes(having_account):
    words = "Mozilla/5.0 (Möbius; 庭) " + "x" * 250
    sent = "Mozilla/5.0 (Mbius; ) ".ljust(200, "x")
    credentials = {"username": "ada", "password": PASSWORD}
    headers = FROM_HOME | {"User-Agent": sent}
    asked = "a sign-in from a wordy browser"
    having_account.upon_receiving(asked)
    having_account.with_request("POST", LOG_IN, headers=headers, json=credentials)
    having_account.will_respond_with(200, BEGUN)

    with having_account.serve() as url:
        here = Browser(HOME.address, words)
        assert is_begun(users(url).sign_in("ada", PASSWORD, here))


def test_each_of_a_hundred_browsers_is_listed(signed_in_by_password):
    interaction = signed_in_by_password
    interaction.given("the shopper is signed in in ninety-nine other browsers")
    interaction.upon_receiving("a list of a hundred sign-ins")
    interaction.with_request("GET", SESSIONS, headers=SHOPPER)
    one = {"id": text("s1"), "created_at": instant(NOON), "is_current": flag(True)}
    interaction.will_respond_with(200, {"results": [one] * 100})

    with interaction.serve() as url:
        found = users(url).sign_ins("ada")

    assert len(found) == 100
    assert {rfc3339(each.created_at) for each in found} == {NOON}
    assert {(each.id, each.is_current) for each in found} == {("s1", True)}


def test_what_other_programs_keep_comes_back_as_it_was(signed_in_by_password):
    interaction = signed_in_by_password
    bed = {"width": 1.25, "rows": [3.25, 2], "name": "Süd", "is_raised": True}
    profile = Profile("", "", {"delivery": "express", "bed": bed})
    interaction.given("the shopper has told about themselves", **vars(profile))
    asked = "a look at a profile with things of another program"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", "/api/user/profile", headers=SHOPPER)
    shaped = {name: exactly(bed[name]) for name in ("name", "is_raised")}
    shaped |= {"width": decimal("1.25"), "rows": [decimal("3.25"), exactly(2)]}
    wishes = {"delivery": exactly("express"), "bed": shaped}
    nothing_else = {"bio": exactly(""), "avatar": exactly("")}
    interaction.will_respond_with(
        200, {"result": nothing_else | {"preferences": wishes}}
    )

    with interaction.serve() as url:
        assert users(url).profile("ada") == profile


DEEP = {"beds": {"rows": [{"at": 1}, 2, -(2**53) + 1], "name": "Süd"}}
PICTURE = "https://pictures.example/" + "a" * 275


@pytest.mark.parametrize(
    ("what", "profile"),
    [
        ("things within things", Profile("", "", DEEP)),
        ("the longest address of a picture", Profile("", PICTURE, {})),
        ("all that is kept of others", Profile("", "", {"other": "o" * 3987})),
    ],
)
def test_profile_is_saved_with_all_that_it_may_hold(interaction, what, profile):
    interaction.given("a shopper is signed in")
    asked, path = f"a profile with {what}", "/api/user/profile"
    interaction.upon_receiving(asked)
    interaction.with_request("PUT", path, headers=SHOPPER, json=vars(profile))
    interaction.will_respond_with(200)

    with interaction.serve() as url:
        users(url).save_profile("ada", profile)


@pytest.mark.parametrize(
    ("what", "field", "profile"),
    [
        ("too many things within things", "preferences", Profile("", "", {"a": DEEP})),
        ("too long an address of a picture", "avatar", Profile("", f"{PICTURE}a", {})),
        (
            "more than is kept of others",
            "preferences",
            Profile("", "", {"other": "o" * 3988}),
        ),
        ("too large a number", "preferences", Profile("", "", {"bed": 2**53})),
    ],
)
def test_profile_is_refused_with_more_than_it_may_hold(
    interaction, what, field, profile
):
    interaction.given("a shopper is signed in")
    asked, path = f"a profile with {what}", "/api/user/profile"
    interaction.upon_receiving(asked)
    interaction.with_request("PUT", path, headers=SHOPPER, json=vars(profile))
    interaction.will_respond_with(
        422, refusal(**{field: "It is too much."}), headers=PROBLEM
    )

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url).save_profile("ada", profile)

    assert refused.value.status == 422
    assert refused.value.errors == {field: ["It is too much."]}
