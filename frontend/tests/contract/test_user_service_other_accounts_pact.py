"""What is somebody else's stays theirs, and what another browser does is its own."""

import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import exactly, from_state, instant, token
from service_kit.clock import rfc3339
from service_kit.http_client import Rejected
from storefront.clients.user_service import NewAccount
from storefront.service_models import Profile

from .user_service_interactions import (
    ADA,
    BEGUN,
    FROM_HOME,
    HOME,
    NEW_ACCOUNT,
    NEXT_PASSWORD,
    NOON,
    PASSWORD,
    SHOPPER,
    is_begun,
    users,
)

SECOND = BEGUN | {"user_id": exactly(2)}
SESSIONS = "/api/user/sessions"
LONG_ID = "s" * 64


@pytest.fixture
def interaction(agree):
    return agree("frontend", "user-service")


def assert_account_shown(
    interaction: ExpectedInteraction, description: str, whose: str, owner: str
) -> None:
    holder = {"Authorization": from_state(f"Bearer ${{{whose}}}", example="Bearer it")}
    interaction.upon_receiving(description)
    interaction.with_request("GET", "/api/user", headers=holder)
    account = {"username": owner, "email": f"{owner}@furrow.example"}
    account |= {"first_name": "Ada", "last_name": "Lovelace"}
    members = {name: exactly(words) for name, words in account.items()}
    interaction.will_respond_with(200, {"result": members})

    with interaction.serve() as url:
        shown = vars(users(url).account("it"))

    assert {name: shown[name] for name in account} == account


@pytest.mark.parametrize("field", ["username", "email"])
def test_each_is_signed_in_as_who_they_are(own_interaction, field):
    own_interaction.given("somebody else has an account")
    own_interaction.given("somebody has an account", **ADA)
    sent = {field: ADA[field], "password": PASSWORD}
    asked = f"a sign-in of the second of two by {field}"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request(
        "POST", "/api/user/login", headers=FROM_HOME, json=sent
    )
    own_interaction.will_respond_with(200, SECOND)

    with own_interaction.serve() as url:
        sign_in = users(url).sign_in(ADA[field], PASSWORD, HOME)

    assert (sign_in.user_id, sign_in.token, sign_in.device) == (2, "ada", "known")
    assert sign_in.expires_at


def test_account_that_was_opened_again_is_signed_in_to(own_interaction):
    own_interaction.given("an administrator has shut the account and opened it again")
    sent = {"username": "ada", "password": PASSWORD}
    asked = "a sign-in to an account that was opened again"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request(
        "POST", "/api/user/login", headers=FROM_HOME, json=sent
    )
    own_interaction.will_respond_with(200, BEGUN)

    with own_interaction.serve() as url:
        assert is_begun(users(url).sign_in("ada", PASSWORD, HOME))


def test_each_is_registered_as_who_they_are(own_interaction):
    own_interaction.given("somebody else has an account")
    asked, wanted = "the account of the second of two", ADA | {"sign_in": True}
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("POST", NEW_ACCOUNT, headers=FROM_HOME, json=wanted)
    shown = {name: exactly(ADA[name]) for name in ("username", "email")}
    own_interaction.will_respond_with(201, {"result": shown, "sign_in": SECOND})

    with own_interaction.serve() as url:
        done = users(url).register(NewAccount(**ADA), HOME)

    assert (done.account.username, done.account.email) == ("ada", ADA["email"])
    begun = done.sign_in
    assert (begun.user_id, begun.token, begun.device) == (2, "ada", "known")
    assert begun.expires_at


@pytest.mark.parametrize(
    "state", ["a shopper is signed in", "the shopper has told about themselves"]
)
def test_profile_holds_what_its_owner_has_entered(signed_in, state):
    profile = Profile("Clay.", "", {"delivery": "express"})
    if state == "the shopper has told about themselves":
        signed_in.given(state, **vars(profile))
    else:
        profile = Profile()
    signed_in.given("somebody else has told about themselves")
    asked = "a look at one of two profiles"
    signed_in.upon_receiving(asked)
    signed_in.with_request("GET", "/api/user/profile", headers=SHOPPER)
    signed_in.will_respond_with(200, {"result": exactly(vars(profile))})

    with signed_in.serve() as url:
        assert users(url).profile("ada") == profile


@pytest.mark.parametrize(
    "state",
    [
        "all other sign-ins were ended",
        "a sign-in was ended in another browser",
        "the password was changed",
        "the account was closed",
        "an administrator has shut the account",
        "the first of three browsers signs itself out",
    ],
)
def test_somebody_else_stays_signed_in(interaction, state):
    interaction.given("somebody else is signed in")
    interaction.given(
        state, **({"password": NEXT_PASSWORD} if "password" in state else {})
    )
    assert_account_shown(interaction, "an account of somebody else", "other", "bob")


def test_browser_of_somebody_else_keeps_its_name(interaction):
    interaction.given("somebody else is signed in").given("the account was closed")
    holder = {"Authorization": from_state("Bearer ${other}", example="Bearer bob")}
    asked = "a list of sign-ins beside a closed account"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", SESSIONS, headers=holder)
    own = {"user_agent": exactly("Firefox"), "is_current": exactly(True)}
    own |= {"id": token("s1"), "created_at": instant(NOON)}
    interaction.will_respond_with(200, {"results": [own]})

    with interaction.serve() as url:
        (found,) = users(url).sign_ins("bob")

    assert (found.user_agent, found.is_current) == ("Firefox", True)
    assert (found.id, rfc3339(found.created_at)) == ("s1", NOON)


LEFT = {
    "signs itself out": [("Opera", False), ("Lynx", True)],
    "logs itself out at the gateway": [("Opera", False), ("Lynx", True)],
    "signs the second out": [("Opera", False), ("Firefox", True)],
    "signs both others out": [("Firefox", True)],
    "changes the password": [("Firefox", True)],
}


@pytest.mark.parametrize("deed", [*LEFT])
def test_browser_that_was_signed_out_stays_out(interaction, deed):
    interaction.given(f"the first of three browsers {deed}")
    ended = from_state("Bearer ${ended}", example="Bearer ada")
    asked = "an account in a browser that was signed out"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", "/api/user", headers={"Authorization": ended})
    interaction.will_respond_with(401)

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url).account("ada")

    assert refused.value.status == 401


@pytest.mark.parametrize(("deed", "left"), [*LEFT.items()])
def test_browsers_that_are_left_are_listed(interaction, deed, left):
    interaction.given(f"the first of three browsers {deed}")
    asked = "a list of the browsers that are left"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", SESSIONS, headers=SHOPPER)
    one = {"id": token("s1"), "created_at": instant(NOON)}
    results = [
        one | {"user_agent": exactly(name), "is_current": exactly(is_own)}
        for name, is_own in left
    ]
    interaction.will_respond_with(200, {"results": results})

    with interaction.serve() as url:
        found = users(url).sign_ins("ada")

    assert [(each.user_agent, each.is_current) for each in found] == left
    assert {(each.id, rfc3339(each.created_at)) for each in found} == {("s1", NOON)}


def test_sign_in_is_listed_by_the_id_that_ends_it(signed_in):
    state = "the shopper is signed in by an id of many letters"
    signed_in.given("some time has passed since then", minutes=1)
    signed_in.given(state, sign_in=LONG_ID)
    asked = "a list of a sign-in with many letters"
    signed_in.upon_receiving(asked)
    signed_in.with_request("GET", SESSIONS, headers=SHOPPER)
    one = {"created_at": instant(NOON), "user_agent": exactly("Firefox")}
    own = one | {"id": token("s1"), "is_current": exactly(True)}
    other = {"created_at": instant(NOON), "id": exactly(LONG_ID)}
    other |= {"is_current": exactly(False)}
    signed_in.will_respond_with(200, {"results": [other, own]})

    with signed_in.serve() as url:
        found = users(url).sign_ins("ada")

    assert [each.id for each in found] == [LONG_ID, "s1"]
    assert [each.is_current for each in found] == [False, True]
    assert [each.user_agent for each in found] == ["", "Firefox"]
    assert {rfc3339(each.created_at) for each in found} == {NOON}


def test_sign_in_with_the_longest_id_is_ended(signed_in):
    state = "the shopper is signed in by an id of many letters"
    signed_in.given(state, sign_in=LONG_ID)
    path = f"{SESSIONS}/{LONG_ID}"
    signed_in.upon_receiving("an end of the longest id")
    signed_in.with_request("DELETE", path, headers=SHOPPER)
    signed_in.will_respond_with(200)

    with signed_in.serve() as url:
        users(url).end_sign_in("ada", LONG_ID)
