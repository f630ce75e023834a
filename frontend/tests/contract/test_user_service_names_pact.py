import pytest

from contract_kit.shapes import exactly, pattern, some, text
from service_kit.http import Rejected
from storefront.payloads import NameCheck

from .asking_user_service import ADA, FROM_ANYWHERE, FROM_HOME, HOME, PROBLEM, users


@pytest.fixture
def promise(agree):
    return agree("frontend", "user-service")


@pytest.mark.parametrize(
    "state", ["somebody else has an account", "the account was closed"]
)
def test_username_that_nobody_has_is_free(own_promise, state):
    own_promise.given(state)
    own_promise.asks(
        "a question about a username",
        "GET",
        "/api/user/ada/exists",
        headers=FROM_ANYWHERE,
    )
    own_promise.answers(404)

    with own_promise.kept() as url:
        assert users(url).check_name("ada", HOME) == NameCheck(is_free=True)


def test_taken_username_comes_with_others(own_promise):
    own_promise.given("somebody has an account", **ADA)
    own_promise.asks(
        "a question about a username",
        "GET",
        "/api/user/ada/exists",
        headers=FROM_ANYWHERE,
    )
    # Anything but the name itself, as an account may have it.
    other = pattern("ada-k", r"(?!ada$)[a-z0-9][a-z0-9_-]{2,29}")
    own_promise.answers(200, {"suggestions": some(other)})

    with own_promise.kept() as url:
        assert users(url).check_name("ada", HOME) == NameCheck(False, ("ada-k",))


@pytest.mark.parametrize(
    ("asked", "username"),
    [
        ("a question about a username that is kept for the shop", "support"),
        ("a question about a username that passes for the shop", "furrow-seeds"),
    ],
)
def test_username_of_the_shop_is_neither_free_nor_offered(own_promise, asked, username):
    own_promise.asks(
        asked,
        "GET",
        f"/api/user/{username}/exists",
        headers=FROM_ANYWHERE,
    )
    own_promise.answers(200, {"suggestions": exactly([]), "reserved": exactly(True)})

    with own_promise.kept() as url:
        check = users(url).check_name(username, HOME)

    assert check == NameCheck(False, is_reserved=True)


def test_too_many_questions_about_names_are_refused(own_promise):
    address = {"address": HOME.address, "kind": "name checks"}
    own_promise.given("nothing more may be tried from an address", **address)
    own_promise.asks(
        "a question about a username", "GET", "/api/user/ada/exists", headers=FROM_HOME
    )
    own_promise.answers(429, {"detail": text("Too many.")}, headers=PROBLEM)

    with pytest.raises(Rejected) as refused, own_promise.kept() as url:
        users(url).check_name("ada", HOME)

    assert (refused.value.status, refused.value.detail) == (429, "Too many.")
