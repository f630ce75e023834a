import pytest

from contract_kit.shapes import element, from_state, integer, text, token

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
def promise(agree):
    return agree("course-client", "user-service")


def test_new_account_is_welcomed_and_shown(promise):
    promise.given("somebody else has an account")
    named = FORM | {"first_name": text("Ada"), "last_name": text("Lovelace")}
    promise.asks("a new account with names", "POST", "/api/user/create", form=named)
    promise.answers(201, {"message": "User added", "result": USER})

    with promise.kept() as url:
        told = UserClient(url).create(**ADA, **NAMES)

    assert told == ("User added", SHOWN)


def test_new_account_without_names_has_empty_ones(promise):
    promise.given("somebody else has an account")
    promise.asks("a new account without names", "POST", "/api/user/create", form=ADA)
    nameless = {"first_name": "", "last_name": ""}
    account = USER | {"username": "ada", "email": "ada@furrow.example"} | nameless
    promise.answers(201, {"message": "User added", "result": account})

    with promise.kept() as url:
        told = UserClient(url).create(**ADA)

    assert told == ("User added", SHOWN | nameless)


def test_taken_username_is_refused(promise):
    promise.given("somebody has an account", **ADA)
    promise.asks(
        "a new account with a taken name", "POST", "/api/user/create", form=FORM
    )
    promise.answers(409, {"message": text("It is taken.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        UserClient(url).create(**ADA)

    assert str(refused.value) == "409 It is taken."


def test_unfit_new_account_is_refused(promise):
    unfit = ADA | {"password": "password"}
    promise.asks(
        "a new account with an unfit password", "POST", "/api/user/create", form=unfit
    )
    promise.answers(422, {"message": text("Look again.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        UserClient(url).create(**unfit)

    assert str(refused.value) == "422 Look again."


def test_log_in_brings_a_key(promise):
    promise.given("somebody has an account", **ADA)
    promise.asks("a log-in", "POST", "/api/user/login", form=CREDENTIALS)
    promise.answers(200, {"message": "Logged in", "api_key": token("the-key")})

    with promise.kept() as url:
        users = UserClient(url)
        message = users.log_in(**LOG_IN)

    assert (message, users.api_key) == ("Logged in", "the-key")


def test_unknown_user_is_not_logged_in(promise):
    promise.given("somebody else has an account")
    promise.asks("a log-in", "POST", "/api/user/login", form=CREDENTIALS)
    promise.answers(401, {"message": "Not logged in"}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
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
def test_one_attempt_too_many_is_refused(promise, kind, method, path, form, ask):
    # No storefront tells another address, so it is the one of whoever calls.
    caller = {"address": "127.0.0.1", "kind": kind}
    promise.given("nothing more may be tried from an address", **caller)
    promise.asks(f"one of too many {kind}", method, path, form=form)
    promise.answers(429, {"message": text("Wait a while.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        ask(UserClient(url))

    assert str(refused.value) == "429 Wait a while."


def test_log_out_says_goodbye(promise):
    promise.given("a shopper is signed in")
    promise.asks("a log-out", "POST", "/api/user/logout", headers=KEY)
    promise.answers(200, {"message": "You are logged out"})

    with promise.kept() as url:
        message = UserClient(url, "the-key").log_out()

    assert message == "You are logged out"


def test_second_log_out_is_refused(promise):
    promise.given("a sign-in has ended")
    promise.asks("a log-out", "POST", "/api/user/logout", headers=KEY)
    promise.answers(401, {"message": "You are not logged in"}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        UserClient(url, "the-key").log_out()

    assert str(refused.value) == "401 You are not logged in"


def test_own_account_is_shown(promise):
    promise.given("a shopper is signed in")
    promise.asks("a look at the own account", "GET", "/api/user", headers=KEY)
    promise.answers(200, {"result": USER})

    with promise.kept() as url:
        account = UserClient(url, "the-key").account()

    assert account == SHOWN


def test_account_is_shown_to_its_owner_alone(promise):
    promise.given("a sign-in has ended")
    promise.asks("a look at the own account", "GET", "/api/user", headers=KEY)
    promise.answers(401, {"message": "Not logged in"}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        UserClient(url, "the-key").account()

    assert str(refused.value) == "401 Not logged in"


def test_own_account_is_read_from_xml(promise):
    promise.given("a shopper is signed in")
    promise.asks(
        "a look at the own account in XML",
        "GET",
        "/api/user",
        headers=KEY | {"Accept": "application/xml"},
    )
    members = [element(name, shape) for name, shape in USER.items()]
    promise.answers(200, element("response", element("result", *members)))

    with promise.kept() as url:
        account = UserClient(url, "the-key").account_in_xml()

    assert account == SHOWN | {"id": "7"}


def test_refusal_is_read_from_xml(promise):
    promise.given("a sign-in has ended")
    promise.asks(
        "a look at the own account in XML",
        "GET",
        "/api/user",
        headers=KEY | {"Accept": "application/xml"},
    )
    promise.answers(
        401,
        element("problem", element("message", "Not logged in")),
        headers={"Content-Type": "application/problem+xml"},
    )

    with pytest.raises(Refused) as refused, promise.kept() as url:
        UserClient(url, "the-key").account_in_xml()

    assert str(refused.value) == "401 Not logged in"


@pytest.mark.parametrize("name", ["ada", "ADA"])
def test_known_username_exists_in_any_case(promise, name):
    promise.given("somebody has an account", **ADA)
    promise.asks(f"a question for the name {name}", "GET", f"/api/user/{name}/exists")
    promise.answers(200, {"result": True})

    with promise.kept() as url:
        assert UserClient(url).exists(name)


def test_unknown_username_does_not_exist(promise):
    promise.given("somebody else has an account")
    promise.asks("a question for a name", "GET", "/api/user/ada/exists")
    promise.answers(404, {"message": "Cannot find username"}, headers=PROBLEM)

    with promise.kept() as url:
        assert not UserClient(url).exists("ada")


def test_silent_database_is_told(promise):
    promise.given("the database does not answer")
    promise.asks("a log-in", "POST", "/api/user/login", form=CREDENTIALS)
    promise.answers(503, {"message": text("Try later.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        UserClient(url).log_in(**LOG_IN)

    assert str(refused.value) == "503 Try later."
