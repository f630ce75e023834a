import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import from_state, pattern, some, text, token
from service_kit.http_client import Rejected, ServiceUnavailable
from storefront.clients.user_service import Browser, NewAccount

from .user_service_interactions import (
    ADA,
    BEGUN,
    FIRST,
    FROM_ANYWHERE,
    FROM_HOME,
    HOME,
    NEW_ACCOUNT,
    NEXT_PASSWORD,
    PASSWORD,
    PROBLEM,
    SOMEBODY,
    is_begun,
    users,
)

LOG_IN = "/api/user/login"


@pytest.fixture
def interaction(agree):
    return agree("frontend", "user-service")


@pytest.mark.parametrize("field", ["username", "email"])
def test_shopper_signs_in_by_either_name(own_interaction, field):
    own_interaction.given("somebody has an account", **ADA)
    own_interaction.upon_receiving(f"a sign-in by {field}")
    own_interaction.with_request(
        "POST",
        LOG_IN,
        headers=FROM_ANYWHERE,
        json={field: SOMEBODY[field], "password": SOMEBODY["password"]},
    )
    own_interaction.will_respond_with(200, BEGUN)

    with own_interaction.serve() as url:
        assert is_begun(users(url).sign_in(ADA[field], PASSWORD, HOME))


@pytest.mark.parametrize("field", ["username", "email"])
def test_known_browser_signs_in_whatever_strangers_tried(own_interaction, field):
    own_interaction.given("somebody has an account", **ADA)
    own_interaction.given("the shopper has signed in here before", username="ada")
    own_interaction.given("strangers have used up what may be tried", username="ada")
    own_interaction.upon_receiving(f"a sign-in by {field} from a known browser")
    own_interaction.with_request(
        "POST",
        LOG_IN,
        headers=FROM_HOME,
        json={
            field: SOMEBODY[field],
            "password": SOMEBODY["password"],
            "devices": [from_state("${device}", example="known-before")],
        },
    )
    own_interaction.will_respond_with(200, BEGUN)
    here = Browser(HOME.address, HOME.name, ("known-before",))

    with own_interaction.serve() as url:
        assert is_begun(users(url).sign_in(ADA[field], PASSWORD, here))


TOO_MANY = {"Retry-After": pattern("60", r"[1-9]\d*")} | PROBLEM


def test_unknown_browser_waits_for_what_strangers_tried(own_interaction):
    own_interaction.given("somebody has an account", **ADA)
    own_interaction.given("strangers have used up what may be tried", username="ada")
    own_interaction.upon_receiving("a sign-in from a browser with a note of nobody")
    own_interaction.with_request(
        "POST",
        LOG_IN,
        headers=FROM_HOME,
        json={
            "username": SOMEBODY["username"],
            "password": SOMEBODY["password"],
            "devices": ["forged"],
        },
    )
    own_interaction.will_respond_with(
        429, {"detail": text("Too many.")}, headers=TOO_MANY
    )

    assert_must_wait(own_interaction, "forged")


@pytest.mark.parametrize(
    ("whose", "state"),
    [
        ("of somebody else", "somebody else has signed in here before"),
        ("of an older password", "the shopper has another password since"),
    ],
)
def test_browser_that_is_known_otherwise_waits_as_well(own_interaction, whose, state):
    own_interaction.given("somebody has an account", **ADA)
    own_interaction.given(state)
    own_interaction.given("strangers have used up what may be tried", username="ada")
    own_interaction.upon_receiving(f"a sign-in from a browser with a note {whose}")
    own_interaction.with_request(
        "POST",
        LOG_IN,
        headers=FROM_HOME,
        json={
            "username": SOMEBODY["username"],
            "password": SOMEBODY["password"],
            "devices": [from_state("${device}", example="a-note")],
        },
    )
    own_interaction.will_respond_with(
        429, {"detail": text("Too many.")}, headers=TOO_MANY
    )

    assert_must_wait(own_interaction, "a-note")


def assert_must_wait(interaction: ExpectedInteraction, note: str) -> None:
    here = Browser(HOME.address, HOME.name, (note,))

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url).sign_in("ada", PASSWORD, here)

    assert (refused.value.status, refused.value.detail) == (429, "Too many.")
    assert refused.value.retry_after == 60


@pytest.mark.parametrize(
    ("asked", "path", "body", "ask"),
    [
        (
            "a new account",
            NEW_ACCOUNT,
            FIRST,
            lambda u: u.register(NewAccount(**ADA), HOME),
        ),
        (
            "a sign-in",
            LOG_IN,
            {"username": SOMEBODY["username"], "password": SOMEBODY["password"]},
            lambda u: u.sign_in("ada", PASSWORD, HOME),
        ),
    ],
)
def test_too_many_at_once_are_asked_to_come_again(
    own_interaction, asked, path, body, ask
):
    own_interaction.given("many passwords are being checked")
    asked = f"{asked} while there are many"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("POST", path, headers=FROM_ANYWHERE, json=body)
    own_interaction.will_respond_with(503, headers=PROBLEM)

    with pytest.raises(ServiceUnavailable) as busy, own_interaction.serve() as url:
        ask(users(url))

    assert not busy.value.is_ill


@pytest.mark.parametrize(
    ("field", "name"), [("username", "ADA"), ("email", "ADA@Furrow.example")]
)
def test_shopper_signs_in_in_any_case(own_interaction, field, name):
    own_interaction.given("somebody has an account", **ADA)
    own_interaction.upon_receiving(f"a sign-in in capitals by {field}")
    own_interaction.with_request(
        "POST",
        LOG_IN,
        headers=FROM_ANYWHERE,
        json={field: name, "password": SOMEBODY["password"]},
    )
    own_interaction.will_respond_with(200, BEGUN)

    with own_interaction.serve() as url:
        assert is_begun(users(url).sign_in(name, PASSWORD, HOME))


def test_new_password_signs_its_owner_in(own_interaction):
    own_interaction.given("the password was changed", password=NEXT_PASSWORD)
    own_interaction.upon_receiving("a sign-in with the new password")
    own_interaction.with_request(
        "POST",
        LOG_IN,
        headers=FROM_ANYWHERE,
        json={"username": "ada", "password": NEXT_PASSWORD},
    )
    own_interaction.will_respond_with(200, BEGUN)

    with own_interaction.serve() as url:
        assert is_begun(users(url).sign_in("ada", NEXT_PASSWORD, HOME))


@pytest.mark.parametrize(
    ("state", "parameters"),
    [
        ("somebody else is signed in", {}),
        ("the password was changed", {"password": NEXT_PASSWORD}),
        ("the account was closed", {}),
        ("an administrator has shut the account", {}),
    ],
)
def test_password_that_opens_nothing_signs_nobody_in(
    own_interaction, state, parameters
):
    own_interaction.given(state, **parameters)
    own_interaction.upon_receiving("a sign-in that is refused")
    own_interaction.with_request(
        "POST",
        LOG_IN,
        headers=FROM_ANYWHERE,
        json={"username": "ada", "password": PASSWORD},
    )
    own_interaction.will_respond_with(401)

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).sign_in("ada", PASSWORD, HOME)

    assert refused.value.status == 401


def test_wrong_password_signs_nobody_in(own_interaction):
    own_interaction.given("somebody has an account", **ADA)
    own_interaction.upon_receiving("a sign-in with a wrong password")
    own_interaction.with_request(
        "POST",
        LOG_IN,
        headers=FROM_ANYWHERE,
        json={"username": token("ada"), "password": text(NEXT_PASSWORD)},
    )
    own_interaction.will_respond_with(401)

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).sign_in("ada", NEXT_PASSWORD, HOME)

    assert refused.value.status == 401


@pytest.mark.parametrize("field", ["username", "email"])
def test_notes_of_a_browser_do_not_keep_anybody_out(own_interaction, field):
    own_interaction.given("somebody has an account", **ADA)
    own_interaction.upon_receiving(f"a sign-in by {field} with the notes of a browser")
    own_interaction.with_request(
        "POST",
        LOG_IN,
        headers=FROM_ANYWHERE,
        json={
            field: SOMEBODY[field],
            "password": SOMEBODY["password"],
            "devices": some(token("a-note")),
        },
    )
    own_interaction.will_respond_with(200, BEGUN)
    here = Browser(HOME.address, HOME.name, ("a-note",))

    with own_interaction.serve() as url:
        assert is_begun(users(url).sign_in(ADA[field], PASSWORD, here))


def test_notes_of_a_browser_let_nobody_in(own_interaction):
    own_interaction.given("somebody has an account", **ADA)
    own_interaction.upon_receiving(
        "a sign-in with a wrong password and the notes of a browser"
    )
    own_interaction.with_request(
        "POST",
        LOG_IN,
        headers=FROM_ANYWHERE,
        json={
            "username": token("ada"),
            "password": text(NEXT_PASSWORD),
            "devices": some(token("a-note")),
        },
    )
    own_interaction.will_respond_with(401)
    here = Browser(HOME.address, HOME.name, ("a-note",))

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).sign_in("ada", NEXT_PASSWORD, here)

    assert refused.value.status == 401


def test_unreadable_name_signs_nobody_in(own_interaction):
    too_long = "a" * 255
    own_interaction.upon_receiving("a sign-in with a name too long for any account")
    own_interaction.with_request(
        "POST",
        LOG_IN,
        headers=FROM_ANYWHERE,
        json={"username": too_long, "password": PASSWORD},
    )
    own_interaction.will_respond_with(422)

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).sign_in(too_long, PASSWORD, HOME)

    assert refused.value.status == 422


@pytest.mark.parametrize(
    ("kind", "path", "body", "ask"),
    [
        (
            "registrations",
            NEW_ACCOUNT,
            FIRST,
            lambda u: u.register(NewAccount(**ADA), HOME),
        ),
        (
            "log-ins",
            LOG_IN,
            {"username": SOMEBODY["username"], "password": SOMEBODY["password"]},
            lambda u: u.sign_in("ada", PASSWORD, HOME),
        ),
    ],
)
def test_too_many_attempts_are_refused_with_a_reason(
    own_interaction, kind, path, body, ask
):
    address = {"address": HOME.address, "kind": kind}
    own_interaction.given("nothing more may be tried from an address", **address)
    asked = f"one more of too many {kind}"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("POST", path, headers=FROM_ANYWHERE, json=body)
    own_interaction.will_respond_with(
        429, {"detail": text("Too many.")}, headers=PROBLEM
    )

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        ask(users(url))

    assert (refused.value.status, refused.value.detail) == (429, "Too many.")
