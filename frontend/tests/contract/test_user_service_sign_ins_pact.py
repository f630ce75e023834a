import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import (
    exactly,
    flag,
    from_state,
    instant,
    some,
    text,
    token,
)
from service_kit.clock import rfc3339
from service_kit.http_client import NotFound, Rejected
from storefront.service_models import Profile

from .user_service_interactions import (
    CLOSING,
    NEXT_PASSWORD,
    NOON,
    PASSWORD,
    PASSWORDS,
    SHOPPER,
    users,
)


@pytest.fixture
def interaction(agree):
    return agree("frontend", "user-service")


def test_own_sign_in_is_listed_with_its_browser(interaction):
    interaction.given("a shopper is signed in")
    interaction.upon_receiving("a list of sign-ins")
    interaction.with_request("GET", "/api/user/sessions", headers=SHOPPER)
    own = {"id": token("s1"), "created_at": instant(NOON), "is_current": True}
    interaction.will_respond_with(
        200, {"results": [own | {"user_agent": text("Firefox")}]}
    )

    with interaction.serve() as url:
        (found,) = users(url).sign_ins("ada")

    assert (found.id, rfc3339(found.created_at)) == ("s1", NOON)
    assert (found.user_agent, found.is_current) == ("Firefox", True)


def test_nameless_browser_is_listed_all_the_same(interaction):
    interaction.given("a shopper is signed in with a nameless browser")
    interaction.upon_receiving("a list of sign-ins")
    interaction.with_request("GET", "/api/user/sessions", headers=SHOPPER)
    own = {"id": token("s1"), "created_at": instant(NOON), "is_current": True}
    interaction.will_respond_with(200, {"results": [own]})

    with interaction.serve() as url:
        (found,) = users(url).sign_ins("ada")

    assert (found.id, rfc3339(found.created_at)) == ("s1", NOON)
    assert (found.user_agent, found.is_current) == ("", True)


def test_other_sign_ins_are_listed_too_the_newest_first(interaction):
    interaction.given("a shopper is signed in")
    interaction.given("the shopper is signed in elsewhere too")
    interaction.given("the shopper was signed in elsewhere")
    interaction.given("somebody else is signed in")
    interaction.upon_receiving("a list of sign-ins")
    interaction.with_request("GET", "/api/user/sessions", headers=SHOPPER)
    one = {"id": token("s1"), "created_at": instant(NOON)}
    other = one | {"is_current": exactly(False), "user_agent": exactly("Lynx")}
    own = one | {"is_current": exactly(True), "user_agent": exactly("Firefox")}
    interaction.will_respond_with(200, {"results": [other, own]})

    with interaction.serve() as url:
        found = users(url).sign_ins("ada")

    assert [sign_in.id for sign_in in found] == ["s1", "s1"]
    assert {rfc3339(sign_in.created_at) for sign_in in found} == {NOON}
    assert [sign_in.is_current for sign_in in found] == [False, True]
    assert [sign_in.user_agent for sign_in in found] == ["Lynx", "Firefox"]


def test_each_listed_sign_in_says_what_it_is(interaction):
    interaction.given("a shopper is signed in")
    interaction.upon_receiving("all sign-ins")
    interaction.with_request("GET", "/api/user/sessions", headers=SHOPPER)
    one = {"id": token("s1"), "created_at": instant(NOON), "is_current": flag(True)}
    interaction.will_respond_with(
        200, {"results": some(one | {"user_agent": text("Firefox")})}
    )

    with interaction.serve() as url:
        (found,) = users(url).sign_ins("ada")

    assert (found.id, rfc3339(found.created_at)) == ("s1", NOON)
    assert (found.user_agent, found.is_current) == ("Firefox", True)


def test_sign_in_elsewhere_is_ended(interaction):
    interaction.given("a shopper is signed in")
    interaction.given("the shopper is signed in elsewhere too")
    path = from_state("/api/user/sessions/${sign_in}", example="/api/user/sessions/s1")
    interaction.upon_receiving("an end of a sign-in")
    interaction.with_request("DELETE", path, headers=SHOPPER)
    interaction.will_respond_with(200)

    with interaction.serve() as url:
        users(url).end_sign_in("ada", "s1")


@pytest.mark.parametrize(
    ("state", "supplied", "whose"),
    [
        ("the shopper was signed in elsewhere", "over", "that is over"),
        ("somebody else is signed in", "stranger", "of somebody else"),
    ],
)
def test_no_other_sign_in_can_be_ended(interaction, state, supplied, whose):
    interaction.given("a shopper is signed in").given(state)
    path = from_state(
        f"/api/user/sessions/${{{supplied}}}", example="/api/user/sessions/s1"
    )
    interaction.upon_receiving(f"an end of a sign-in {whose}")
    interaction.with_request("DELETE", path, headers=SHOPPER)
    interaction.will_respond_with(404)

    with pytest.raises(NotFound), interaction.serve() as url:
        users(url).end_sign_in("ada", "s1")


def test_unknown_sign_in_cannot_be_ended(interaction):
    interaction.given("a shopper is signed in")
    path = "/api/user/sessions/unknown"
    interaction.upon_receiving("an end of an unknown sign-in")
    interaction.with_request("DELETE", path, headers=SHOPPER)
    interaction.will_respond_with(404)

    with pytest.raises(NotFound), interaction.serve() as url:
        users(url).end_sign_in("ada", "unknown")


def test_all_other_sign_ins_are_ended(interaction):
    interaction.given("a shopper is signed in")
    path = "/api/user/sessions"
    interaction.upon_receiving("an end of all other sign-ins")
    interaction.with_request("DELETE", path, headers=SHOPPER)
    interaction.will_respond_with(200)

    with interaction.serve() as url:
        users(url).end_other_sign_ins("ada")


def test_shopper_signs_out_for_good(interaction):
    interaction.given("a shopper is signed in")
    interaction.upon_receiving("a sign-out")
    interaction.with_request("POST", "/api/user/logout", headers=SHOPPER)
    interaction.will_respond_with(200)

    with interaction.serve() as url:
        users(url).sign_out("ada")


ENDS = pytest.mark.parametrize(
    ("state", "parameters"),
    [
        ("a sign-in was ended in another browser", {}),
        ("all other sign-ins were ended", {}),
        ("the password was changed", {"password": NEXT_PASSWORD}),
    ],
)


@ENDS
def test_whoever_ends_other_sign_ins_stays_signed_in(interaction, state, parameters):
    interaction.given(state, **parameters)
    interaction.upon_receiving("a look at the own account")
    interaction.with_request("GET", "/api/user", headers=SHOPPER)
    account = {"username": text("ada"), "email": text("ada@x.org")}
    interaction.will_respond_with(200, {"result": account})

    with interaction.serve() as url:
        shown = users(url).account("ada")

    assert (shown.username, shown.email) == ("ada", "ada@x.org")


@ENDS
def test_sign_in_that_was_ended_elsewhere_opens_nothing(interaction, state, parameters):
    _assert_ended(interaction, state, **parameters)


@pytest.mark.parametrize(
    "state", ["the account was closed", "an administrator has shut the account"]
)
def test_sign_in_of_a_closed_account_opens_nothing(interaction, state):
    _assert_ended(interaction, state)


def _assert_ended(
    interaction: ExpectedInteraction, state: str, **parameters: str
) -> None:
    interaction.given(state, **parameters)
    ended = from_state("Bearer ${ended}", example="Bearer ada")
    interaction.upon_receiving("a look at an account by whoever was signed out")
    interaction.with_request(
        "GET",
        "/api/user",
        headers={"Authorization": ended},
    )
    interaction.will_respond_with(401)

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url).account("ada")

    assert refused.value.status == 401


@pytest.mark.parametrize(
    ("asked", "method", "path", "ask"),
    [
        ("a look at the own account", "GET", "", lambda u: u.account("ada")),
        ("a list of sign-ins", "GET", "/sessions", lambda u: u.sign_ins("ada")),
        (
            "an end of a sign-in",
            "DELETE",
            "/sessions/s1",
            lambda u: u.end_sign_in("ada", "s1"),
        ),
        (
            "an end of all other sign-ins",
            "DELETE",
            "/sessions",
            lambda u: u.end_other_sign_ins("ada"),
        ),
        ("a sign-out", "POST", "/logout", lambda u: u.sign_out("ada")),
        (
            "a change of the password",
            "PUT",
            "/password",
            lambda u: u.change_password("ada", PASSWORD, NEXT_PASSWORD),
        ),
        ("a look at the own profile", "GET", "/profile", lambda u: u.profile("ada")),
        (
            "a profile that says nothing",
            "PUT",
            "/profile",
            lambda u: u.save_profile("ada", Profile()),
        ),
        (
            "an end of the account",
            "DELETE",
            "",
            lambda u: u.close_account("ada", PASSWORD),
        ),
    ],
)
def test_token_of_an_ended_sign_in_opens_nothing(interaction, asked, method, path, ask):
    interaction.given("a sign-in has ended")
    bodies = {"/password": PASSWORDS, "/profile": vars(Profile())}
    body = CLOSING if asked == "an end of the account" else bodies.get(path)
    body = None if method == "GET" else body
    interaction.upon_receiving(asked)
    interaction.with_request(method, f"/api/user{path}", headers=SHOPPER, json=body)
    interaction.will_respond_with(401)

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        ask(users(url))

    assert refused.value.status == 401
