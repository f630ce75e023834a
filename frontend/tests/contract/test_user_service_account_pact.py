from collections.abc import Mapping

import pytest

from contract_kit.consumer.matchers import (
    exactly,
    instant,
    one_of,
    pattern,
    text,
    token,
)
from service_kit.clock import rfc3339
from service_kit.http_client import Rejected
from storefront.service_models import Profile

from .user_service_interactions import (
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
def interaction(agree):
    return agree("frontend", "user-service")


def named(profile: Profile) -> str:
    members = [name for name in ("bio", "avatar") if vars(profile)[name]]
    return f"a profile with {', '.join([*members, *profile.preferences])}"


def shaped(profile: Profile) -> Mapping[str, object]:
    wishes = {"picture": token("poppy"), "delivery": one_of("standard", "express")}
    return {
        "bio": text(profile.bio, lines=True) if profile.bio else exactly(""),
        "avatar": pattern(PICTURE, r"https://\S+") if profile.avatar else exactly(""),
        "preferences": {name: wishes[name] for name in profile.preferences},
    }


def test_account_is_shown_to_its_owner(interaction):
    interaction.given("a shopper is signed in")
    interaction.upon_receiving("a look at the own account")
    interaction.with_request("GET", "/api/user", headers=SHOPPER)
    account = {"username": text("ada"), "email": text("ada@x.org")}
    names = {"first_name": text("Ada"), "last_name": text("Lovelace")}
    age = {"created_at": instant(NOON)}
    interaction.will_respond_with(200, {"result": account | names | age})

    with interaction.serve() as url:
        shown = users(url).account("ada")

    assert (shown.username, shown.email) == ("ada", "ada@x.org")
    assert (shown.first_name, shown.last_name) == ("Ada", "Lovelace")
    assert rfc3339(shown.created_at) == NOON


def test_account_is_shown_word_for_word(interaction):
    interaction.given("a shopper of many languages is signed in", **LETTERS)
    interaction.given("somebody else has an account")
    interaction.upon_receiving("a look at an own account")
    interaction.with_request("GET", "/api/user", headers=SHOPPER)
    account = {"username": exactly("ada"), "email": exactly("ada@furrow.example")}
    names = {name: exactly(words) for name, words in LETTERS.items()}
    interaction.will_respond_with(
        200, {"result": account | names | {"created_at": instant(NOON)}}
    )

    with interaction.serve() as url:
        shown = users(url).account("ada")

    assert (shown.username, shown.email) == ("ada", "ada@furrow.example")
    assert (shown.first_name, shown.last_name) == tuple(LETTERS.values())
    assert rfc3339(shown.created_at) == NOON


def test_account_without_names_is_shown_all_the_same(interaction):
    interaction.given("a shopper without a name is signed in")
    interaction.upon_receiving("a look at the own account")
    interaction.with_request("GET", "/api/user", headers=SHOPPER)
    account = {"username": text("ada"), "email": text("ada@x.org")}
    names = {"first_name": exactly(""), "last_name": exactly("")}
    age = {"created_at": instant(NOON)}
    interaction.will_respond_with(200, {"result": account | names | age})

    with interaction.serve() as url:
        shown = users(url).account("ada")

    assert (shown.username, shown.email) == ("ada", "ada@x.org")
    assert (shown.first_name, shown.last_name) == ("", "")
    assert rfc3339(shown.created_at) == NOON


def test_new_account_has_an_empty_profile(interaction):
    interaction.given("a shopper is signed in")
    interaction.upon_receiving("a look at the own profile")
    interaction.with_request("GET", PROFILE, headers=SHOPPER)
    interaction.will_respond_with(200, {"result": exactly(vars(Profile()))})

    with interaction.serve() as url:
        assert users(url).profile("ada") == Profile()


@pytest.mark.parametrize("profile", PROFILES, ids=named)
def test_profile_is_shown_to_its_owner(interaction, profile):
    interaction.given("a shopper is signed in")
    interaction.given("the shopper has told about themselves", **vars(profile))
    interaction.upon_receiving(f"a look at {named(profile)}")
    interaction.with_request("GET", PROFILE, headers=SHOPPER)
    interaction.will_respond_with(200, {"result": shaped(profile)})

    with interaction.serve() as url:
        assert users(url).profile("ada") == profile


def test_profile_is_shown_word_for_word(interaction):
    profile = Profile("Zoë’s clay,\nund Öfen.\n庭", PICTURE, WISHES)
    interaction.given("a shopper is signed in")
    interaction.given("the shopper has told about themselves", **vars(profile))
    interaction.upon_receiving("a look at a told profile")
    interaction.with_request("GET", PROFILE, headers=SHOPPER)
    interaction.will_respond_with(200, {"result": exactly(vars(profile))})

    with interaction.serve() as url:
        assert users(url).profile("ada") == profile


def test_profile_holds_nothing_that_was_taken_back(interaction):
    interaction.given("a shopper is signed in")
    interaction.given("the shopper has taken back most of a profile")
    interaction.upon_receiving("a look at what is left")
    interaction.with_request("GET", PROFILE, headers=SHOPPER)
    left = Profile(preferences={"delivery": "standard"})
    interaction.will_respond_with(200, {"result": exactly(vars(left))})

    with interaction.serve() as url:
        assert users(url).profile("ada") == left


@pytest.mark.parametrize("profile", PROFILES, ids=named)
def test_profile_is_saved(interaction, profile):
    interaction.given("a shopper is signed in")
    interaction.upon_receiving(named(profile))
    interaction.with_request("PUT", PROFILE, headers=SHOPPER, json=shaped(profile))
    interaction.will_respond_with(200)

    with interaction.serve() as url:
        users(url).save_profile("ada", profile)


def test_refused_words_of_a_profile_are_named_by_field(interaction):
    interaction.given("a shopper is signed in")
    profile = Profile("a bell: \a", "", {})
    interaction.upon_receiving("a profile with a bell in it")
    interaction.with_request(
        "PUT",
        PROFILE,
        headers=SHOPPER,
        json=vars(profile),
    )
    interaction.will_respond_with(422, refusal(bio="No bells."), headers=PROBLEM)

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url).save_profile("ada", profile)

    assert refused.value.status == 422
    assert refused.value.errors == {"bio": ["No bells."]}


def test_account_is_closed_by_its_owner(interaction):
    interaction.given("a shopper is signed in", password=PASSWORD)
    interaction.upon_receiving("an end of the account")
    interaction.with_request(
        "DELETE",
        "/api/user",
        headers=SHOPPER,
        json={"password": text(PASSWORD)},
    )
    interaction.will_respond_with(200)

    with interaction.serve() as url:
        users(url).close_account("ada", PASSWORD)


def test_account_is_closed_by_nobody_else(interaction):
    interaction.given("a shopper is signed in", password=PASSWORD)
    interaction.upon_receiving("an end of the account with a wrong password")
    interaction.with_request(
        "DELETE",
        "/api/user",
        headers=SHOPPER,
        json={"password": "a guess"},
    )
    interaction.will_respond_with(422, {"detail": text("Not yours.")}, headers=PROBLEM)

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url).close_account("ada", "a guess")

    assert (refused.value.status, refused.value.detail) == (422, "Not yours.")


def test_account_is_not_closed_by_who_guesses_often(interaction):
    interaction.given("a shopper is signed in", password=PASSWORD)
    interaction.given("the shopper has given too many wrong passwords")
    interaction.upon_receiving("an end of the account")
    interaction.with_request("DELETE", "/api/user", headers=SHOPPER, json=CLOSING)
    interaction.will_respond_with(429, {"detail": text("Too many.")}, headers=PROBLEM)

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url).close_account("ada", PASSWORD)

    assert (refused.value.status, refused.value.detail) == (429, "Too many.")
