from base64 import urlsafe_b64encode

import pytest

from contract_kit.consumer.matchers import (
    element,
    exactly,
    from_state,
    integer,
    pattern,
    text,
    token,
)

from ...course_client import Refused, UserClient

KEY = {"Authorization": from_state("Basic ${token}", example="Basic the-key")}
PROBLEM = {"Content-Type": "application/problem+json"}
PASSWORD = "a teapot in the garden"
LOG_IN = {"username": "ada", "password": PASSWORD}
ADA = LOG_IN | {"email": "ada@furrow.example"}
NAMES = {"first_name": "Ada", "last_name": "Lovelace"}
CREDENTIALS = {"username": token("ada"), "password": text(PASSWORD)}
FORM = CREDENTIALS | {"email": token("ada@furrow.example")}
SHOWN = {"id": 7, "username": "ada", "email": "ada@furrow.example"} | NAMES
USER = {
    "id": integer(7),
    "username": text("ada"),
    "email": text("ada@furrow.example"),
    "first_name": text("Ada"),
    "last_name": text("Lovelace"),
}


@pytest.fixture
def interaction(agree):
    return agree("course-client", "user-service")


def test_new_account_is_welcomed_and_shown(interaction):
    interaction.given("somebody else has an account")
    named = FORM | {"first_name": text("Ada"), "last_name": text("Lovelace")}
    interaction.upon_receiving("a new account with names")
    interaction.with_request("POST", "/api/user/create", form=named)
    interaction.will_respond_with(201, {"message": "User added", "result": USER})

    with interaction.serve() as url:
        created = UserClient(url).create(**ADA, **NAMES)

    assert created == ("User added", SHOWN)


def test_new_account_without_names_has_empty_ones(interaction):
    interaction.given("somebody else has an account")
    interaction.upon_receiving("a new account without names")
    interaction.with_request("POST", "/api/user/create", form=ADA)
    nameless = {"first_name": "", "last_name": ""}
    account = USER | {"username": "ada", "email": "ada@furrow.example"} | nameless
    interaction.will_respond_with(201, {"message": "User added", "result": account})

    with interaction.serve() as url:
        created = UserClient(url).create(**ADA)

    assert created == ("User added", SHOWN | nameless)


def test_taken_username_is_refused(interaction):
    interaction.given("somebody has an account", **ADA)
    interaction.upon_receiving("a new account with a taken name")
    interaction.with_request("POST", "/api/user/create", form=FORM)
    interaction.will_respond_with(
        409, {"message": text("It is taken.")}, headers=PROBLEM
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        UserClient(url).create(**ADA)

    assert str(refused.value) == "409 It is taken."


def test_unfit_new_account_is_refused(interaction):
    unfit = ADA | {"password": "password"}
    interaction.upon_receiving("a new account with an unfit password")
    interaction.with_request("POST", "/api/user/create", form=unfit)
    interaction.will_respond_with(
        422, {"message": text("Look again.")}, headers=PROBLEM
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        UserClient(url).create(**unfit)

    assert str(refused.value) == "422 Look again."


def test_log_in_brings_a_key(interaction):
    interaction.given("somebody has an account", **ADA)
    interaction.upon_receiving("a log-in")
    interaction.with_request("POST", "/api/user/login", form=CREDENTIALS)
    interaction.will_respond_with(
        200, {"message": "Logged in", "api_key": token("the-key")}
    )

    with interaction.serve() as url:
        users = UserClient(url)
        message = users.log_in(**LOG_IN)

    assert (message, users.api_key) == ("Logged in", "the-key")


def test_unknown_user_is_not_logged_in(interaction):
    interaction.given("somebody else has an account")
    interaction.upon_receiving("a log-in")
    interaction.with_request("POST", "/api/user/login", form=CREDENTIALS)
    interaction.will_respond_with(401, {"message": "Not logged in"}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        UserClient(url).log_in(**LOG_IN)

    assert str(refused.value) == "401 Not logged in"


@pytest.mark.parametrize(
    ("kind", "method", "path", "form", "ask"),
    [
        (
            "registrations",
            "POST",
            "/api/user/create",
            FORM,
            lambda users: users.create(**ADA),
        ),
        (
            "log-ins",
            "POST",
            "/api/user/login",
            CREDENTIALS,
            lambda users: users.log_in(**LOG_IN),
        ),
        (
            "name checks",
            "GET",
            "/api/user/ada/exists",
            None,
            lambda users: users.exists("ada"),
        ),
    ],
)
def test_one_attempt_too_many_is_refused(interaction, kind, method, path, form, ask):
    # No storefront sends another address, so the caller's own counts.
    caller = {"address": "127.0.0.1", "kind": kind}
    interaction.given("nothing more may be tried from an address", **caller)
    interaction.upon_receiving(f"one of too many {kind}")
    interaction.with_request(method, path, form=form)
    interaction.will_respond_with(
        429, {"message": text("Wait a while.")}, headers=PROBLEM
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        ask(UserClient(url))

    assert str(refused.value) == "429 Wait a while."


@pytest.mark.parametrize(
    ("state", "claim"),
    [
        ("an administrator is signed in", '"admin":true'),
        ("a shopper is signed in", '"admin":false'),
    ],
)
def test_key_contains_whether_its_holder_is_an_administrator(interaction, state, claim):
    interaction.given(state)
    asked = "a log-in of somebody who may or may not"
    interaction.upon_receiving(asked)
    interaction.with_request("POST", "/api/user/login", form=LOG_IN)
    key = f"e30.{_encoded(claim, 0)}.c2ln"
    claimed = "|".join(_encoded(claim, place) for place in range(3))
    signed = pattern(key, rf"[\w-]+\.[\w-]*(?:{claimed})[\w-]*\.[\w-]+")
    interaction.will_respond_with(200, {"message": "Logged in", "api_key": signed})

    with interaction.serve() as url:
        users = UserClient(url)
        message = users.log_in(**LOG_IN)

    assert (message, users.api_key) == ("Logged in", key)


def _encoded(claim: str, place: int) -> str:
    """Return the base64 of a claim that begins at this byte of a group of three."""
    written = urlsafe_b64encode(b" " * place + claim.encode()).decode()
    first, last = -(-place * 8 // 6), (place + len(claim)) * 8 // 6
    return written[first:last]


def test_key_of_a_log_in_opens_the_own_account(interaction):
    interaction.given("somebody else has an account")
    interaction.given("somebody has an account", **ADA)
    interaction.given(
        "the shopper has just signed in by a door", path="/api/user/login"
    )
    own = {"Authorization": from_state("Basic ${api_key}", example="Basic the-key")}
    interaction.upon_receiving("an account after the log-in")
    interaction.with_request("GET", "/api/user", headers=own)
    shown = SHOWN | {"id": 2}
    result = {name: exactly(word) for name, word in shown.items()}
    interaction.will_respond_with(200, {"result": result})

    with interaction.serve() as url:
        assert UserClient(url, "the-key").account() == shown


def test_log_out_is_confirmed(interaction):
    interaction.given("a shopper is signed in")
    interaction.upon_receiving("a log-out")
    interaction.with_request("POST", "/api/user/logout", headers=KEY)
    interaction.will_respond_with(200, {"message": "You are logged out"})

    with interaction.serve() as url:
        message = UserClient(url, "the-key").log_out()

    assert message == "You are logged out"


def test_second_log_out_is_refused(interaction):
    interaction.given("a sign-in has ended")
    interaction.upon_receiving("a log-out")
    interaction.with_request("POST", "/api/user/logout", headers=KEY)
    interaction.will_respond_with(
        401, {"message": "You are not logged in"}, headers=PROBLEM
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        UserClient(url, "the-key").log_out()

    assert str(refused.value) == "401 You are not logged in"


def test_own_account_is_shown(interaction):
    interaction.given("a shopper is signed in")
    interaction.upon_receiving("a look at the own account")
    interaction.with_request("GET", "/api/user", headers=KEY)
    interaction.will_respond_with(200, {"result": USER})

    with interaction.serve() as url:
        account = UserClient(url, "the-key").account()

    assert account == SHOWN


def test_account_is_shown_to_its_owner_alone(interaction):
    interaction.given("a sign-in has ended")
    interaction.upon_receiving("a look at the own account")
    interaction.with_request("GET", "/api/user", headers=KEY)
    interaction.will_respond_with(401, {"message": "Not logged in"}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        UserClient(url, "the-key").account()

    assert str(refused.value) == "401 Not logged in"


def test_own_account_is_read_from_xml(interaction):
    interaction.given("a shopper is signed in")
    interaction.upon_receiving("a look at the own account in XML")
    interaction.with_request(
        "GET",
        "/api/user",
        headers=KEY | {"Accept": "application/xml"},
    )
    members = [element(name, shape) for name, shape in USER.items()]
    interaction.will_respond_with(200, element("response", element("result", *members)))

    with interaction.serve() as url:
        account = UserClient(url, "the-key").account_in_xml()

    assert account == SHOWN | {"id": "7"}


def test_refusal_is_read_from_xml(interaction):
    interaction.given("a sign-in has ended")
    interaction.upon_receiving("a look at the own account in XML")
    interaction.with_request(
        "GET",
        "/api/user",
        headers=KEY | {"Accept": "application/xml"},
    )
    interaction.will_respond_with(
        401,
        element("problem", element("message", "Not logged in")),
        headers={"Content-Type": "application/problem+xml"},
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        UserClient(url, "the-key").account_in_xml()

    assert str(refused.value) == "401 Not logged in"


@pytest.mark.parametrize("name", ["ada", "ADA"])
def test_known_username_exists_in_any_case(interaction, name):
    interaction.given("somebody has an account", **ADA)
    interaction.upon_receiving(f"a question for the name {name}")
    interaction.with_request("GET", f"/api/user/{name}/exists")
    interaction.will_respond_with(200, {"result": True})

    with interaction.serve() as url:
        assert UserClient(url).exists(name)


def test_unknown_username_does_not_exist(interaction):
    interaction.given("somebody else has an account")
    interaction.upon_receiving("a question for a name")
    interaction.with_request("GET", "/api/user/ada/exists")
    interaction.will_respond_with(
        404, {"message": "Cannot find username"}, headers=PROBLEM
    )

    with interaction.serve() as url:
        assert not UserClient(url).exists("ada")


def test_silent_database_is_a_503(interaction):
    interaction.given("the database does not answer")
    interaction.upon_receiving("a log-in")
    interaction.with_request("POST", "/api/user/login", form=CREDENTIALS)
    interaction.will_respond_with(503, {"message": text("Try later.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        UserClient(url).log_in(**LOG_IN)

    assert str(refused.value) == "503 Try later."
