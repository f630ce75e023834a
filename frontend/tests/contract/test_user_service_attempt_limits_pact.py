"""The last that may be tried, the first that may not, and when all is forgotten."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import exactly, pattern, text
from service_kit.http_client import Rejected
from storefront.clients.user_service import NewAccount, UserServiceClient
from storefront.service_models import NameCheck, Registered, SignIn

from .user_service_interactions import (
    ADA,
    BEGUN,
    FROM_HOME,
    HOME,
    NEW_ACCOUNT,
    NEXT_PASSWORD,
    PASSWORD,
    PASSWORDS,
    PROBLEM,
    SHOPPER,
    is_begun,
    users,
)

Ask = Callable[[UserServiceClient], object]
LOG_IN = "/api/user/login"
FROM_HERE = {"address": HOME.address}
USED_UP = "nothing more may be tried from an address"
SLIPPED = "the shopper has mistyped the password as often as may be"


@pytest.fixture
def interaction(agree):
    return agree("frontend", "user-service")


def wish_sign_in(
    interaction: ExpectedInteraction, description: str, address: str = ""
) -> None:
    headers = FROM_HOME | ({"X-Client-Address": address} if address else {})
    sent = {"username": "ada", "password": PASSWORD}
    interaction.upon_receiving(description)
    interaction.with_request("POST", LOG_IN, headers=headers, json=sent)


def wish_account(interaction: ExpectedInteraction, description: str) -> None:
    wanted = ADA | {"sign_in": True}
    interaction.upon_receiving(description)
    interaction.with_request("POST", NEW_ACCOUNT, headers=FROM_HOME, json=wanted)


def assert_signed_in(
    interaction: ExpectedInteraction, address: str = HOME.address
) -> None:
    interaction.will_respond_with(200, BEGUN)

    with interaction.serve() as url:
        begun = users(url).sign_in("ada", PASSWORD, replace(HOME, address=address))

    assert is_begun(begun)


def assert_account_opened(interaction: ExpectedInteraction) -> None:
    shown = {name: exactly(ADA[name]) for name in ("username", "email")}
    interaction.will_respond_with(201, {"result": shown, "sign_in": BEGUN})

    with interaction.serve() as url:
        done = register(users(url))

    assert is_begun(done.sign_in)
    assert (done.account.username, done.account.email) == ("ada", ADA["email"])


def sign_in(client: UserServiceClient) -> SignIn:
    return client.sign_in("ada", PASSWORD, HOME)


def register(client: UserServiceClient) -> Registered:
    return client.register(NewAccount(**ADA), HOME)


def assert_must_wait(
    interaction: ExpectedInteraction, seconds: str, about: str, ask: Ask
) -> None:
    waiting = {"Retry-After": pattern(seconds, about)}
    interaction.will_respond_with(
        429, {"detail": text("Too many.")}, headers=PROBLEM | waiting
    )

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        ask(users(url))

    error = refused.value
    expected = (429, "Too many.", int(seconds))
    assert (error.status, error.detail, error.retry_after) == expected


def test_some_guesses_at_many_names_bar_nobody(having_account):
    having_account.given("strangers have guessed at many names", **FROM_HERE, left=1)
    wish_sign_in(having_account, "a sign-in beside some guesses at names")
    assert_signed_in(having_account)


def test_many_guesses_at_names_bar_their_network(having_account):
    having_account.given("strangers have guessed at many names", **FROM_HERE)
    wish_sign_in(having_account, "a sign-in beside many guesses at names")
    assert_must_wait(having_account, "300", "300|2[89][0-9]", sign_in)


def test_shopper_may_be_tried_once_more(having_account):
    having_account.given(
        "strangers have tried almost as often as may be", username="ada"
    )
    wish_sign_in(having_account, "a sign-in beside many guesses at one name")
    assert_signed_in(having_account)


def test_name_and_email_are_tried_as_one_account(having_account):
    email = ADA["email"]
    having_account.given("strangers have used up what may be tried", username=email)
    wish_sign_in(having_account, "a sign-in beside many guesses at the e-mail")
    having_account.will_respond_with(401)

    with pytest.raises(Rejected) as refused, having_account.serve() as url:
        users(url).sign_in("ada", PASSWORD, HOME)

    assert refused.value.status == 401


@pytest.mark.parametrize(
    ("tried", "own"),
    [
        ("198.51.100.99", "198.51.100.7"),
        ("2001:db8::99", "2001:db8::7"),
        ("198.51.100.7", "::ffff:198.51.100.7"),
        ("198.51.100.7", "198.51.100.7:4711"),
        ("2001:db8::7", "[2001:db8::7]:4711"),
    ],
)
def test_neighbours_in_one_network_are_counted_together(having_account, tried, own):
    having_account.given(USED_UP, address=tried, kind="log-ins")
    wish_sign_in(having_account, f"a sign-in from {own} beside {tried}", own)
    here = replace(HOME, address=own)
    assert_must_wait(
        having_account,
        "300",
        "300|2[89][0-9]",
        lambda u: u.sign_in("ada", PASSWORD, here),
    )


@pytest.mark.parametrize(
    ("tried", "own"),
    [("2001:db8:0:1::7", "2001:db8::7"), ("2001:db8::7", "2001:db8:1::7")],
)
def test_other_networks_are_counted_by_themselves(having_account, tried, own):
    having_account.given(USED_UP, address=tried, kind="log-ins")
    wish_sign_in(having_account, f"a sign-in from {own} far from {tried}", own)
    assert_signed_in(having_account, own)


def test_last_name_of_a_minute_may_be_asked_for(own_interaction):
    own_interaction.given("many names were asked for", **FROM_HERE, left=1)
    path = "/api/user/ada/exists"
    asked = "the last name that may be asked for"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("GET", path, headers=FROM_HOME)
    own_interaction.will_respond_with(404)

    with own_interaction.serve() as url:
        assert users(url).check_name("ada", HOME) == NameCheck(is_free=True)


def test_one_name_more_may_not_be_asked_for(own_interaction):
    own_interaction.given("many names were asked for", **FROM_HERE)
    path = "/api/user/ada/exists"
    asked = "a name more than may be asked for"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("GET", path, headers=FROM_HOME)
    assert_must_wait(
        own_interaction, "60", "60|[345][0-9]", lambda u: u.check_name("ada", HOME)
    )


def test_last_account_of_an_hour_is_opened(own_interaction):
    own_interaction.given("many accounts were opened", **FROM_HERE, left=1)
    wish_account(own_interaction, "the last account that may be opened")
    assert_account_opened(own_interaction)


def test_one_account_more_is_not_opened(own_interaction):
    own_interaction.given("many accounts were opened", **FROM_HERE)
    wish_account(own_interaction, "an account more than may be opened")
    assert_must_wait(own_interaction, "3600", "3600|35[0-9]{2}", register)


def test_hundredth_sign_in_of_an_hour_is_begun(having_account):
    having_account.given("the shopper has begun ninety-nine sign-ins")
    wish_sign_in(having_account, "the hundredth sign-in of an hour")
    assert_signed_in(having_account)


def test_one_sign_in_more_has_to_wait(signed_in_by_password):
    interaction = signed_in_by_password
    interaction.given("the storefront has a token of its own")
    interaction.given("the shopper has begun ninety-nine sign-ins")
    interaction.given("some time has passed since then", minutes=20)
    wish_sign_in(interaction, "the hundred and first sign-in of an hour")
    assert_must_wait(interaction, "2400", "2400|23[0-9]{2}", sign_in)


def test_one_sign_in_more_waits_for_the_first_of_the_hour(signed_in_by_password):
    interaction = signed_in_by_password
    interaction.given("the storefront has a token of its own")
    interaction.given("some time has passed since then", minutes=50)
    interaction.given("the shopper has begun ninety-nine sign-ins")
    wish_sign_in(interaction, "a sign-in ten minutes before there is room")
    assert_must_wait(interaction, "600", "600|5[0-9]{2}", sign_in)


def test_sign_ins_of_somebody_else_are_not_counted(having_account):
    having_account.given("somebody else is signed in in a hundred browsers")
    wish_sign_in(having_account, "a sign-in beside a hundred of somebody else")
    assert_signed_in(having_account)


def test_sign_ins_of_the_last_hour_are_not_counted(signed_in_by_password):
    interaction = signed_in_by_password
    interaction.given("the storefront has a token of its own")
    interaction.given("the shopper has begun ninety-nine sign-ins")
    interaction.given("some time has passed since then", minutes=61)
    wish_sign_in(interaction, "a sign-in after the many of the last hour")
    assert_signed_in(interaction)


def test_slips_are_forgotten_after_five_minutes(having_account):
    having_account.given(SLIPPED, **FROM_HERE)
    having_account.given("some time has passed since then", minutes=5, seconds=5)
    wish_sign_in(having_account, "a sign-in five minutes after the slips")
    assert_signed_in(having_account)


def test_slips_are_remembered_for_five_minutes(having_account):
    having_account.given(SLIPPED, **FROM_HERE)
    having_account.given("some time has passed since then", minutes=4)
    wish_sign_in(having_account, "a sign-in four minutes after the slips")
    assert_must_wait(having_account, "60", "60|[345][0-9]", sign_in)


@pytest.mark.parametrize(
    ("passed", "seconds", "about"),
    [({"minutes": 4}, "60", "60|[345][0-9]"), ({"minutes": 5, "seconds": 5}, "", "")],
)
def test_network_waits_for_five_minutes(having_account, passed, seconds, about):
    having_account.given(USED_UP, **FROM_HERE, kind="log-ins")
    having_account.given("some time has passed since then", **passed)
    after = f"{passed['minutes']} minutes after the guesses"
    wish_sign_in(having_account, f"a sign-in {after}")
    if not seconds:
        assert_signed_in(having_account)
    else:
        assert_must_wait(having_account, seconds, about, sign_in)


@pytest.mark.parametrize("kind", ["registrations", "refused registrations"])
def test_network_may_register_again_after_an_hour(own_interaction, kind):
    own_interaction.given(USED_UP, **FROM_HERE, kind=kind)
    own_interaction.given("some time has passed since then", minutes=60, seconds=5)
    wish_account(own_interaction, f"an account an hour after the {kind}")
    assert_account_opened(own_interaction)


@pytest.mark.parametrize("kind", ["registrations", "refused registrations"])
def test_network_registers_nobody_for_an_hour(own_interaction, kind):
    own_interaction.given(USED_UP, **FROM_HERE, kind=kind)
    own_interaction.given("some time has passed since then", minutes=50)
    wish_account(own_interaction, f"an account fifty minutes after the {kind}")
    assert_must_wait(own_interaction, "600", "600|5[0-9]{2}", register)


def test_names_may_be_asked_for_again_after_a_minute(own_interaction):
    own_interaction.given(USED_UP, **FROM_HERE, kind="name checks")
    own_interaction.given("some time has passed since then", seconds=65)
    path = "/api/user/ada/exists"
    asked = "a name check a minute after many"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("GET", path, headers=FROM_HOME)
    own_interaction.will_respond_with(404)

    with own_interaction.serve() as url:
        assert users(url).check_name("ada", HOME) == NameCheck(is_free=True)


def test_wrong_passwords_of_the_owner_are_forgotten(signed_in_by_password):
    interaction = signed_in_by_password
    interaction.given("the shopper has given too many wrong passwords")
    interaction.given("some time has passed since then", minutes=5, seconds=5)
    sent = {"current_password": PASSWORD, "new_password": NEXT_PASSWORD}
    asked = "a change of the password five minutes after many"
    interaction.upon_receiving(asked)
    interaction.with_request("PUT", "/api/user/password", headers=SHOPPER, json=sent)
    interaction.will_respond_with(200, {"device": BEGUN["device"]})

    with interaction.serve() as url:
        assert users(url).change_password("ada", PASSWORD, NEXT_PASSWORD) == "known"


def test_wrong_passwords_of_the_owner_are_remembered(signed_in_by_password):
    interaction = signed_in_by_password
    interaction.given("the shopper has given too many wrong passwords")
    interaction.given("some time has passed since then", minutes=4)
    asked = "a change of the password four minutes after many"
    interaction.upon_receiving(asked)
    interaction.with_request(
        "PUT", "/api/user/password", headers=SHOPPER, json=PASSWORDS
    )

    def change(client: UserServiceClient) -> str:
        return client.change_password("ada", PASSWORD, NEXT_PASSWORD)

    assert_must_wait(interaction, "60", "60|[345][0-9]", change)
