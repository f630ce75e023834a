import pytest

from contract_kit.shapes import text

from ...crud_client import Client, Refused

PROBLEM = {"Content-Type": "application/problem+json"}
ADA = {
    "username": "ada",
    "email": "ada@furrow.example",
    "password": "a teapot in the garden",
}
NAMELESS = {name: word for name, word in ADA.items() if name != "username"}


@pytest.fixture
def promise(agree):
    return agree("crud-client", "user-service")


def wish_account(promise, description, account):
    promise.asks(description, "POST", "/register", json=account)


def refused(promise, account):
    with pytest.raises(Refused) as refused, promise.kept() as url:
        Client(url).register(**account)
    return str(refused.value)


def test_account_is_opened(promise):
    promise.given("somebody else has an account")
    wish_account(promise, "a new account", ADA)
    promise.answers(201, {"message": "User registered successfully"})

    with promise.kept() as url:
        message = Client(url).register(**ADA)

    assert message == "User registered successfully"


def test_account_without_a_name_is_refused(promise):
    wish_account(promise, "a new account without a name", NAMELESS)
    promise.answers(400, {"error": "Missing required fields"}, headers=PROBLEM)

    assert refused(promise, NAMELESS) == "400 Missing required fields"


def test_taken_name_is_refused(promise):
    promise.given("somebody has an account", **ADA)
    wish_account(promise, "a new account", ADA)
    promise.answers(409, {"error": text("It is taken.")}, headers=PROBLEM)

    assert refused(promise, ADA) == "409 It is taken."


def test_unfit_password_is_refused(promise):
    unfit = ADA | {"password": "secret"}
    wish_account(promise, "a new account with an unfit password", unfit)
    promise.answers(422, {"error": text("It is short.")}, headers=PROBLEM)

    assert refused(promise, unfit) == "422 It is short."


def test_one_account_too_many_is_refused(promise):
    caller = {"address": "127.0.0.1", "kind": "registrations"}
    promise.given("nothing more may be tried from an address", **caller)
    wish_account(promise, "one of too many accounts", ADA)
    promise.answers(429, {"error": text("Wait a while.")}, headers=PROBLEM)

    assert refused(promise, ADA) == "429 Wait a while."


def test_silent_database_is_told(promise):
    promise.given("the database does not answer")
    wish_account(promise, "a new account", ADA)
    promise.answers(503, {"error": text("Try later.")}, headers=PROBLEM)

    assert refused(promise, ADA) == "503 Try later."
