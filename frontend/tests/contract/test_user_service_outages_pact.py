import pytest

from service_kit.http_client import Rejected, ServiceUnavailable
from storefront.service_models import Profile

from .user_service_interactions import (
    CLOSING,
    NEXT_PASSWORD,
    PASSWORD,
    PASSWORDS,
    PROBLEM,
    SHOPPER,
    users,
)

# A reading call is made twice more where its provider cannot work just now.
PATIENTLY = 3


@pytest.fixture
def interaction(agree):
    return agree("frontend", "user-service")


def test_service_is_healthy_with_its_database(interaction):
    interaction.upon_receiving("a question about health")
    interaction.with_request("GET", "/health/ready")
    interaction.will_respond_with(200)

    with interaction.serve() as url:
        assert users(url).is_healthy()


def test_service_is_unhealthy_without_its_database(interaction):
    interaction.given("the database does not answer")
    interaction.upon_receiving("a question about health")
    interaction.with_request("GET", "/health/ready")
    interaction.will_respond_with(503)

    with interaction.serve(times=PATIENTLY) as url:
        assert not users(url).is_healthy()


def test_silent_database_makes_the_service_unavailable(interaction):
    interaction.given("a shopper is signed in")
    interaction.given("the database does not answer")
    interaction.upon_receiving("a look at the own account")
    interaction.with_request("GET", "/api/user", headers=SHOPPER)
    interaction.will_respond_with(503)

    with pytest.raises(ServiceUnavailable), interaction.serve(times=PATIENTLY) as url:
        users(url).account("ada")


@pytest.mark.parametrize(
    ("asked", "method", "path", "body", "ask"),
    [
        (
            "an end of a sign-in",
            *("DELETE", "/sessions/s1", None),
            lambda users: users.end_sign_in("ada", "s1"),
        ),
        (
            "an end of all other sign-ins",
            *("DELETE", "/sessions", None),
            lambda users: users.end_other_sign_ins("ada"),
        ),
        (
            "a sign-out",
            *("POST", "/logout", None),
            lambda users: users.sign_out("ada"),
        ),
        (
            "a change of the password",
            *("PUT", "/password", PASSWORDS),
            lambda users: users.change_password("ada", PASSWORD, NEXT_PASSWORD),
        ),
        (
            "a profile that says nothing",
            *("PUT", "/profile", vars(Profile())),
            lambda users: users.save_profile("ada", Profile()),
        ),
        (
            "an end of the account",
            *("DELETE", "", CLOSING),
            lambda users: users.close_account("ada", PASSWORD),
        ),
    ],
)
def test_change_that_met_an_unreachable_database_is_not_repeated(
    interaction, asked, method, path, body, ask
):
    interaction.given("a shopper is signed in")
    interaction.given("the database does not answer")
    interaction.upon_receiving(asked)
    interaction.with_request(method, f"/api/user{path}", headers=SHOPPER, json=body)
    interaction.will_respond_with(503)

    with pytest.raises(ServiceUnavailable), interaction.serve() as url:
        ask(users(url))


def test_sign_in_that_has_run_out_differs_from_one_that_was_ended(interaction):
    interaction.given("the sign-in of a shopper has run out")
    interaction.upon_receiving("a look at the own account")
    interaction.with_request("GET", "/api/user", headers=SHOPPER)
    interaction.will_respond_with(401, {"expired": True}, headers=PROBLEM)

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url).account("ada")

    assert refused.value.problem["expired"] is True
