import pytest

from contract_kit.consumer.matchers import pattern, text

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
def interaction(agree):
    return agree("catalogue-client", "user-service")


@pytest.fixture
def known(interaction):
    return interaction.given("somebody has an account", **ADA)


def wish_log_in(interaction, description="a log-in", **changes):
    interaction.upon_receiving(description)
    interaction.with_request("POST", "/auth", json=LOG_IN | changes)


def refused(interaction, call=Client.authenticate, **changes):
    with pytest.raises(Refused) as refused, interaction.serve() as url:
        call(Client(url), **LOG_IN | changes)
    return str(refused.value)


def test_log_in_brings_a_cookie(known):
    wish_log_in(known)
    known.will_respond_with(
        200, {"message": "Authentication successful"}, headers={"Set-Cookie": COOKIE}
    )

    with known.serve() as url:
        client = Client(url)
        message = client.authenticate(**LOG_IN)

    assert message == "Authentication successful"
    assert client.session.cookies.get("token", path="/products") == "the-token"


def test_wrong_password_is_refused(known):
    wish_log_in(known, "a log-in with a wrong password", password="a guess")
    known.will_respond_with(
        401, {"error": "Invalid username or password"}, headers=PROBLEM
    )

    assert refused(known, password="a guess") == "401 Invalid username or password"


def test_unknown_name_is_refused_in_the_same_words(interaction):
    interaction.given("somebody else has an account")
    wish_log_in(interaction)
    interaction.will_respond_with(
        401, {"error": "Invalid username or password"}, headers=PROBLEM
    )

    assert refused(interaction) == "401 Invalid username or password"


def test_form_in_place_of_json_is_refused(interaction):
    interaction.upon_receiving("a log-in by form")
    interaction.with_request("POST", "/auth", form=LOG_IN)
    interaction.will_respond_with(
        415, {"error": "Unsupported Media Type"}, headers=PROBLEM
    )

    message = refused(interaction, Client.authenticate_by_form)

    assert message == "415 Unsupported Media Type"


def test_one_guess_too_many_is_refused(interaction):
    caller = {"address": "127.0.0.1", "kind": "log-ins"}
    interaction.given("nothing more may be tried from an address", **caller)
    wish_log_in(interaction, "one of too many log-ins")
    interaction.will_respond_with(
        429, {"error": text("Wait a while.")}, headers=PROBLEM
    )

    assert refused(interaction) == "429 Wait a while."


def test_silent_database_is_a_503(interaction):
    interaction.given("the database does not answer")
    wish_log_in(interaction)
    interaction.will_respond_with(503, {"error": text("Try later.")}, headers=PROBLEM)

    assert refused(interaction) == "503 Try later."
