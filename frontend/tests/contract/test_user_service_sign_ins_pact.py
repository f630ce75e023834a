import pytest

from contract_kit import Promise
from contract_kit.shapes import exactly, flag, from_state, instant, some, text, token
from service_kit.clock import rfc3339
from service_kit.http import NotFound, Rejected
from storefront.payloads import Profile

from .asking_user_service import (
    CLOSING,
    NEXT_PASSWORD,
    NOON,
    PASSWORD,
    PASSWORDS,
    SHOPPER,
    users,
)


@pytest.fixture
def promise(agree):
    return agree("frontend", "user-service")


def test_own_sign_in_is_listed_with_its_browser(promise):
    promise.given("a shopper is signed in")
    promise.asks("a list of sign-ins", "GET", "/api/user/sessions", headers=SHOPPER)
    own = {"id": token("s1"), "created_at": instant(NOON), "is_current": True}
    promise.answers(200, {"results": [own | {"user_agent": text("Firefox")}]})

    with promise.kept() as url:
        (found,) = users(url).sign_ins("ada")

    assert (found.id, rfc3339(found.created_at)) == ("s1", NOON)
    assert (found.user_agent, found.is_current) == ("Firefox", True)


def test_nameless_browser_is_listed_all_the_same(promise):
    promise.given("a shopper is signed in with a nameless browser")
    promise.asks("a list of sign-ins", "GET", "/api/user/sessions", headers=SHOPPER)
    own = {"id": token("s1"), "created_at": instant(NOON), "is_current": True}
    promise.answers(200, {"results": [own]})

    with promise.kept() as url:
        (found,) = users(url).sign_ins("ada")

    assert (found.id, rfc3339(found.created_at)) == ("s1", NOON)
    assert (found.user_agent, found.is_current) == ("", True)


def test_other_sign_ins_are_listed_too_the_newest_first(promise):
    promise.given("a shopper is signed in")
    promise.given("the shopper is signed in elsewhere too")
    promise.given("the shopper was signed in elsewhere")
    promise.given("somebody else is signed in")
    promise.asks("a list of sign-ins", "GET", "/api/user/sessions", headers=SHOPPER)
    one = {"id": token("s1"), "created_at": instant(NOON)}
    other = one | {"is_current": exactly(False), "user_agent": exactly("Lynx")}
    own = one | {"is_current": exactly(True), "user_agent": exactly("Firefox")}
    promise.answers(200, {"results": [other, own]})

    with promise.kept() as url:
        found = users(url).sign_ins("ada")

    assert [sign_in.id for sign_in in found] == ["s1", "s1"]
    assert {rfc3339(sign_in.created_at) for sign_in in found} == {NOON}
    assert [sign_in.is_current for sign_in in found] == [False, True]
    assert [sign_in.user_agent for sign_in in found] == ["Lynx", "Firefox"]


def test_each_listed_sign_in_says_what_it_is(promise):
    promise.given("a shopper is signed in")
    promise.asks("all sign-ins", "GET", "/api/user/sessions", headers=SHOPPER)
    one = {"id": token("s1"), "created_at": instant(NOON), "is_current": flag(True)}
    promise.answers(200, {"results": some(one | {"user_agent": text("Firefox")})})

    with promise.kept() as url:
        (found,) = users(url).sign_ins("ada")

    assert (found.id, rfc3339(found.created_at)) == ("s1", NOON)
    assert (found.user_agent, found.is_current) == ("Firefox", True)


def test_sign_in_elsewhere_is_ended(promise):
    promise.given("a shopper is signed in")
    promise.given("the shopper is signed in elsewhere too")
    path = from_state("/api/user/sessions/${sign_in}", example="/api/user/sessions/s1")
    promise.asks("an end of a sign-in", "DELETE", path, headers=SHOPPER)
    promise.answers(200)

    with promise.kept() as url:
        users(url).end_sign_in("ada", "s1")


@pytest.mark.parametrize(
    ("state", "supplied", "whose"),
    [
        ("the shopper was signed in elsewhere", "over", "that is over"),
        ("somebody else is signed in", "stranger", "of somebody else"),
    ],
)
def test_no_other_sign_in_can_be_ended(promise, state, supplied, whose):
    promise.given("a shopper is signed in").given(state)
    path = from_state(
        f"/api/user/sessions/${{{supplied}}}", example="/api/user/sessions/s1"
    )
    promise.asks(f"an end of a sign-in {whose}", "DELETE", path, headers=SHOPPER)
    promise.answers(404)

    with pytest.raises(NotFound), promise.kept() as url:
        users(url).end_sign_in("ada", "s1")


def test_unknown_sign_in_cannot_be_ended(promise):
    promise.given("a shopper is signed in")
    path = "/api/user/sessions/unknown"
    promise.asks("an end of an unknown sign-in", "DELETE", path, headers=SHOPPER)
    promise.answers(404)

    with pytest.raises(NotFound), promise.kept() as url:
        users(url).end_sign_in("ada", "unknown")


def test_all_other_sign_ins_are_ended(promise):
    promise.given("a shopper is signed in")
    path = "/api/user/sessions"
    promise.asks("an end of all other sign-ins", "DELETE", path, headers=SHOPPER)
    promise.answers(200)

    with promise.kept() as url:
        users(url).end_other_sign_ins("ada")


def test_shopper_signs_out_for_good(promise):
    promise.given("a shopper is signed in")
    promise.asks("a sign-out", "POST", "/api/user/logout", headers=SHOPPER)
    promise.answers(200)

    with promise.kept() as url:
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
def test_whoever_ends_other_sign_ins_stays_signed_in(promise, state, parameters):
    promise.given(state, **parameters)
    promise.asks("a look at the own account", "GET", "/api/user", headers=SHOPPER)
    account = {"username": text("ada"), "email": text("ada@x.org")}
    promise.answers(200, {"result": account})

    with promise.kept() as url:
        shown = users(url).account("ada")

    assert (shown.username, shown.email) == ("ada", "ada@x.org")


@ENDS
def test_sign_in_that_was_ended_elsewhere_opens_nothing(promise, state, parameters):
    _demand_end(promise, state, **parameters)


@pytest.mark.parametrize(
    "state", ["the account was closed", "an administrator has shut the account"]
)
def test_sign_in_of_a_closed_account_opens_nothing(promise, state):
    _demand_end(promise, state)


def _demand_end(promise: Promise, state: str, **parameters: str) -> None:
    promise.given(state, **parameters)
    ended = from_state("Bearer ${ended}", example="Bearer ada")
    promise.asks(
        "a look at an account by whoever was signed out",
        "GET",
        "/api/user",
        headers={"Authorization": ended},
    )
    promise.answers(401)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
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
def test_token_of_an_ended_sign_in_opens_nothing(promise, asked, method, path, ask):
    promise.given("a sign-in has ended")
    bodies = {"/password": PASSWORDS, "/profile": vars(Profile())}
    body = CLOSING if asked == "an end of the account" else bodies.get(path)
    body = None if method == "GET" else body
    promise.asks(asked, method, f"/api/user{path}", headers=SHOPPER, json=body)
    promise.answers(401)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
        ask(users(url))

    assert refused.value.status == 401
