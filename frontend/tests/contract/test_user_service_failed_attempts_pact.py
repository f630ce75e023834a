"""Which slips are counted from when, and whose right password forgives them."""

import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import from_state, pattern, text
from service_kit.http_client import Rejected, ServiceUnavailable
from storefront.clients.user_service import Browser

from .user_service_interactions import (
    BEGUN,
    FROM_HOME,
    HOME,
    NEXT_PASSWORD,
    PASSWORD,
    PASSWORDS,
    PROBLEM,
    SHOPPER,
    is_begun,
    users,
)

LOG_IN = "/api/user/login"
FROM_HERE = {"address": HOME.address}
ALMOST = "the shopper may mistype the password once more"
SLIPPED = "the shopper has mistyped the password as often as may be"
GUESSED = "strangers have guessed at many names"
LATER = "some time has passed since then"
UNDER_WAY = "sign-ins of the shopper are under way"


@pytest.fixture
def interaction(agree):
    return agree("frontend", "user-service")


def wish_sign_in(
    interaction: ExpectedInteraction, description: str, *notes: object
) -> None:
    sent = {"username": "ada", "password": PASSWORD}
    if notes:
        sent |= {"devices": [*notes]}
    interaction.upon_receiving(description)
    interaction.with_request("POST", LOG_IN, headers=FROM_HOME, json=sent)


def assert_refused(
    interaction: ExpectedInteraction, seconds: str, about: str, *notes: str
) -> None:
    waiting = {"Retry-After": pattern(seconds, about)}
    interaction.will_respond_with(
        429, {"detail": text("Too many.")}, headers=PROBLEM | waiting
    )

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url).sign_in("ada", PASSWORD, Browser(HOME.address, HOME.name, notes))

    error = refused.value
    expected = (429, "Too many.", int(seconds))
    assert (error.status, error.detail, error.retry_after) == expected


def test_first_slip_is_forgotten_first(having_account):
    having_account.given(ALMOST, **FROM_HERE)
    having_account.given(LATER, minutes=3)
    having_account.given("the shopper slips once more", **FROM_HERE)
    wish_sign_in(having_account, "a sign-in after early slips and a late one")
    assert_refused(having_account, "120", "120|1[01][0-9]")


def test_first_guess_of_a_network_is_forgotten_first(having_account):
    having_account.given(GUESSED, **FROM_HERE, left=5)
    having_account.given(LATER, minutes=3)
    having_account.given(GUESSED, **FROM_HERE, left=4)
    wish_sign_in(having_account, "a sign-in after early guesses and late ones")
    assert_refused(having_account, "120", "120|1[01][0-9]")


def test_slips_are_not_forgiven_by_somebody_else(having_account):
    having_account.given(SLIPPED, **FROM_HERE)
    state = "somebody signs in from there"
    having_account.given(state, username="bob", address=HOME.address)
    wish_sign_in(having_account, "a sign-in after slips, beside somebody else")
    assert_refused(having_account, "300", "300|2[89][0-9]")


def test_slips_are_not_forgiven_by_a_sign_in(having_account):
    having_account.given(ALMOST, **FROM_HERE)
    state = "somebody signs in from there"
    having_account.given(state, username="ada", address=HOME.address)
    having_account.given("the shopper slips once more", **FROM_HERE)
    wish_sign_in(having_account, "a sign-in after slips, with one between")
    assert_refused(having_account, "300", "300|2[89][0-9]")


@pytest.mark.parametrize("count", [3, 1])
def test_sign_ins_under_way_are_no_slips(having_account, count):
    if count == 1:
        having_account.given(ALMOST, **FROM_HERE)
    having_account.given(UNDER_WAY, **FROM_HERE, count=count)
    wish_sign_in(having_account, f"a sign-in beside {count} under way")
    having_account.will_respond_with(503, headers=PROBLEM)

    with pytest.raises(ServiceUnavailable) as busy, having_account.serve() as url:
        users(url).sign_in("ada", PASSWORD, HOME)

    assert not busy.value.is_ill


def test_sign_ins_that_were_never_finished_are_slips(having_account):
    having_account.given(UNDER_WAY, **FROM_HERE, count=3)
    having_account.given(LATER, minutes=1)
    wish_sign_in(having_account, "a sign-in beside others that broke off")
    assert_refused(having_account, "240", "240|2[23][0-9]")


@pytest.mark.parametrize("left", [1, 0])
def test_known_browser_slips_as_often_as_others(having_account, left):
    having_account.given("a known browser has slipped", left=left)
    note = from_state("${device}", example="a-note")
    asked = f"a sign-in from a known browser with {left} trials left"
    wish_sign_in(having_account, asked, note)
    if not left:
        assert_refused(having_account, "300", "300|2[89][0-9]", "a-note")
        return
    having_account.will_respond_with(200, BEGUN)

    with having_account.serve() as url:
        here = Browser(HOME.address, HOME.name, ("a-note",))
        assert is_begun(users(url).sign_in("ada", PASSWORD, here))


def test_owner_is_not_forgiven_by_somebody_else(signed_in_by_password):
    interaction = signed_in_by_password
    interaction.given("the shopper has given too many wrong passwords")
    interaction.given("somebody else gives the right password of their own")
    asked, path = "a change of the password beside somebody else", "/api/user/password"
    interaction.upon_receiving(asked)
    interaction.with_request("PUT", path, headers=SHOPPER, json=PASSWORDS)
    waiting = {"Retry-After": pattern("300", "300|2[89][0-9]")}
    interaction.will_respond_with(
        429, {"detail": text("Too many.")}, headers=PROBLEM | waiting
    )

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url).change_password("ada", PASSWORD, NEXT_PASSWORD)

    error = refused.value
    assert (error.status, error.detail, error.retry_after) == (429, "Too many.", 300)
