import pytest

from contract_kit.consumer.matchers import exactly, text, token
from service_kit.http_client import Rejected
from storefront.clients.user_service import NewAccount

from .user_service_interactions import (
    ADA,
    BEGUN,
    FIRST,
    FROM_ANYWHERE,
    FROM_HOME,
    HOME,
    LETTERS,
    NEW_ACCOUNT,
    PASSWORD,
    PROBLEM,
    SOMEBODY,
    is_begun,
    refusal,
    users,
)

NAMES = {"first_name": "Ada", "last_name": "Lovelace"}

SHOWN = {name: SOMEBODY[name] for name in ("username", "email")}


@pytest.fixture
def interaction(agree):
    return agree("frontend", "user-service")


def test_new_account_takes_the_names_given(own_interaction):
    names = {"first_name": text("Ada"), "last_name": text("Lovelace")}
    own_interaction.given("somebody else has an account")
    own_interaction.upon_receiving("a new account with names")
    own_interaction.with_request(
        "POST",
        NEW_ACCOUNT,
        headers=FROM_ANYWHERE,
        json=FIRST | names,
    )
    own_interaction.will_respond_with(201, {"result": SHOWN | names, "sign_in": BEGUN})

    with own_interaction.serve() as url:
        done = users(url).register(NewAccount(**ADA, **NAMES), HOME)

    account = done.account
    assert is_begun(done.sign_in)
    assert (account.username, account.email) == ("ada", "ada@furrow.example")
    assert (account.first_name, account.last_name) == ("Ada", "Lovelace")


def test_new_account_needs_no_names(own_interaction):
    own_interaction.given("somebody else has an account")
    own_interaction.upon_receiving("a new account without names")
    own_interaction.with_request(
        "POST",
        NEW_ACCOUNT,
        headers=FROM_ANYWHERE,
        json=FIRST,
    )
    own_interaction.will_respond_with(201, {"result": SHOWN, "sign_in": BEGUN})

    with own_interaction.serve() as url:
        done = users(url).register(NewAccount(**ADA), HOME)

    account = done.account
    assert is_begun(done.sign_in)
    assert (account.username, account.email) == ("ada", "ada@furrow.example")
    assert (account.first_name, account.last_name) == ("", "")


def test_new_account_is_signed_in_where_nobody_may_try_any_more(own_interaction):
    own_interaction.given("somebody else has an account")
    address = {"address": HOME.address, "kind": "log-ins"}
    own_interaction.given("nothing more may be tried from an address", **address)
    own_interaction.upon_receiving("a new account without names")
    own_interaction.with_request(
        "POST",
        NEW_ACCOUNT,
        headers=FROM_HOME,
        json=FIRST,
    )
    own_interaction.will_respond_with(201, {"result": SHOWN, "sign_in": BEGUN})

    with own_interaction.serve() as url:
        done = users(url).register(NewAccount(**ADA), HOME)

    account = done.account
    assert is_begun(done.sign_in)
    assert (account.username, account.email) == ("ada", "ada@furrow.example")
    assert (account.first_name, account.last_name) == ("", "")


@pytest.mark.parametrize(
    ("taken", "username", "email"),
    [
        ("username", "ada", "lovelace@furrow.example"),
        ("username", "Ada", "lovelace@furrow.example"),
        ("email", "lovelace", "ada@furrow.example"),
        ("email", "lovelace", "ADA@Furrow.example"),
    ],
)
def test_taken_names_are_refused_field_by_field(
    own_interaction, taken, username, email
):
    own_interaction.given("somebody has an account", **ADA)
    wanted = {"username": username, "email": email, "password": PASSWORD}
    own_interaction.upon_receiving(f"a new account as {username} at {email}")
    own_interaction.with_request(
        "POST",
        NEW_ACCOUNT,
        headers=FROM_ANYWHERE,
        json=FIRST | {"username": token(username), "email": token(email)},
    )
    own_interaction.will_respond_with(
        409, refusal(**{taken: "It is taken."}), headers=PROBLEM
    )

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).register(NewAccount(**wanted), HOME)

    assert refused.value.status == 409
    assert refused.value.errors == {taken: ["It is taken."]}


@pytest.mark.parametrize(
    ("field", "unfit"),
    [
        ("username", "_ada"),
        ("username", "support"),
        ("email", "ada@x"),
        ("password", "password"),
        ("password", "ada@furrow.example"),
    ],
)
def test_unfit_new_account_is_refused_field_by_field(own_interaction, field, unfit):
    wanted = ADA | {field: unfit}
    own_interaction.upon_receiving(f"a new account with {unfit} as its {field}")
    own_interaction.with_request(
        "POST",
        NEW_ACCOUNT,
        headers=FROM_ANYWHERE,
        json=FIRST | {field: unfit},
    )
    own_interaction.will_respond_with(
        422, refusal(**{field: "It is unfit."}), headers=PROBLEM
    )

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).register(NewAccount(**wanted), HOME)

    assert refused.value.status == 422
    assert refused.value.errors == {field: ["It is unfit."]}


def test_new_account_is_shown_word_for_word(own_interaction):
    own_interaction.given("somebody else has an account")
    wanted = ADA | {"username": "Ada", "email": "Ada@Furrow.example"} | LETTERS
    own_interaction.upon_receiving("a new account in many languages")
    own_interaction.with_request(
        "POST",
        NEW_ACCOUNT,
        headers=FROM_ANYWHERE,
        json=FIRST | wanted,
    )
    names = {name: exactly(words) for name, words in LETTERS.items()}
    shown = {"username": exactly("ada"), "email": exactly("ada@furrow.example")}
    own_interaction.will_respond_with(201, {"result": shown | names, "sign_in": BEGUN})

    with own_interaction.serve() as url:
        done = users(url).register(NewAccount(**wanted), HOME)

    account = done.account
    assert is_begun(done.sign_in)
    assert (account.username, account.email) == ("ada", "ada@furrow.example")
    assert (account.first_name, account.last_name) == tuple(LETTERS.values())
