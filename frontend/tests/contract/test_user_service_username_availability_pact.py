import pytest

from contract_kit.consumer.matchers import exactly, pattern, some, text
from service_kit.http_client import Rejected
from storefront.service_models import NameCheck

from .user_service_interactions import (
    ADA,
    FROM_ANYWHERE,
    FROM_HOME,
    HOME,
    PROBLEM,
    users,
)


@pytest.fixture
def interaction(agree):
    return agree("frontend", "user-service")


@pytest.mark.parametrize(
    "state", ["somebody else has an account", "the account was closed"]
)
def test_username_that_nobody_has_is_free(own_interaction, state):
    own_interaction.given(state)
    own_interaction.upon_receiving("a question about a username")
    own_interaction.with_request(
        "GET",
        "/api/user/ada/exists",
        headers=FROM_ANYWHERE,
    )
    own_interaction.will_respond_with(404)

    with own_interaction.serve() as url:
        assert users(url).check_name("ada", HOME) == NameCheck(is_free=True)


def test_taken_username_comes_with_others(own_interaction):
    own_interaction.given("somebody has an account", **ADA)
    own_interaction.upon_receiving("a question about a username")
    own_interaction.with_request(
        "GET",
        "/api/user/ada/exists",
        headers=FROM_ANYWHERE,
    )
    # Anything but the name itself, as an account may have it.
    other = pattern("ada-k", r"(?!ada$)[a-z0-9][a-z0-9_-]{2,29}")
    own_interaction.will_respond_with(200, {"suggestions": some(other)})

    with own_interaction.serve() as url:
        assert users(url).check_name("ada", HOME) == NameCheck(False, ("ada-k",))


@pytest.mark.parametrize(
    ("asked", "username"),
    [
        ("a question about a username that is kept for the shop", "support"),
        ("a question about a username that passes for the shop", "furrow-seeds"),
    ],
)
def test_username_of_the_shop_is_neither_free_nor_offered(
    own_interaction, asked, username
):
    own_interaction.upon_receiving(asked)
    own_interaction.with_request(
        "GET",
        f"/api/user/{username}/exists",
        headers=FROM_ANYWHERE,
    )
    own_interaction.will_respond_with(
        200, {"suggestions": exactly([]), "reserved": exactly(True)}
    )

    with own_interaction.serve() as url:
        check = users(url).check_name(username, HOME)

    assert check == NameCheck(False, is_reserved=True)


def test_too_many_questions_about_names_are_refused(own_interaction):
    address = {"address": HOME.address, "kind": "name checks"}
    own_interaction.given("nothing more may be tried from an address", **address)
    own_interaction.upon_receiving("a question about a username")
    own_interaction.with_request("GET", "/api/user/ada/exists", headers=FROM_HOME)
    own_interaction.will_respond_with(
        429, {"detail": text("Too many.")}, headers=PROBLEM
    )

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).check_name("ada", HOME)

    assert (refused.value.status, refused.value.detail) == (429, "Too many.")
