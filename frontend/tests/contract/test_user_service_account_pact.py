from collections.abc import Mapping

import pytest

from contract_kit.shapes import exactly, instant, one_of, pattern, text, token
from service_kit.clock import rfc3339
from service_kit.http import Rejected
from storefront.payloads import Profile

from .asking_user_service import (
    CLOSING,
    LETTERS,
    NOON,
    PASSWORD,
    PROBLEM,
    SHOPPER,
    refusal,
    users,
)

PROFILE = "/api/user/profile"

PICTURE = "https://pictures.example/ada.png"

NO_PICTURE = {"delivery": "standard"}

WISHES = NO_PICTURE | {"picture": "poppy"}

# What is empty travels as such: each way to fill in a profile is another request.
PROFILES = [
    Profile(bio, avatar, wishes)
    for bio in ("Clay,\nand slugs.", "")
    for avatar in ("", PICTURE)
    for wishes in (WISHES, NO_PICTURE)
]


@pytest.fixture
def promise(agree):
    return agree("frontend", "user-service")


def named(told: Profile) -> str:
    members = [name for name in ("bio", "avatar") if vars(told)[name]]
    return f"a profile with {', '.join([*members, *told.preferences])}"


def shaped(told: Profile) -> Mapping[str, object]:
    wishes = {"picture": token("poppy"), "delivery": one_of("standard", "express")}
    return {
        "bio": text(told.bio, lines=True) if told.bio else exactly(""),
        "avatar": pattern(PICTURE, r"https://\S+") if told.avatar else exactly(""),
        "preferences": {name: wishes[name] for name in told.preferences},
    }


def test_account_is_shown_to_its_owner(promise):
    promise.given("a shopper is signed in")
    promise.asks("a look at the own account", "GET", "/api/user", headers=SHOPPER)
    account = {"username": text("ada"), "email": text("ada@x.org")}
    names = {"first_name": text("Ada"), "last_name": text("Lovelace")}
    age = {"created_at": instant(NOON)}
    promise.answers(200, {"result": account | names | age})

    with promise.kept() as url:
        shown = users(url).account("ada")

    assert (shown.username, shown.email) == ("ada", "ada@x.org")
    assert (shown.first_name, shown.last_name) == ("Ada", "Lovelace")
    assert rfc3339(shown.created_at) == NOON


def test_account_is_shown_word_for_word(promise):
    promise.given("a shopper of many languages is signed in", **LETTERS)
    promise.given("somebody else has an account")
    promise.asks("a look at an own account", "GET", "/api/user", headers=SHOPPER)
    account = {"username": exactly("ada"), "email": exactly("ada@furrow.example")}
    names = {name: exactly(words) for name, words in LETTERS.items()}
    promise.answers(200, {"result": account | names | {"created_at": instant(NOON)}})

    with promise.kept() as url:
        shown = users(url).account("ada")

    assert (shown.username, shown.email) == ("ada", "ada@furrow.example")
    assert (shown.first_name, shown.last_name) == tuple(LETTERS.values())
    assert rfc3339(shown.created_at) == NOON


def test_account_without_names_is_shown_all_the_same(promise):
    promise.given("a shopper without a name is signed in")
    promise.asks("a look at the own account", "GET", "/api/user", headers=SHOPPER)
    account = {"username": text("ada"), "email": text("ada@x.org")}
    names = {"first_name": exactly(""), "last_name": exactly("")}
    age = {"created_at": instant(NOON)}
    promise.answers(200, {"result": account | names | age})

    with promise.kept() as url:
        shown = users(url).account("ada")

    assert (shown.username, shown.email) == ("ada", "ada@x.org")
    assert (shown.first_name, shown.last_name) == ("", "")
    assert rfc3339(shown.created_at) == NOON


def test_new_account_has_an_empty_profile(promise):
    promise.given("a shopper is signed in")
    promise.asks("a look at the own profile", "GET", PROFILE, headers=SHOPPER)
    promise.answers(200, {"result": exactly(vars(Profile()))})

    with promise.kept() as url:
        assert users(url).profile("ada") == Profile()


@pytest.mark.parametrize("told", PROFILES, ids=named)
def test_profile_is_shown_to_its_owner(promise, told):
    promise.given("a shopper is signed in")
    promise.given("the shopper has told about themselves", **vars(told))
    promise.asks(f"a look at {named(told)}", "GET", PROFILE, headers=SHOPPER)
    promise.answers(200, {"result": shaped(told)})

    with promise.kept() as url:
        assert users(url).profile("ada") == told


def test_profile_is_shown_word_for_word(promise):
    told = Profile("Zoë’s clay,\nund Öfen.\n庭", PICTURE, WISHES)
    promise.given("a shopper is signed in")
    promise.given("the shopper has told about themselves", **vars(told))
    promise.asks("a look at a told profile", "GET", PROFILE, headers=SHOPPER)
    promise.answers(200, {"result": exactly(vars(told))})

    with promise.kept() as url:
        assert users(url).profile("ada") == told


def test_profile_says_nothing_that_was_taken_back(promise):
    promise.given("a shopper is signed in")
    promise.given("the shopper has taken back most of a profile")
    promise.asks("a look at what is left", "GET", PROFILE, headers=SHOPPER)
    left = Profile(preferences={"delivery": "standard"})
    promise.answers(200, {"result": exactly(vars(left))})

    with promise.kept() as url:
        assert users(url).profile("ada") == left


@pytest.mark.parametrize("told", PROFILES, ids=named)
def test_profile_is_saved(promise, told):
    promise.given("a shopper is signed in")
    promise.asks(named(told), "PUT", PROFILE, headers=SHOPPER, json=shaped(told))
    promise.answers(200)

    with promise.kept() as url:
        users(url).save_profile("ada", told)


def test_refused_words_of_a_profile_are_named_by_field(promise):
    promise.given("a shopper is signed in")
    told = Profile("a bell: \a", "", {})
    promise.asks(
        "a profile with a bell in it", "PUT", PROFILE, headers=SHOPPER, json=vars(told)
    )
    promise.answers(422, refusal(bio="No bells."), headers=PROBLEM)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
        users(url).save_profile("ada", told)

    assert refused.value.status == 422
    assert refused.value.errors == {"bio": ["No bells."]}


def test_account_is_closed_by_its_owner(promise):
    promise.given("a shopper is signed in", password=PASSWORD)
    promise.asks(
        "an end of the account",
        "DELETE",
        "/api/user",
        headers=SHOPPER,
        json={"password": text(PASSWORD)},
    )
    promise.answers(200)

    with promise.kept() as url:
        users(url).close_account("ada", PASSWORD)


def test_account_is_closed_by_nobody_else(promise):
    promise.given("a shopper is signed in", password=PASSWORD)
    promise.asks(
        "an end of the account with a wrong password",
        "DELETE",
        "/api/user",
        headers=SHOPPER,
        json={"password": "a guess"},
    )
    promise.answers(422, {"detail": text("Not yours.")}, headers=PROBLEM)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
        users(url).close_account("ada", "a guess")

    assert (refused.value.status, refused.value.detail) == (422, "Not yours.")


def test_account_is_not_closed_by_who_guesses_often(promise):
    promise.given("a shopper is signed in", password=PASSWORD)
    promise.given("the shopper has given too many wrong passwords")
    promise.asks(
        "an end of the account", "DELETE", "/api/user", headers=SHOPPER, json=CLOSING
    )
    promise.answers(429, {"detail": text("Too many.")}, headers=PROBLEM)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
        users(url).close_account("ada", PASSWORD)

    assert (refused.value.status, refused.value.detail) == (429, "Too many.")
