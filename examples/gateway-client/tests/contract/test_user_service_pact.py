import pytest

from contract_kit.shapes import exactly, from_state, integer, text, token

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
def promise(agree):
    return agree("gateway-client", "user-service")


@pytest.fixture
def signed_in(promise):
    return promise.given("a shopper is signed in")


def wish_account(promise, description="a new account", account=ADA):
    promise.asks(description, "POST", "/auth/register", json=account)


def wish_log_in(promise, description="a log-in", **changes):
    promise.asks(description, "POST", "/auth/login", json=LOG_IN | changes)


def wish_validity(promise, headers=HOLDER):
    promise.asks("a look at the token", "POST", "/auth/validate", headers=headers)


def wish_log_out(promise, headers=HOLDER):
    promise.asks("a log-out", "POST", "/auth/logout", headers=headers)


def wish_profile(promise, headers=HOLDER):
    promise.asks("a look at the profile", "GET", "/users/profile", headers=headers)


def wish_change(promise, headers=HOLDER, description="a change of the profile", **told):
    changes = told or {"bio": "Sand."}
    promise.asks(description, "PUT", "/users/profile", headers=headers, json=changes)


def update(client):
    return client.update_profile(bio="Sand.")


DEEDS = pytest.mark.parametrize(
    ("wish", "deed"),
    [
        (wish_validity, Client.validate),
        (wish_log_out, Client.logout),
        (wish_profile, Client.profile),
        (wish_change, update),
    ],
)


def refused(promise, deed, held=TOKEN):
    with pytest.raises(Refused) as refused, promise.kept() as url:
        deed(Client(url, held))
    return str(refused.value)


def register(client):
    return client.register(**ADA)


def log_in(client):
    return client.login(**LOG_IN)


# Accounts


def test_account_is_opened(promise):
    promise.given("somebody else has an account")
    wish_account(promise)
    promise.answers(201, {"message": "User registered successfully"})

    with promise.kept() as url:
        assert register(Client(url)) == "User registered successfully"


def test_account_without_a_name_is_refused(promise):
    wish_account(promise, "a new account without a name", NAMELESS)
    promise.answers(400, {"message": "Missing required fields"}, headers=PROBLEM)

    told = refused(promise, lambda client: client.register(**NAMELESS))

    assert told == "400 Missing required fields"


def test_taken_name_is_refused(promise):
    promise.given("somebody has an account", **ADA)
    wish_account(promise)
    promise.answers(409, {"message": text("It is taken.")}, headers=PROBLEM)

    assert refused(promise, register) == "409 It is taken."


def test_sample_password_is_refused(promise):
    sample = ADA | {"password": "secret"}
    wish_account(promise, "a new account with the sample password", sample)
    promise.answers(422, {"message": text("It is short.")}, headers=PROBLEM)

    told = refused(promise, lambda client: client.register(**sample))

    assert told == "422 It is short."


@pytest.mark.parametrize(
    ("kind", "wish", "deed"),
    [("registrations", wish_account, register), ("log-ins", wish_log_in, log_in)],
)
def test_one_attempt_too_many_is_refused(promise, kind, wish, deed):
    caller = {"address": "127.0.0.1", "kind": kind}
    promise.given("nothing more may be tried from an address", **caller)
    wish(promise, f"one of too many {kind}")
    promise.answers(429, {"message": text("Wait a while.")}, headers=PROBLEM)

    assert refused(promise, deed) == "429 Wait a while."


# Tokens


def test_log_in_brings_a_token(promise):
    promise.given("somebody has an account", **ADA)
    wish_log_in(promise)
    promise.answers(200, {"token": token(TOKEN), "user_id": integer(7)})

    with promise.kept() as url:
        client = Client(url)
        user_id = log_in(client)

    assert (client.token, user_id) == (TOKEN, 7)


@pytest.mark.parametrize(
    ("state", "account"),
    [("somebody else has an account", {}), ("somebody has an account", ADA)],
)
def test_wrong_log_in_is_refused(promise, state, account):
    promise.given(state, **account)
    wish_log_in(promise, "a log-in with a wrong password", password="a guess")
    promise.answers(401, {"message": text("It is wrong.")}, headers=PROBLEM)

    guess = LOG_IN | {"password": "a guess"}
    told = refused(promise, lambda client: client.login(**guess))

    assert told == "401 It is wrong."


def test_good_token_is_valid(signed_in):
    wish_validity(signed_in)
    signed_in.answers(200, {"valid": True, "user_id": integer(7)})

    with signed_in.kept() as url:
        assert Client(url, TOKEN).validate() == (True, 7)


def test_log_out_says_goodbye(signed_in):
    wish_log_out(signed_in)
    signed_in.answers(200, {"message": "Logged out successfully"})

    with signed_in.kept() as url:
        assert Client(url, TOKEN).logout() == "Logged out successfully"


@DEEDS
def test_ended_token_is_invalid(promise, wish, deed):
    promise.given("a sign-in has ended")
    wish(promise)
    promise.answers(401, {"message": "Invalid token!"}, headers=PROBLEM)

    assert refused(promise, deed) == "401 Invalid token!"


@DEEDS
def test_missing_token_is_told(promise, wish, deed):
    wish(promise, headers={})
    promise.answers(401, {"message": "Token is missing!"}, headers=PROBLEM)

    assert refused(promise, deed, held="") == "401 Token is missing!"


# Profiles


def test_profile_is_shown(signed_in):
    signed_in.given("the shopper has told about themselves", **PROFILE)
    wish_profile(signed_in)
    profile = {name: exactly(word) for name, word in PROFILE.items()}
    signed_in.answers(200, {"user_id": integer(7), "profile": profile})

    with signed_in.kept() as url:
        assert Client(url, TOKEN).profile() == (7, PROFILE)


def test_new_profile_is_empty(signed_in):
    wish_profile(signed_in)
    profile = {name: exactly(word) for name, word in NO_PROFILE.items()}
    signed_in.answers(200, {"user_id": integer(7), "profile": profile})

    with signed_in.kept() as url:
        assert Client(url, TOKEN).profile() == (7, NO_PROFILE)


def test_change_leaves_the_rest_as_it_is(signed_in):
    signed_in.given("the shopper has told about themselves", **PROFILE)
    signed_in.given("the shopper has changed the bio alone", bio="Sand.")
    wish_profile(signed_in)
    told = PROFILE | {"bio": "Sand."}
    profile = {name: exactly(word) for name, word in told.items()}
    signed_in.answers(200, {"user_id": integer(7), "profile": profile})

    with signed_in.kept() as url:
        assert Client(url, TOKEN).profile() == (7, told)


def test_profile_is_changed(signed_in):
    wish_change(signed_in)
    signed_in.answers(200, {"message": "Profile updated successfully"})

    with signed_in.kept() as url:
        assert update(Client(url, TOKEN)) == "Profile updated successfully"


def test_unfit_picture_is_refused(signed_in):
    unfit = {"avatar": "ada.png"}
    wish_change(signed_in, description="a change to an unfit picture", **unfit)
    signed_in.answers(422, {"message": text("Look again.")}, headers=PROBLEM)

    told = refused(signed_in, lambda client: client.update_profile(**unfit))

    assert told == "422 Look again."


def test_silent_database_is_told(promise):
    promise.given("the database does not answer")
    wish_log_in(promise)
    promise.answers(503, {"message": text("Try later.")}, headers=PROBLEM)

    assert refused(promise, log_in) == "503 Try later."
