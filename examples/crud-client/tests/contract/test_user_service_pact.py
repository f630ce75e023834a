import pytest

from contract_kit.consumer.matchers import pattern, text

from ...crud_client import Client, Refused

PROBLEM = {"Content-Type": "application/problem+json"}
ADA = {
    "username": "ada",
    "email": "ada@furrow.example",
    "password": "a teapot in the garden",
}
NAMELESS = {name: word for name, word in ADA.items() if name != "username"}


@pytest.fixture
def interaction(agree):
    return agree("crud-client", "user-service")


def wish_account(interaction, description, account):
    interaction.upon_receiving(description)
    interaction.with_request("POST", "/register", json=account)


def refused(interaction, account):
    with pytest.raises(Refused) as refused, interaction.serve() as url:
        Client(url).register(**account)
    return str(refused.value)


def test_account_is_opened(interaction):
    interaction.given("somebody else has an account")
    wish_account(interaction, "a new account", ADA)
    interaction.will_respond_with(201, {"message": "User registered successfully"})

    with interaction.serve() as url:
        message = Client(url).register(**ADA)

    assert message == "User registered successfully"


def test_account_without_a_name_is_refused(interaction):
    wish_account(interaction, "a new account without a name", NAMELESS)
    interaction.will_respond_with(
        400, {"error": "Missing required fields"}, headers=PROBLEM
    )

    assert refused(interaction, NAMELESS) == "400 Missing required fields"


@pytest.mark.parametrize("field", ["username", "email", "password"])
def test_account_with_a_blank_field_is_refused(interaction, field):
    blank = ADA | {field: ""}
    wish_account(interaction, f"a new account with a blank {field}", blank)
    interaction.will_respond_with(
        400, {"error": "Missing required fields"}, headers=PROBLEM
    )

    assert refused(interaction, blank) == "400 Missing required fields"


def test_taken_name_is_refused(interaction):
    interaction.given("somebody has an account", **ADA)
    wish_account(interaction, "a new account", ADA)
    interaction.will_respond_with(409, {"error": text("It is taken.")}, headers=PROBLEM)

    assert refused(interaction, ADA) == "409 It is taken."


def test_unfit_password_is_refused(interaction):
    unfit = ADA | {"password": "secret"}
    wish_account(interaction, "a new account with an unfit password", unfit)
    named = pattern("Look again. password: Use more.", ".+ password: .+")
    interaction.will_respond_with(422, {"error": named}, headers=PROBLEM)

    assert refused(interaction, unfit) == "422 Look again. password: Use more."


def test_each_unfit_field_is_named(interaction):
    unfit = ADA | {"email": "ada", "password": "secret"}
    wish_account(interaction, "a new account with two unfit fields", unfit)
    named = pattern("email: Mend it. password: Use more.", ".*email: .+ password: .+")
    interaction.will_respond_with(422, {"error": named}, headers=PROBLEM)

    assert refused(interaction, unfit) == "422 email: Mend it. password: Use more."


def test_one_account_too_many_is_refused(interaction):
    caller = {"address": "127.0.0.1", "kind": "registrations"}
    interaction.given("nothing more may be tried from an address", **caller)
    wish_account(interaction, "one of too many accounts", ADA)
    interaction.will_respond_with(
        429, {"error": text("Wait a while.")}, headers=PROBLEM
    )

    assert refused(interaction, ADA) == "429 Wait a while."


def test_silent_database_is_a_503(interaction):
    interaction.given("the database does not answer")
    wish_account(interaction, "a new account", ADA)
    interaction.will_respond_with(503, {"error": text("Try later.")}, headers=PROBLEM)

    assert refused(interaction, ADA) == "503 Try later."
