"""How long, how old and how often things may be that the storefront sends or shows."""

import pytest

from contract_kit.shapes import exactly, from_state, instant, pattern, some, text
from service_kit.clock import rfc3339
from service_kit.http import Rejected
from storefront.clients.user_service import Browser, NewAccount
from storefront.payloads import NameCheck

from .asking_user_service import (
    ADA,
    BEGUN,
    FROM_HOME,
    HOME,
    NEW_ACCOUNT,
    NEXT_PASSWORD,
    NOON,
    PASSWORD,
    PROBLEM,
    SHOPPER,
    is_begun,
    users,
)

LOG_IN, CHANGE = "/api/user/login", "/api/user/password"
LONG_PASSWORD = "a teapot in the garden, and twelve cups " * 3 + "of black"
LONGEST = {
    "username": "ada-" + "l" * 26,
    "email": f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 53}.example",
    "password": LONG_PASSWORD,
    "first_name": "Z" * 60,
    "last_name": "L" * 60,
}
FROM_HERE = {"address": HOME.address}
TOO_MANY = PROBLEM | {"Retry-After": pattern("3600", "3600|35[0-9]{2}")}


@pytest.fixture
def promise(agree):
    return agree("frontend", "user-service")


@pytest.fixture
def having_account(own_promise):
    return own_promise.given("somebody has an account", **ADA)


@pytest.fixture
def signed_in_by_password(promise):
    return promise.given("a shopper is signed in", password=PASSWORD)


def test_longest_words_make_an_account(own_promise):
    wanted = LONGEST | {"sign_in": True}
    asked = "an account of the longest words"
    own_promise.asks(asked, "POST", NEW_ACCOUNT, headers=FROM_HOME, json=wanted)
    names = {name: exactly(LONGEST[name]) for name in LONGEST if name != "password"}
    own_promise.answers(201, {"result": names, "sign_in": BEGUN})

    with own_promise.kept() as url:
        done = users(url).register(NewAccount(**LONGEST), HOME)

    shown = vars(done.account)
    assert is_begun(done.sign_in)
    assert {name: shown[name] for name in names} == {
        name: LONGEST[name] for name in names
    }


def test_longest_password_opens_its_account(own_promise):
    owner = ADA | {"password": LONG_PASSWORD}
    own_promise.given("somebody has an account", **owner)
    said = {"username": "ada", "password": LONG_PASSWORD}
    asked = "a sign-in with the longest password"
    own_promise.asks(asked, "POST", LOG_IN, headers=FROM_HOME, json=said)
    own_promise.answers(200, BEGUN)

    with own_promise.kept() as url:
        assert is_begun(users(url).sign_in("ada", LONG_PASSWORD, HOME))


@pytest.mark.parametrize(
    ("state", "new"),
    [
        ("", LONG_PASSWORD),
        ("the shopper has given the right password often", NEXT_PASSWORD),
        ("the shopper was right after some slips, and slips again", NEXT_PASSWORD),
    ],
)
def test_password_is_changed_by_who_knows_it(signed_in_by_password, state, new):
    promise = signed_in_by_password
    if state:
        promise.given(state)
    said = {"current_password": PASSWORD, "new_password": new}
    kind = "a long one" if new == LONG_PASSWORD else "another, after trials"
    asked = f"a change of the password to {kind}"
    promise.asks(asked, "PUT", CHANGE, headers=SHOPPER, json=said)
    promise.answers(200, {"device": BEGUN["device"]})

    with promise.kept() as url:
        assert users(url).change_password("ada", PASSWORD, new) == "known"


def test_browser_is_listed_by_all_that_it_calls_itself(promise):
    words = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0 "
    words += "x" * (200 - len(words))
    state = "a shopper is signed in with a browser of many words"
    promise.given(state, browser=words)
    path = "/api/user/sessions"
    promise.asks("a list of a wordy browser", "GET", path, headers=SHOPPER)
    own = {"user_agent": exactly(words), "is_current": exactly(True)}
    own |= {"id": text("s1"), "created_at": instant(NOON)}
    promise.answers(200, {"results": [own]})

    with promise.kept() as url:
        (found,) = users(url).sign_ins("ada")

    assert (found.user_agent, found.is_current) == (words, True)
    assert (found.id, rfc3339(found.created_at)) == ("s1", NOON)


def test_account_is_as_old_as_its_opening(signed_in_by_password):
    promise = signed_in_by_password
    promise.given("the account was opened at noon, and has changed since")
    promise.asks("an account of noon", "GET", "/api/user", headers=SHOPPER)
    account = {"username": exactly("ada"), "email": exactly("ada@furrow.example")}
    promise.answers(200, {"result": account | {"created_at": exactly(NOON)}})

    with promise.kept() as url:
        shown = users(url).account("ada")

    assert (shown.username, shown.email) == ("ada", "ada@furrow.example")
    assert rfc3339(shown.created_at) == NOON


def test_sign_in_is_as_old_as_its_beginning(signed_in_by_password):
    promise = signed_in_by_password
    promise.given("the shopper signed in at noon")
    path = "/api/user/sessions"
    promise.asks("a list of a sign-in of noon", "GET", path, headers=SHOPPER)
    own = {"user_agent": exactly("Firefox"), "is_current": exactly(True)}
    own |= {"id": text("s1"), "created_at": exactly(NOON)}
    promise.answers(200, {"results": [own]})

    with promise.kept() as url:
        (found,) = users(url).sign_ins("ada")

    assert (rfc3339(found.created_at), found.is_current) == (NOON, True)
    assert (found.id, found.user_agent) == ("s1", "Firefox")


@pytest.mark.parametrize(
    ("state", "supplied", "kind"),
    [
        ("two shoppers have signed in here before", ["other", "device"], "shared"),
        ("the shopper signed in here eleven months ago", ["device"], "long known"),
    ],
)
def test_browser_is_known_by_each_of_its_notes(having_account, state, supplied, kind):
    having_account.given(state)
    tried = "strangers have used up what may be tried"
    having_account.given(tried, username="ada")
    notes = [from_state(f"${{{name}}}", example=name) for name in supplied]
    said = {"username": "ada", "password": PASSWORD, "devices": notes}
    asked = f"a sign-in from a browser that is {kind}"
    having_account.asks(asked, "POST", LOG_IN, headers=FROM_HOME, json=said)
    having_account.answers(200, BEGUN)
    here = Browser(HOME.address, HOME.name, tuple(supplied))

    with having_account.kept() as url:
        assert is_begun(users(url).sign_in("ada", PASSWORD, here))


def test_own_token_is_good_for_ten_minutes(promise):
    promise.given("the storefront got its token nine minutes ago")
    kind = "nothing more may be tried from an address"
    promise.given(kind, **FROM_HERE, kind="name checks")
    path = "/api/user/ada/exists"
    promise.asks("a name check by an old token", "GET", path, headers=FROM_HOME)
    promise.answers(429, {"detail": text("Too many.")}, headers=PROBLEM)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
        users(url).check_name("ada", HOME)

    assert (refused.value.status, refused.value.detail) == (429, "Too many.")


def test_right_password_counts_as_no_slip(having_account):
    having_account.given("the shopper has signed in often", **FROM_HERE)
    said = {"username": "ada", "password": PASSWORD}
    asked = "a sign-in after many"
    having_account.asks(asked, "POST", LOG_IN, headers=FROM_HOME, json=said)
    having_account.answers(200, BEGUN)

    with having_account.kept() as url:
        assert is_begun(users(url).sign_in("ada", PASSWORD, HOME))


def test_what_others_try_next_door_bars_nobody(having_account):
    tried = "nothing more may be tried from an address"
    having_account.given(tried, address="198.51.101.7", kind="log-ins")
    said = {"username": "ada", "password": PASSWORD}
    asked = "a sign-in next door to many"
    having_account.asks(asked, "POST", LOG_IN, headers=FROM_HOME, json=said)
    having_account.answers(200, BEGUN)

    with having_account.kept() as url:
        assert is_begun(users(url).sign_in("ada", PASSWORD, HOME))


def test_names_that_are_taken_cost_no_account(own_promise):
    refused = "many registrations were refused because names are taken"
    own_promise.given(refused, **FROM_HERE)
    asked = "an account after many names that are taken"
    wanted = ADA | {"sign_in": True}
    own_promise.asks(asked, "POST", NEW_ACCOUNT, headers=FROM_HOME, json=wanted)
    shown = {name: exactly(ADA[name]) for name in ("username", "email")}
    own_promise.answers(201, {"result": shown, "sign_in": BEGUN})

    with own_promise.kept() as url:
        done = users(url).register(NewAccount(**ADA), HOME)

    assert is_begun(done.sign_in)
    assert (done.account.username, done.account.email) == ("ada", ADA["email"])


def test_too_many_names_that_are_taken_have_to_wait(own_promise):
    tried = "nothing more may be tried from an address"
    own_promise.given(tried, **FROM_HERE, kind="refused registrations")
    asked = "an account after too many names that are taken"
    wanted = ADA | {"sign_in": True}
    own_promise.asks(asked, "POST", NEW_ACCOUNT, headers=FROM_HOME, json=wanted)
    own_promise.answers(429, {"detail": text("Too many.")}, headers=TOO_MANY)

    with pytest.raises(Rejected) as refused, own_promise.kept() as url:
        users(url).register(NewAccount(**ADA), HOME)

    assert (refused.value.status, refused.value.retry_after) == (429, 3600)
    assert refused.value.detail == "Too many."


def test_names_that_are_offered_can_all_be_had(having_account):
    having_account.given("every short name like it is taken")
    path = "/api/user/ada/exists"
    asked = "a question about a name that many wanted"
    having_account.asks(asked, "GET", path, headers=FROM_HOME)
    free = pattern("ada40711", "ada[0-9]{5,6}")
    having_account.answers(200, {"suggestions": some(free)})

    with having_account.kept() as url:
        assert users(url).check_name("ada", HOME) == NameCheck(False, ("ada40711",))
