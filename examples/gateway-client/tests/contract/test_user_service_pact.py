import pytest

from contract_kit.consumer.matchers import (
    exactly,
    from_state,
    integer,
    pattern,
    text,
    token,
)

from ...gateway_client import Client, Refused

TOKEN = "the-token"
HOLDER = {"Authorization": from_state("Bearer ${token}", example=f"Bearer {TOKEN}")}
PROBLEM = {"Content-Type": "application/problem+json"}
ADA = {
    "username": "ada",
    "email": "ada@furrow.example",
    "password": "a teapot in the garden",
}
LOG_IN = {"email": "ada@furrow.example", "password": "a teapot in the garden"}
NAMELESS = {name: word for name, word in ADA.items() if name != "username"}
PROFILE = {
    "bio": "Clay.",
    "avatar": "https://pictures.example/ada.png",
    "preferences": {"theme": "dark"},
}
NO_PROFILE = {"bio": "", "avatar": "", "preferences": {}}


@pytest.fixture
def interaction(agree):
    return agree("gateway-client", "user-service")


@pytest.fixture
def signed_in(interaction):
    return interaction.given("a shopper is signed in")


def wish_account(interaction, description="a new account", account=ADA):
    interaction.upon_receiving(description)
    interaction.with_request("POST", "/auth/register", json=account)


def wish_log_in(interaction, description="a log-in", **changes):
    interaction.upon_receiving(description)
    interaction.with_request("POST", "/auth/login", json=LOG_IN | changes)


def wish_validity(interaction, headers=HOLDER):
    interaction.upon_receiving("a look at the token")
    interaction.with_request("POST", "/auth/validate", headers=headers)


def wish_log_out(interaction, headers=HOLDER):
    interaction.upon_receiving("a log-out")
    interaction.with_request("POST", "/auth/logout", headers=headers)


def wish_profile(interaction, headers=HOLDER):
    interaction.upon_receiving("a look at the profile")
    interaction.with_request("GET", "/users/profile", headers=headers)


def wish_change(
    interaction, headers=HOLDER, description="a change of the profile", **given
):
    changes = given or {"bio": "Sand."}
    interaction.upon_receiving(description)
    interaction.with_request("PUT", "/users/profile", headers=headers, json=changes)


def update(client):
    return client.update_profile(bio="Sand.")


CALLS = pytest.mark.parametrize(
    ("wish", "call"),
    [
        (wish_validity, Client.validate),
        (wish_log_out, Client.logout),
        (wish_profile, Client.profile),
        (wish_change, update),
    ],
)


def refused(interaction, call, held=TOKEN):
    with pytest.raises(Refused) as refused, interaction.serve() as url:
        call(Client(url, held))
    return str(refused.value)


def register(client):
    return client.register(**ADA)


def log_in(client):
    return client.login(**LOG_IN)


# Accounts


def test_account_is_opened(interaction):
    interaction.given("somebody else has an account")
    wish_account(interaction)
    interaction.will_respond_with(201, {"message": "User registered successfully"})

    with interaction.serve() as url:
        assert register(Client(url)) == "User registered successfully"


def test_account_without_a_name_is_refused(interaction):
    wish_account(interaction, "a new account without a name", NAMELESS)
    interaction.will_respond_with(
        400, {"message": "Missing required fields"}, headers=PROBLEM
    )

    message = refused(interaction, lambda client: client.register(**NAMELESS))

    assert message == "400 Missing required fields"


@pytest.mark.parametrize("field", ["username", "email", "password"])
def test_account_with_a_blank_field_is_refused(interaction, field):
    blank = ADA | {field: ""}
    wish_account(interaction, f"a new account with a blank {field}", blank)
    interaction.will_respond_with(
        400, {"message": "Missing required fields"}, headers=PROBLEM
    )

    message = refused(interaction, lambda client: client.register(**blank))

    assert message == "400 Missing required fields"


def test_taken_name_is_refused(interaction):
    interaction.given("somebody has an account", **ADA)
    wish_account(interaction)
    interaction.will_respond_with(
        409, {"message": text("It is taken.")}, headers=PROBLEM
    )

    assert refused(interaction, register) == "409 It is taken."


def test_sample_password_is_refused(interaction):
    sample = ADA | {"password": "secret"}
    wish_account(interaction, "a new account with the sample password", sample)
    named = pattern("Look again. password: Use more.", ".+ password: .+")
    interaction.will_respond_with(422, {"message": named}, headers=PROBLEM)

    message = refused(interaction, lambda client: client.register(**sample))

    assert message == "422 Look again. password: Use more."


@pytest.mark.parametrize(
    ("kind", "wish", "call"),
    [("registrations", wish_account, register), ("log-ins", wish_log_in, log_in)],
)
def test_one_attempt_too_many_is_refused(interaction, kind, wish, call):
    caller = {"address": "127.0.0.1", "kind": kind}
    interaction.given("nothing more may be tried from an address", **caller)
    wish(interaction, f"one of too many {kind}")
    interaction.will_respond_with(
        429, {"message": text("Wait a while.")}, headers=PROBLEM
    )

    assert refused(interaction, call) == "429 Wait a while."


# Tokens


def test_log_in_brings_a_token(interaction):
    interaction.given("somebody has an account", **ADA)
    wish_log_in(interaction)
    interaction.will_respond_with(200, {"token": token(TOKEN), "user_id": integer(7)})

    with interaction.serve() as url:
        client = Client(url)
        user_id = log_in(client)

    assert (client.token, user_id) == (TOKEN, 7)


@pytest.mark.parametrize(
    ("state", "account"),
    [("somebody else has an account", {}), ("somebody has an account", ADA)],
)
def test_wrong_log_in_is_refused(interaction, state, account):
    interaction.given(state, **account)
    wish_log_in(interaction, "a log-in with a wrong password", password="a guess")
    interaction.will_respond_with(
        401, {"message": text("It is wrong.")}, headers=PROBLEM
    )

    guess = LOG_IN | {"password": "a guess"}
    message = refused(interaction, lambda client: client.login(**guess))

    assert message == "401 It is wrong."


def test_good_token_is_valid(signed_in):
    wish_validity(signed_in)
    signed_in.will_respond_with(200, {"valid": True, "user_id": integer(7)})

    with signed_in.serve() as url:
        assert Client(url, TOKEN).validate() == (True, 7)


def test_each_logs_in_as_who_they_are(interaction):
    interaction.given("somebody else has an account")
    interaction.given("somebody has an account", **ADA)
    wish_log_in(interaction, "a log-in of the second of two")
    interaction.will_respond_with(200, {"token": token(TOKEN), "user_id": exactly(2)})

    with interaction.serve() as url:
        client = Client(url)
        user_id = log_in(client)

    assert (client.token, user_id) == (TOKEN, 2)


def test_token_of_a_log_in_is_valid_for_its_owner(interaction):
    interaction.given("somebody else has an account")
    interaction.given("somebody has an account", **ADA)
    interaction.given("the shopper has just signed in by a door", path="/auth/login")
    asked = "a look at the token of a log-in"
    interaction.upon_receiving(asked)
    interaction.with_request("POST", "/auth/validate", headers=HOLDER)
    interaction.will_respond_with(200, {"valid": True, "user_id": exactly(2)})

    with interaction.serve() as url:
        assert Client(url, TOKEN).validate() == (True, 2)


def test_token_is_dead_after_the_log_out(interaction):
    interaction.given("the first of three browsers logs itself out at the gateway")
    ended = from_state("Bearer ${ended}", example=f"Bearer {TOKEN}")
    asked = "a look at the token after the log-out"
    interaction.upon_receiving(asked)
    interaction.with_request("POST", "/auth/validate", headers={"Authorization": ended})
    interaction.will_respond_with(401, {"message": "Invalid token!"}, headers=PROBLEM)

    assert refused(interaction, Client.validate) == "401 Invalid token!"


def test_log_out_is_confirmed(signed_in):
    wish_log_out(signed_in)
    signed_in.will_respond_with(200, {"message": "Logged out successfully"})

    with signed_in.serve() as url:
        assert Client(url, TOKEN).logout() == "Logged out successfully"


@CALLS
def test_ended_token_is_invalid(interaction, wish, call):
    interaction.given("a sign-in has ended")
    wish(interaction)
    interaction.will_respond_with(401, {"message": "Invalid token!"}, headers=PROBLEM)

    assert refused(interaction, call) == "401 Invalid token!"


@CALLS
def test_missing_token_is_refused(interaction, wish, call):
    wish(interaction, headers={})
    interaction.will_respond_with(
        401, {"message": "Token is missing!"}, headers=PROBLEM
    )

    assert refused(interaction, call, held="") == "401 Token is missing!"


# Profiles


def test_profile_is_shown(signed_in):
    signed_in.given("the shopper has told about themselves", **PROFILE)
    wish_profile(signed_in)
    profile = {name: exactly(word) for name, word in PROFILE.items()}
    signed_in.will_respond_with(200, {"user_id": integer(7), "profile": profile})

    with signed_in.serve() as url:
        assert Client(url, TOKEN).profile() == (7, PROFILE)


def test_profile_is_the_own_one(interaction):
    interaction.given("somebody else has told about themselves")
    interaction.given("a shopper is signed in")
    interaction.given("the shopper has told about themselves", **PROFILE)
    asked = "a look at one of two profiles"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", "/users/profile", headers=HOLDER)
    profile = {name: exactly(word) for name, word in PROFILE.items()}
    interaction.will_respond_with(200, {"user_id": exactly(2), "profile": profile})

    with interaction.serve() as url:
        assert Client(url, TOKEN).profile() == (2, PROFILE)


def test_new_profile_is_empty(signed_in):
    wish_profile(signed_in)
    profile = {name: exactly(word) for name, word in NO_PROFILE.items()}
    signed_in.will_respond_with(200, {"user_id": integer(7), "profile": profile})

    with signed_in.serve() as url:
        assert Client(url, TOKEN).profile() == (7, NO_PROFILE)


def test_change_leaves_the_rest_as_it_is(signed_in):
    signed_in.given("the shopper has told about themselves", **PROFILE)
    signed_in.given("the shopper has changed the bio alone", bio="Sand.")
    wish_profile(signed_in)
    changed = PROFILE | {"bio": "Sand."}
    profile = {name: exactly(word) for name, word in changed.items()}
    signed_in.will_respond_with(200, {"user_id": integer(7), "profile": profile})

    with signed_in.serve() as url:
        assert Client(url, TOKEN).profile() == (7, changed)


def test_profile_is_changed(signed_in):
    wish_change(signed_in)
    signed_in.will_respond_with(200, {"message": "Profile updated successfully"})

    with signed_in.serve() as url:
        assert update(Client(url, TOKEN)) == "Profile updated successfully"


def test_unfit_picture_is_refused(signed_in):
    unfit = {"avatar": "ada.png"}
    wish_change(signed_in, description="a change to an unfit picture", **unfit)
    named = pattern("Look again. avatar: Give a URL.", ".+ avatar: .+")
    signed_in.will_respond_with(422, {"message": named}, headers=PROBLEM)

    message = refused(signed_in, lambda client: client.update_profile(**unfit))

    assert message == "422 Look again. avatar: Give a URL."


def test_silent_database_is_a_503(interaction):
    interaction.given("the database does not answer")
    wish_log_in(interaction)
    interaction.will_respond_with(503, {"message": text("Try later.")}, headers=PROBLEM)

    assert refused(interaction, log_in) == "503 Try later."
