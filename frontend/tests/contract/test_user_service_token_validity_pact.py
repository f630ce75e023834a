"""What a sign-in hands over is valid as long as it declares, and in its own place."""

import pytest
from pydantic import SecretStr

from contract_kit.consumer.matchers import exactly, from_state, token
from service_kit.clock import read_instant
from service_kit.http_client import Connection, Rejected, Reply
from storefront.clients.user_service import Browser, NewAccount, UserServiceClient
from storefront.service_models import NameCheck

from .user_service_interactions import (
    ADA,
    BEGUN,
    FROM_HOME,
    HOME,
    NEW_ACCOUNT,
    NEXT_PASSWORD,
    PASSWORD,
    SHOPPER,
    Introduction,
    is_begun,
    users,
)

LOG_IN = "/api/user/login"
MIDNIGHT = "2126-11-22T00:00:37+00:00"
UNTIL_MIDNIGHT = BEGUN | {"expires_at": exactly(MIDNIGHT)}
NAMELESS = {name: words for name, words in FROM_HOME.items() if name != "Authorization"}


@pytest.fixture
def interaction(agree):
    return agree("frontend", "user-service")


class Stranger(Connection):
    """A connection over which the storefront gets no token of its own."""

    def send(self, method: str, path: str, *body: object, **sent: object) -> Reply:
        if path == "/api/service-token":
            raise Rejected(401)
        return super().send(method, path, *body, **sent)


def test_token_of_a_sign_in_opens_the_account(interaction):
    interaction.given("somebody has an account", **ADA)
    interaction.given("the shopper has just signed in by a door", path=LOG_IN)
    asked = "an account just after the sign-in"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", "/api/user", headers=SHOPPER)
    account = {name: exactly(ADA[name]) for name in ("username", "email")}
    interaction.will_respond_with(200, {"result": account})

    with interaction.serve() as url:
        shown = users(url).account("ada")

    assert (shown.username, shown.email) == (ADA["username"], ADA["email"])


@pytest.mark.parametrize(
    ("state", "parameters", "password"),
    [
        ("the shopper has just registered", {"browser": "Lynx"}, PASSWORD),
        ("the password was changed", {"password": NEXT_PASSWORD}, NEXT_PASSWORD),
    ],
)
def test_browser_is_known_by_the_note_that_it_got(
    own_interaction, state, parameters, password
):
    own_interaction.given(state, **parameters)
    _sign_in_against_strangers(own_interaction, state, password)


def test_browser_is_known_by_the_note_of_its_sign_in(having_account):
    having_account.given("the shopper has just signed in by a door", path=LOG_IN)
    _sign_in_against_strangers(having_account, "the shopper has signed in", PASSWORD)


def _sign_in_against_strangers(interaction, after, password):
    interaction.given("strangers have used up what may be tried", username="ada")
    note = from_state("${device}", example="a-note")
    credentials = {"username": "ada", "password": password, "devices": [note]}
    asked = f"a sign-in with the note of when {after}"
    interaction.upon_receiving(asked)
    interaction.with_request("POST", LOG_IN, headers=FROM_HOME, json=credentials)
    interaction.will_respond_with(200, BEGUN)
    here = Browser(HOME.address, HOME.name, ("a-note",))

    with interaction.serve() as url:
        assert is_begun(users(url).sign_in("ada", password, here))


def test_sign_in_says_that_it_lasts_for_half_a_day(having_account):
    having_account.given("it is noon", seconds_past=37)
    credentials = {"username": "ada", "password": PASSWORD}
    asked = "a sign-in at noon"
    having_account.upon_receiving(asked)
    having_account.with_request("POST", LOG_IN, headers=FROM_HOME, json=credentials)
    having_account.will_respond_with(200, UNTIL_MIDNIGHT)

    with having_account.serve() as url:
        sign_in = users(url).sign_in("ada", PASSWORD, HOME)

    assert sign_in.expires_at == read_instant(MIDNIGHT)
    assert (sign_in.user_id, sign_in.token, sign_in.device) == (7, "ada", "known")


def test_new_account_is_signed_in_for_half_a_day(own_interaction):
    own_interaction.given("it is noon", seconds_past=37)
    asked, wanted = "a new account at noon", ADA | {"sign_in": True}
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("POST", NEW_ACCOUNT, headers=FROM_HOME, json=wanted)
    shown = {name: exactly(ADA[name]) for name in ("username", "email")}
    own_interaction.will_respond_with(201, {"result": shown, "sign_in": UNTIL_MIDNIGHT})

    with own_interaction.serve() as url:
        done = users(url).register(NewAccount(**ADA), HOME)

    begun = done.sign_in
    assert begun.expires_at == read_instant(MIDNIGHT)
    assert (begun.user_id, begun.token, begun.device) == (7, "ada", "known")
    assert (done.account.username, done.account.email) == ("ada", ADA["email"])


def test_token_of_the_storefront_says_that_it_lasts_ten_minutes(interaction):
    interaction.given("it is noon", seconds_past=37)
    interaction.given("a service has a secret", service="frontend")
    secret = from_state("secret", example="the-secret")
    credentials = {"client_id": "frontend", "client_secret": secret}
    asked = "a request at noon for a token of its own"
    interaction.upon_receiving(asked)
    interaction.with_request("POST", "/api/service-token", json=credentials)
    end = "2126-11-21T12:10:37+00:00"
    interaction.will_respond_with(
        200, {"result": {"token": token("storefront"), "expires_at": exactly(end)}}
    )

    with interaction.serve() as url:
        connection = Introduction("frontend", "user-service", url)
        UserServiceClient(connection, SecretStr("the-secret")).check_name("ada", HOME)

    assert connection.shown == "storefront"


def test_secret_of_another_service_is_none_of_the_storefront(interaction):
    interaction.given("a service has a secret", service="order-service")
    secret = from_state("secret", example="another-secret")
    credentials = {"client_id": "frontend", "client_secret": secret}
    asked = "a request for a token with the secret of another service"
    interaction.upon_receiving(asked)
    interaction.with_request("POST", "/api/service-token", json=credentials)
    interaction.will_respond_with(401)

    with interaction.serve() as url:
        connection = Introduction("frontend", "user-service", url)
        client = UserServiceClient(connection, SecretStr("another-secret"))
        assert client.check_name("ada", HOME).is_free

    assert connection.shown is None


def test_shopper_signs_in_although_the_storefront_has_no_token(interaction):
    interaction.given("somebody has an account", **ADA)
    credentials = {"username": "ada", "password": PASSWORD}
    asked = "a sign-in by a storefront without a token"
    interaction.upon_receiving(asked)
    interaction.with_request("POST", LOG_IN, headers=NAMELESS, json=credentials)
    interaction.will_respond_with(200, BEGUN)

    with interaction.serve() as url:
        assert is_begun(users(url, Stranger).sign_in("ada", PASSWORD, HOME))


def test_account_is_opened_although_the_storefront_has_no_token(interaction):
    asked, wanted = (
        "an account by a storefront without a token",
        ADA | {"sign_in": True},
    )
    interaction.upon_receiving(asked)
    interaction.with_request("POST", NEW_ACCOUNT, headers=NAMELESS, json=wanted)
    shown = {name: exactly(ADA[name]) for name in ("username", "email")}
    interaction.will_respond_with(201, {"result": shown, "sign_in": BEGUN})

    with interaction.serve() as url:
        done = users(url, Stranger).register(NewAccount(**ADA), HOME)

    assert is_begun(done.sign_in)
    assert (done.account.username, done.account.email) == ("ada", ADA["email"])


def test_name_is_checked_although_the_storefront_has_no_token(interaction):
    interaction.given("somebody else has an account")
    path = "/api/user/bob/exists"
    asked = "a question for a name by a storefront without a token"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", path, headers=NAMELESS)
    interaction.will_respond_with(
        200, {"suggestions": [token("bob-k"), token("bob37")]}
    )

    with interaction.serve() as url:
        check = users(url, Stranger).check_name("bob", HOME)

    assert check == NameCheck(False, ("bob-k", "bob37"))


@pytest.mark.parametrize("field", ["username", "email"])
def test_account_of_long_ago_is_signed_in_to(own_interaction, field):
    own_interaction.given("the password of an account is kept as it was long ago")
    credentials = {field: ADA[field], "password": PASSWORD}
    asked = f"a sign-in by {field} after many years"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("POST", LOG_IN, headers=FROM_HOME, json=credentials)
    own_interaction.will_respond_with(200, BEGUN)

    with own_interaction.serve() as url:
        assert is_begun(users(url).sign_in(ADA[field], PASSWORD, HOME))


def test_account_of_long_ago_is_signed_in_to_again(own_interaction):
    own_interaction.given("the password of an account is kept as it was long ago")
    own_interaction.given("the shopper has just signed in by a door", path=LOG_IN)
    credentials = {"username": "ada", "password": PASSWORD}
    asked = "a second sign-in after many years"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("POST", LOG_IN, headers=FROM_HOME, json=credentials)
    own_interaction.will_respond_with(200, BEGUN)

    with own_interaction.serve() as url:
        assert is_begun(users(url).sign_in("ada", PASSWORD, HOME))
