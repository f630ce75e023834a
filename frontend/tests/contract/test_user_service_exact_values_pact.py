"""What user-service means by an answer, where its shape alone would not show it."""

import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import exactly, instant, pattern, some, text
from service_kit.clock import rfc3339
from service_kit.http_client import Rejected
from storefront.clients.user_service import NewAccount
from storefront.service_models import NameCheck, Profile

from .user_service_interactions import (
    ADA,
    BEGUN,
    FIRST,
    FROM_HOME,
    HOME,
    NEW_ACCOUNT,
    NOON,
    PASSWORD,
    PASSWORDS,
    PROBLEM,
    SHOPPER,
    is_begun,
    refusal,
    users,
)

LOG_IN = "/api/user/login"
OFTEN = {"address": HOME.address}


@pytest.fixture
def interaction(agree):
    return agree("frontend", "user-service")


def wish_sign_in(
    interaction: ExpectedInteraction, description: str, **changes: str
) -> None:
    wanted = {"username": "ada", "password": PASSWORD} | changes
    interaction.upon_receiving(description)
    interaction.with_request("POST", LOG_IN, headers=FROM_HOME, json=wanted)


def wish_account(
    interaction: ExpectedInteraction, description: str, **changes: str
) -> None:
    wanted = FIRST | ADA | changes
    interaction.upon_receiving(description)
    interaction.with_request("POST", NEW_ACCOUNT, headers=FROM_HOME, json=wanted)


def refuse_often(interaction: ExpectedInteraction, example: str, seconds: str) -> None:
    """Return how long to wait, a few seconds of which may be over already."""
    waiting = {"Retry-After": pattern(example, seconds)}
    interaction.will_respond_with(
        429, {"detail": text("Too many.")}, headers=PROBLEM | waiting
    )


def has_waiting_time(refused: pytest.ExceptionInfo[Rejected], seconds: int) -> bool:
    error = refused.value
    expected = (429, "Too many.", seconds)
    return (error.status, error.detail, error.retry_after) == expected


def test_who_signs_in_too_often_waits_five_minutes(own_interaction):
    own_interaction.given(
        "nothing more may be tried from an address", **OFTEN, kind="log-ins"
    )
    wish_sign_in(own_interaction, "a sign-in that has to wait")
    refuse_often(own_interaction, "300", "300|2[89][0-9]")

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).sign_in("ada", PASSWORD, HOME)

    assert has_waiting_time(refused, 300)


def test_who_registers_too_often_waits_an_hour(own_interaction):
    own_interaction.given(
        "nothing more may be tried from an address", **OFTEN, kind="registrations"
    )
    wish_account(own_interaction, "a registration that has to wait")
    refuse_often(own_interaction, "3600", "3600|35[0-9]{2}")

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).register(NewAccount(**ADA), HOME)

    assert has_waiting_time(refused, 3600)


def test_who_asks_for_too_many_names_waits_a_minute(own_interaction):
    own_interaction.given(
        "nothing more may be tried from an address", **OFTEN, kind="name checks"
    )
    path = "/api/user/ada/exists"
    own_interaction.upon_receiving("a name check that has to wait")
    own_interaction.with_request("GET", path, headers=FROM_HOME)
    refuse_often(own_interaction, "60", "60|[345][0-9]")

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).check_name("ada", HOME)

    assert has_waiting_time(refused, 60)


def test_who_guesses_their_own_password_waits_five_minutes(interaction):
    interaction.given("a shopper is signed in", password=PASSWORD)
    interaction.given("the shopper has given too many wrong passwords")
    interaction.upon_receiving("a change of the password that has to wait")
    interaction.with_request(
        "PUT",
        "/api/user/password",
        headers=SHOPPER,
        json=PASSWORDS,
    )
    refuse_often(interaction, "300", "300|2[89][0-9]")

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url).change_password("ada", PASSWORD, "a kettle on the stove")

    assert has_waiting_time(refused, 300)


def test_who_has_begun_too_many_sign_ins_waits_an_hour(own_interaction):
    own_interaction.given("more sign-ins have ended than stand on a page")
    wish_sign_in(own_interaction, "one sign-in more than an hour has")
    refuse_often(own_interaction, "3600", "3600|35[0-9]{2}")

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).sign_in("ada", PASSWORD, HOME)

    assert has_waiting_time(refused, 3600)


def test_shopper_may_mistype_almost_as_often_as_is_allowed(own_interaction):
    own_interaction.given("somebody has an account", **ADA)
    own_interaction.given("the shopper may mistype the password once more", **OFTEN)
    wish_sign_in(own_interaction, "a sign-in after some slips")
    own_interaction.will_respond_with(200, BEGUN)

    with own_interaction.serve() as url:
        assert is_begun(users(url).sign_in("ada", PASSWORD, HOME))


def test_shopper_who_has_mistyped_as_often_as_is_allowed_waits(own_interaction):
    own_interaction.given("somebody has an account", **ADA)
    own_interaction.given(
        "the shopper has mistyped the password as often as may be", **OFTEN
    )
    wish_sign_in(own_interaction, "a sign-in after too many slips")
    refuse_often(own_interaction, "300", "300|2[89][0-9]")

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).sign_in("ada", PASSWORD, HOME)

    assert has_waiting_time(refused, 300)


@pytest.mark.parametrize("password", [PASSWORD.upper(), f" {PASSWORD}", PASSWORD[:-1]])
def test_password_is_taken_letter_by_letter(own_interaction, password):
    own_interaction.given("somebody has an account", **ADA)
    asked = f"a sign-in with “{password}” as the password"
    wish_sign_in(own_interaction, asked, password=password)
    own_interaction.will_respond_with(401)

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).sign_in("ada", password, HOME)

    assert refused.value.status == 401


def test_name_of_a_shut_account_stays_taken(own_interaction):
    own_interaction.given("an administrator has shut the account")
    path = "/api/user/ada/exists"
    own_interaction.upon_receiving("the name of a shut account")
    own_interaction.with_request("GET", path, headers=FROM_HOME)
    other = pattern("ada-k", r"(?!ada$)[a-z0-9][a-z0-9_-]{2,29}")
    own_interaction.will_respond_with(200, {"suggestions": some(other)})

    with own_interaction.serve() as url:
        assert users(url).check_name("ada", HOME) == NameCheck(False, ("ada-k",))


@pytest.mark.parametrize(
    ("state", "changes"),
    [
        ("the account was closed", {}),
        (
            "somebody has an account",
            {"username": "lovelace", "email": "ada+seeds@furrow.example"},
        ),
        (
            "somebody has an account",
            {"username": "ada-l", "email": "a.da@furrow.example"},
        ),
        ("somebody else has an account", {"password": "eight3x!"}),
    ],
)
def test_name_that_is_free_can_be_had(own_interaction, state, changes):
    own_interaction.given(state, **(ADA if state == "somebody has an account" else {}))
    wanted = ADA | changes
    asked = f"a free account as {', '.join(changes.values()) or 'before'}"
    wish_account(own_interaction, asked, **changes)
    shown = {name: exactly(wanted[name]) for name in ("username", "email")}
    own_interaction.will_respond_with(201, {"result": shown, "sign_in": BEGUN})

    with own_interaction.serve() as url:
        done = users(url).register(NewAccount(**wanted), HOME)

    assert is_begun(done.sign_in)
    assert done.account.username == wanted["username"]
    assert done.account.email == wanted["email"]


@pytest.mark.parametrize(
    ("field", "unfit"),
    [
        ("password", "seven3x"),
        ("username", "ad"),
        ("username", "a" * 31),
        ("username", "ada lovelace"),
        ("email", "ada"),
    ],
)
def test_new_account_is_refused_one_sign_beyond_the_limit(
    own_interaction, field, unfit
):
    wish_account(
        own_interaction, f"an account with {unfit} as {field}", **{field: unfit}
    )
    own_interaction.will_respond_with(
        422, refusal(**{field: "It is unfit."}), headers=PROBLEM
    )

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).register(NewAccount(**ADA | {field: unfit}), HOME)

    assert refused.value.status == 422
    assert refused.value.errors == {field: ["It is unfit."]}


def test_username_and_email_that_are_both_taken_are_named(own_interaction):
    own_interaction.given("somebody has an account", **ADA)
    wish_account(own_interaction, "an account that is there already")
    errors = refusal(username="It is taken.", email="It is taken.")
    own_interaction.will_respond_with(409, errors, headers=PROBLEM)

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).register(NewAccount(**ADA), HOME)

    assert refused.value.status == 409
    assert set(refused.value.errors) == {"username", "email"}


def test_sign_in_lasts_for_half_a_day(interaction):
    interaction.given("a shopper has signed in this morning")
    interaction.upon_receiving("an account in the evening")
    interaction.with_request("GET", "/api/user", headers=SHOPPER)
    account = {"username": exactly("ada"), "email": exactly("ada@furrow.example")}
    interaction.will_respond_with(200, {"result": account})

    with interaction.serve() as url:
        shown = users(url).account("ada")

    assert (shown.username, shown.email) == ("ada", "ada@furrow.example")


def test_sign_in_of_yesterday_is_not_listed(interaction):
    interaction.given("a shopper is signed in")
    interaction.given("the shopper was signed in yesterday")
    path = "/api/user/sessions"
    interaction.upon_receiving("a list without yesterday's sign-in")
    interaction.with_request("GET", path, headers=SHOPPER)
    own = {"created_at": instant(NOON), "is_current": exactly(True)}
    own |= {"id": text("s1"), "user_agent": exactly("Firefox")}
    interaction.will_respond_with(200, {"results": [own]})

    with interaction.serve() as url:
        (found,) = users(url).sign_ins("ada")

    assert (found.id, rfc3339(found.created_at)) == ("s1", NOON)
    assert (found.user_agent, found.is_current) == ("Firefox", True)


@pytest.mark.parametrize(
    ("field", "profile"),
    [
        ("avatar", Profile("", "http://pictures.example/ada.png", {})),
        ("avatar", Profile("", "javascript:alert(1)", {})),
        ("bio", Profile("a" * 2001, "", {})),
    ],
)
def test_profile_is_refused_field_by_field(interaction, field, profile):
    interaction.given("a shopper is signed in")
    asked = f"a profile of {profile.avatar or 'too many words'}"
    path = "/api/user/profile"
    interaction.upon_receiving(asked)
    interaction.with_request("PUT", path, headers=SHOPPER, json=vars(profile))
    interaction.will_respond_with(422, refusal(**{field: "No."}), headers=PROBLEM)

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url).save_profile("ada", profile)

    assert refused.value.status == 422
    assert refused.value.errors == {field: ["No."]}


def test_longest_words_of_a_profile_are_kept(interaction):
    interaction.given("a shopper is signed in")
    profile = Profile("a" * 2000, "", {})
    path = "/api/user/profile"
    interaction.upon_receiving("the longest profile")
    interaction.with_request("PUT", path, headers=SHOPPER, json=vars(profile))
    interaction.will_respond_with(200)

    with interaction.serve() as url:
        users(url).save_profile("ada", profile)
