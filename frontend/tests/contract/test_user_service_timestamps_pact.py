"""Since when things are so: an account, a sign-in, a note, a token of one's own."""

import pytest

from contract_kit.consumer.matchers import (
    exactly,
    from_state,
    instant,
    text,
)
from service_kit.clock import rfc3339
from service_kit.http_client import Rejected
from storefront.clients.user_service import Browser

from .user_service_interactions import (
    BEGUN,
    FROM_HOME,
    HOME,
    NOON,
    PASSWORD,
    PROBLEM,
    SHOPPER,
    is_begun,
    users,
)

LOG_IN, SESSIONS = "/api/user/login", "/api/user/sessions"
FROM_HERE = {"address": HOME.address}
# Whole minutes would not show that the seconds are there.
JUST_PAST_NOON = "2026-11-21T12:00:37+00:00"


@pytest.fixture
def interaction(agree):
    return agree("frontend", "user-service")


def test_account_is_as_old_as_its_opening(signed_in_by_password):
    interaction = signed_in_by_password
    opened = "the account was opened at noon, and has changed since"
    interaction.given(opened, seconds_past=37)
    interaction.upon_receiving("an account of noon")
    interaction.with_request("GET", "/api/user", headers=SHOPPER)
    account = {"username": exactly("ada"), "email": exactly("ada@furrow.example")}
    age = {"created_at": exactly(JUST_PAST_NOON)}
    interaction.will_respond_with(200, {"result": account | age})

    with interaction.serve() as url:
        shown = users(url).account("ada")

    assert (shown.username, shown.email) == ("ada", "ada@furrow.example")
    assert rfc3339(shown.created_at) == JUST_PAST_NOON


def test_sign_in_is_as_old_as_its_beginning(signed_in_by_password):
    interaction = signed_in_by_password
    interaction.given("the shopper signed in at noon", seconds_past=37)
    interaction.upon_receiving("a list of a sign-in of noon")
    interaction.with_request("GET", SESSIONS, headers=SHOPPER)
    own = {"user_agent": exactly("Firefox"), "is_current": exactly(True)}
    own |= {"id": text("s1"), "created_at": exactly(JUST_PAST_NOON)}
    interaction.will_respond_with(200, {"results": [own]})

    with interaction.serve() as url:
        (found,) = users(url).sign_ins("ada")

    assert (rfc3339(found.created_at), found.is_current) == (JUST_PAST_NOON, True)
    assert (found.id, found.user_agent) == ("s1", "Firefox")


def test_browser_of_a_new_account_is_listed_by_its_name(interaction):
    interaction.given("the shopper has just registered", browser="Lynx")
    interaction.upon_receiving("the sign-in of a new account")
    interaction.with_request("GET", SESSIONS, headers=SHOPPER)
    own = {"user_agent": exactly("Lynx"), "is_current": exactly(True)}
    own |= {"id": text("s1"), "created_at": instant(NOON)}
    interaction.will_respond_with(200, {"results": [own]})

    with interaction.serve() as url:
        (found,) = users(url).sign_ins("ada")

    assert (found.user_agent, found.is_current) == ("Lynx", True)
    assert (found.id, rfc3339(found.created_at)) == ("s1", NOON)


@pytest.mark.parametrize(
    ("state", "supplied", "kind"),
    [
        ("two shoppers have signed in here before", ["other", "device"], "shared"),
        ("the shopper signed in here eleven months ago", ["device"], "long known"),
    ],
)
def test_browser_is_known_by_each_of_its_notes(having_account, state, supplied, kind):
    having_account.given(state)
    tried = "strangers have used up what may be tried"
    having_account.given(tried, username="ada")
    notes = [from_state(f"${{{name}}}", example=name) for name in supplied]
    sent = {"username": "ada", "password": PASSWORD, "devices": notes}
    asked = f"a sign-in from a browser that is {kind}"
    having_account.upon_receiving(asked)
    having_account.with_request("POST", LOG_IN, headers=FROM_HOME, json=sent)
    having_account.will_respond_with(200, BEGUN)
    here = Browser(HOME.address, HOME.name, tuple(supplied))

    with having_account.serve() as url:
        assert is_begun(users(url).sign_in("ada", PASSWORD, here))


def test_five_people_share_a_browser(having_account):
    having_account.given("the shopper has signed in here before", username="ada")
    tried = "strangers have used up what may be tried"
    having_account.given(tried, username="ada")
    others = ["bob", "cid", "dan", "eve"]
    notes = [*others, from_state("${device}", example="device")]
    sent = {"username": "ada", "password": PASSWORD, "devices": notes}
    asked = "a sign-in from a browser of five people"
    having_account.upon_receiving(asked)
    having_account.with_request("POST", LOG_IN, headers=FROM_HOME, json=sent)
    having_account.will_respond_with(200, BEGUN)
    here = Browser(HOME.address, HOME.name, (*others, "device"))

    with having_account.serve() as url:
        assert is_begun(users(url).sign_in("ada", PASSWORD, here))


def test_own_token_is_good_for_ten_minutes(interaction):
    interaction.given("the storefront got its token nine minutes ago")
    kind = "nothing more may be tried from an address"
    interaction.given(kind, **FROM_HERE, kind="name checks")
    path = "/api/user/ada/exists"
    interaction.upon_receiving("a name check by an old token")
    interaction.with_request("GET", path, headers=FROM_HOME)
    interaction.will_respond_with(429, {"detail": text("Too many.")}, headers=PROBLEM)

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url).check_name("ada", HOME)

    assert (refused.value.status, refused.value.detail) == (429, "Too many.")
