import pytest

from contract_kit.shapes import pattern, text

from ...catalogue_client import Client, Refused

PROBLEM = {"Content-Type": "application/problem+json"}
ADA = {
    "username": "ada",
    "email": "ada@furrow.example",
    "password": "a teapot in the garden",
}
LOG_IN = {"username": "ada", "password": "a teapot in the garden"}
COOKIE = pattern(
    "token=the-token; HttpOnly; Path=/products; SameSite=Strict",
    r"token=[A-Za-z0-9._-]+"
    r"(?=.*; HttpOnly)(?=.*; Path=/products(;|$))(?=.*; SameSite=Strict).*",
)


@pytest.fixture
def promise(agree):
    return agree("catalogue-client", "user-service")


@pytest.fixture
def known(promise):
    return promise.given("somebody has an account", **ADA)


def wish_log_in(promise, description="a log-in", **changes):
    promise.asks(description, "POST", "/auth", json=LOG_IN | changes)


def refused(promise, deed=Client.authenticate, **changes):
    with pytest.raises(Refused) as refused, promise.kept() as url:
        deed(Client(url), **LOG_IN | changes)
    return str(refused.value)


def test_log_in_brings_a_cookie(known):
    wish_log_in(known)
    known.answers(
        200, {"message": "Authentication successful"}, headers={"Set-Cookie": COOKIE}
    )

    with known.kept() as url:
        client = Client(url)
        message = client.authenticate(**LOG_IN)

    assert message == "Authentication successful"
    assert client.session.cookies.get("token", path="/products") == "the-token"


def test_wrong_password_is_told(known):
    wish_log_in(known, "a log-in with a wrong password", password="a guess")
    known.answers(401, {"error": "Invalid username or password"}, headers=PROBLEM)

    assert refused(known, password="a guess") == "401 Invalid username or password"


def test_unknown_name_is_told_in_the_same_words(promise):
    promise.given("somebody else has an account")
    wish_log_in(promise)
    promise.answers(401, {"error": "Invalid username or password"}, headers=PROBLEM)

    assert refused(promise) == "401 Invalid username or password"


def test_form_is_no_json(promise):
    promise.asks("a log-in by form", "POST", "/auth", form=LOG_IN)
    promise.answers(415, {"error": "Unsupported Media Type"}, headers=PROBLEM)

    told = refused(promise, Client.authenticate_by_form)

    assert told == "415 Unsupported Media Type"


def test_one_guess_too_many_is_refused(promise):
    caller = {"address": "127.0.0.1", "kind": "log-ins"}
    promise.given("nothing more may be tried from an address", **caller)
    wish_log_in(promise, "one of too many log-ins")
    promise.answers(429, {"error": text("Wait a while.")}, headers=PROBLEM)

    assert refused(promise) == "429 Wait a while."


def test_silent_database_is_told(promise):
    promise.given("the database does not answer")
    wish_log_in(promise)
    promise.answers(503, {"error": text("Try later.")}, headers=PROBLEM)

    assert refused(promise) == "503 Try later."
