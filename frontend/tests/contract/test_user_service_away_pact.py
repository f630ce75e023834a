import pytest

from service_kit.http import Rejected, ServiceUnavailable
from storefront.payloads import Profile

from .asking_user_service import (
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
def promise(agree):
    return agree("frontend", "user-service")


def test_service_is_healthy_with_its_database(promise):
    promise.asks("a question about health", "GET", "/health/ready")
    promise.answers(200)

    with promise.kept() as url:
        assert users(url).is_healthy()


def test_service_is_unhealthy_without_its_database(promise):
    promise.given("the database does not answer")
    promise.asks("a question about health", "GET", "/health/ready")
    promise.answers(503)

    with promise.kept(times=PATIENTLY) as url:
        assert not users(url).is_healthy()


def test_silent_database_makes_the_service_unavailable(promise):
    promise.given("a shopper is signed in")
    promise.given("the database does not answer")
    promise.asks("a look at the own account", "GET", "/api/user", headers=SHOPPER)
    promise.answers(503)

    with pytest.raises(ServiceUnavailable), promise.kept(times=PATIENTLY) as url:
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
def test_change_that_met_a_silent_database_is_not_repeated(
    promise, asked, method, path, body, ask
):
    promise.given("a shopper is signed in")
    promise.given("the database does not answer")
    promise.asks(asked, method, f"/api/user{path}", headers=SHOPPER, json=body)
    promise.answers(503)

    with pytest.raises(ServiceUnavailable), promise.kept() as url:
        ask(users(url))


def test_sign_in_that_has_run_out_is_told_from_one_that_was_ended(promise):
    promise.given("the sign-in of a shopper has run out")
    promise.asks("a look at the own account", "GET", "/api/user", headers=SHOPPER)
    promise.answers(401, {"expired": True}, headers=PROBLEM)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
        users(url).account("ada")

    assert refused.value.problem["expired"] is True
