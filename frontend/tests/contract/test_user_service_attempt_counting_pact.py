"""What counts as a trial and what does not, and whom the trials of others bar."""

import pytest

from contract_kit.consumer.matchers import (
    exactly,
    from_state,
    pattern,
    some,
    text,
)
from service_kit.http_client import Rejected
from storefront.clients.user_service import Browser, NewAccount
from storefront.service_models import NameCheck

from .user_service_interactions import (
    ADA,
    BEGUN,
    FROM_HOME,
    HOME,
    NEW_ACCOUNT,
    NEXT_PASSWORD,
    PASSWORD,
    PROBLEM,
    SHOPPER,
    is_begun,
    users,
)

LOG_IN = "/api/user/login"
FROM_HERE = {"address": HOME.address}
TOO_MANY = PROBLEM | {"Retry-After": pattern("3600", "3600|35[0-9]{2}")}


@pytest.fixture
def interaction(agree):
    return agree("frontend", "user-service")


@pytest.mark.parametrize(
    "state",
    [
        "the shopper has given the right password often",
        "the shopper was right after some slips, and slips again",
    ],
)
def test_password_is_changed_by_who_knows_it(signed_in_by_password, state):
    interaction = signed_in_by_password.given(state)
    sent = {"current_password": PASSWORD, "new_password": NEXT_PASSWORD}
    asked = "a change of the password after trials"
    interaction.upon_receiving(asked)
    interaction.with_request("PUT", "/api/user/password", headers=SHOPPER, json=sent)
    interaction.will_respond_with(200, {"device": BEGUN["device"]})

    with interaction.serve() as url:
        changed = users(url).change_password("ada", PASSWORD, NEXT_PASSWORD)

    assert changed == "known"


def test_right_password_counts_as_no_slip(having_account):
    having_account.given("the shopper has signed in often", **FROM_HERE)
    sent = {"username": "ada", "password": PASSWORD}
    asked = "a sign-in after many"
    having_account.upon_receiving(asked)
    having_account.with_request("POST", LOG_IN, headers=FROM_HOME, json=sent)
    having_account.will_respond_with(200, BEGUN)

    with having_account.serve() as url:
        assert is_begun(users(url).sign_in("ada", PASSWORD, HOME))


def test_slips_in_another_known_browser_bar_nobody(having_account):
    having_account.given("the shopper has signed in here before", username="ada")
    slipped = "another known browser has slipped as often as may be"
    having_account.given(slipped, **FROM_HERE)
    notes = [from_state("${device}", example="device")]
    sent = {"username": "ada", "password": PASSWORD, "devices": notes}
    asked = "a sign-in beside the slips of another known browser"
    having_account.upon_receiving(asked)
    having_account.with_request("POST", LOG_IN, headers=FROM_HOME, json=sent)
    having_account.will_respond_with(200, BEGUN)
    here = Browser(HOME.address, HOME.name, ("device",))

    with having_account.serve() as url:
        assert is_begun(users(url).sign_in("ada", PASSWORD, here))


def test_what_others_try_next_door_bars_nobody(having_account):
    tried = "nothing more may be tried from an address"
    having_account.given(tried, address="198.51.101.7", kind="log-ins")
    sent = {"username": "ada", "password": PASSWORD}
    asked = "a sign-in next door to many"
    having_account.upon_receiving(asked)
    having_account.with_request("POST", LOG_IN, headers=FROM_HOME, json=sent)
    having_account.will_respond_with(200, BEGUN)

    with having_account.serve() as url:
        assert is_begun(users(url).sign_in("ada", PASSWORD, HOME))


def test_names_that_are_taken_cost_no_account(own_interaction):
    refused = "many registrations were refused because names are taken"
    own_interaction.given(refused, **FROM_HERE)
    asked = "an account after many names that are taken"
    wanted = ADA | {"sign_in": True}
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("POST", NEW_ACCOUNT, headers=FROM_HOME, json=wanted)
    shown = {name: exactly(ADA[name]) for name in ("username", "email")}
    own_interaction.will_respond_with(201, {"result": shown, "sign_in": BEGUN})

    with own_interaction.serve() as url:
        done = users(url).register(NewAccount(**ADA), HOME)

    assert is_begun(done.sign_in)
    assert (done.account.username, done.account.email) == ("ada", ADA["email"])


def test_too_many_names_that_are_taken_have_to_wait(own_interaction):
    tried = "nothing more may be tried from an address"
    own_interaction.given(tried, **FROM_HERE, kind="refused registrations")
    asked = "an account after too many names that are taken"
    wanted = ADA | {"sign_in": True}
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("POST", NEW_ACCOUNT, headers=FROM_HOME, json=wanted)
    own_interaction.will_respond_with(
        429, {"detail": text("Too many.")}, headers=TOO_MANY
    )

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).register(NewAccount(**ADA), HOME)

    assert (refused.value.status, refused.value.retry_after) == (429, 3600)
    assert refused.value.detail == "Too many."


def test_names_that_are_offered_can_all_be_had(having_account):
    having_account.given("every short name like it is taken")
    path = "/api/user/ada/exists"
    asked = "a question about a name that many wanted"
    having_account.upon_receiving(asked)
    having_account.with_request("GET", path, headers=FROM_HOME)
    free = pattern("ada40711", "ada[0-9]{5,6}")
    having_account.will_respond_with(200, {"suggestions": some(free)})

    with having_account.serve() as url:
        assert users(url).check_name("ada", HOME) == NameCheck(False, ("ada40711",))
