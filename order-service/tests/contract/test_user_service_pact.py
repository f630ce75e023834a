from datetime import datetime

import jwt
import pytest

from contract_kit.consumer.matchers import (
    etag,
    exactly,
    from_state,
    instant,
    pattern,
    some,
    token,
)
from order_service.clients.user_service import UserServiceClient
from service_kit.clock import rfc3339
from service_kit.http_client import Connection, Rejected, ServiceUnavailable
from service_kit.revocations import RevocationPage
from service_kit.service_token_cache import ServiceToken

from .product_service_messages import product_service

KEYS, ENDED = "/.well-known/jwks.json", "/api/revocations"
# A reading call is made twice more where its provider cannot work just now.
PATIENTLY = 3
KEY = {
    "kid": token("key-1"),
    "kty": exactly("OKP"),
    "crv": exactly("Ed25519"),
    "x": pattern("A" * 43, r"[A-Za-z0-9_-]{43}"),
}
HOLDER = {"Authorization": from_state("Bearer ${token}", example="Bearer ada")}
KNOWN = {"If-None-Match": from_state("${etag}", example='"abc"')}
SECRET = "the-secret"
NOON = "2026-11-21T12:00:00+00:00"
THEN = datetime.fromisoformat(NOON)

CURSOR = pattern("1.s1", r"[0-9]+\.[A-Za-z0-9_-]+")
SINCE = {"cursor": from_state("${cursor}", example="0.s0")}
A_PAGE = {
    "results": some({"sid": token("s1"), "expires_at": instant(NOON)}),
    "cursor": CURSOR,
}
THE_NEW_ONE = A_PAGE | {
    "results": [{"sid": token("s1"), "expires_at": instant(NOON)}],
    "has_more": exactly(False),
}


@pytest.fixture
def interaction(agree):
    return agree("order-service", "user-service")


def users(url: str, secret: str = SECRET) -> UserServiceClient:
    return UserServiceClient(Connection("order-service", "user-service", url), secret)


def test_signing_keys_come_with_a_validator(interaction):
    interaction.upon_receiving("a request for the signing keys")
    interaction.with_request("GET", KEYS)
    interaction.will_respond_with(
        200, {"keys": some(KEY)}, headers={"ETag": etag('"keys-1"')}
    )

    with interaction.serve() as url:
        known = users(url).signing_keys(None)

    (key,) = known.values["keys"]
    assert (key["kid"], known.etag) == ("key-1", '"keys-1"')
    assert jwt.PyJWK(key).algorithm_name == "EdDSA"


def test_unchanged_signing_keys_are_not_sent_again(interaction):
    interaction.given("an answer is known already", path=KEYS)
    interaction.upon_receiving("a request for newer signing keys")
    interaction.with_request("GET", KEYS, headers=KNOWN)
    interaction.will_respond_with(304)

    with interaction.serve() as url:
        assert users(url).signing_keys('"abc"') is None


def test_other_signing_keys_than_the_known_are_sent(interaction):
    older = {"If-None-Match": '"older"'}
    interaction.upon_receiving("a request by a validator of old keys")
    interaction.with_request("GET", KEYS, headers=older)
    interaction.will_respond_with(
        200, {"keys": some(KEY)}, headers={"ETag": etag('"keys-1"')}
    )

    with interaction.serve() as url:
        known = users(url).signing_keys('"older"')

    (key,) = known.values["keys"]
    assert (key["kid"], known.etag) == ("key-1", '"keys-1"')
    assert jwt.PyJWK(key).algorithm_name == "EdDSA"


def test_ended_sign_ins_are_listed_with_their_expiry(interaction):
    interaction.given("a sign-in has ended")
    interaction.upon_receiving("a request for the ended sign-ins")
    interaction.with_request("GET", ENDED)
    interaction.will_respond_with(
        200,
        {"results": some({"sid": token("s1"), "expires_at": instant(NOON)})},
        headers={"ETag": etag('"ended-1"')},
    )

    with interaction.serve() as url:
        known = users(url).revocations(None)

    assert known == RevocationPage({"s1": THEN}, etag='"ended-1"')


def test_only_ended_sign_ins_are_listed(interaction):
    interaction.given("a sign-in has ended")
    interaction.given("somebody else is signed in")
    interaction.upon_receiving("a request for the one ended sign-in")
    interaction.with_request("GET", ENDED)
    ended = {"sid": token("s1"), "expires_at": instant(NOON)}
    interaction.will_respond_with(
        200, {"results": [ended]}, headers={"ETag": etag('"ended-1"')}
    )

    with interaction.serve() as url:
        known = users(url).revocations(None)

    assert known == RevocationPage({"s1": THEN}, etag='"ended-1"')


def test_no_living_sign_in_is_listed(interaction):
    interaction.given("somebody else is signed in")
    interaction.upon_receiving("a request for the ended sign-ins")
    interaction.with_request("GET", ENDED)
    interaction.will_respond_with(
        200, {"results": []}, headers={"ETag": etag('"ended-0"')}
    )

    with interaction.serve() as url:
        assert users(url).revocations(None) == RevocationPage({}, etag='"ended-0"')


def test_ended_sign_ins_come_in_pages(interaction):
    interaction.given("more sign-ins have ended than stand on a page")
    interaction.upon_receiving("the first page of ended sign-ins")
    interaction.with_request("GET", ENDED, query={"cursor": "0"})
    interaction.will_respond_with(200, A_PAGE | {"has_more": exactly(True)})

    with interaction.serve() as url:
        page = users(url).revocations_after("0")

    assert page == RevocationPage({"s1": THEN}, "1.s1", has_more=True)


def test_page_of_ended_sign_ins_follows_another(interaction):
    interaction.given("another sign-in has ended since a page was read")
    interaction.upon_receiving("newly ended sign-ins")
    interaction.with_request("GET", ENDED, query=SINCE)
    interaction.will_respond_with(200, THE_NEW_ONE)

    with interaction.serve() as url:
        page = users(url).revocations_after("0.s0")

    assert page == RevocationPage({"s1": THEN}, "1.s1")


def test_page_without_news_keeps_the_place(interaction):
    interaction.given("no sign-in has ended since a page was read")
    interaction.upon_receiving("newly ended sign-ins")
    interaction.with_request("GET", ENDED, query=SINCE)
    interaction.will_respond_with(
        200, {"results": [], "cursor": CURSOR, "has_more": exactly(False)}
    )

    with interaction.serve() as url:
        page = users(url).revocations_after("0.s0")

    assert page == RevocationPage({}, "1.s1")


def test_several_ended_sign_ins_come_on_one_page(interaction):
    interaction.given("another sign-in has ended since a page was read")
    interaction.upon_receiving("all newly ended sign-ins")
    interaction.with_request("GET", ENDED, query=SINCE)
    interaction.will_respond_with(200, A_PAGE | {"has_more": exactly(False)})

    with interaction.serve() as url:
        page = users(url).revocations_after("0.s0")

    assert page == RevocationPage({"s1": THEN}, "1.s1")


def test_list_begins_empty(interaction):
    interaction.given("somebody else is signed in")
    interaction.upon_receiving("the first page where none has ended")
    interaction.with_request("GET", ENDED, query={"cursor": "0"})
    nothing_yet = {"results": [], "cursor": exactly("0"), "has_more": exactly(False)}
    interaction.will_respond_with(200, nothing_yet)

    with interaction.serve() as url:
        page = users(url).revocations_after("0")

    assert page == RevocationPage({}, "0")


def test_cursor_of_another_life_begins_anew(interaction):
    interaction.given("the database was restored from before a page was read")
    interaction.upon_receiving("newly ended sign-ins")
    interaction.with_request("GET", ENDED, query=SINCE)
    interaction.will_respond_with(200, THE_NEW_ONE)

    with interaction.serve() as url:
        page = users(url).revocations_after("0.s0")

    assert page == RevocationPage({"s1": THEN}, "1.s1")


@pytest.mark.parametrize(
    ("state", "parameters"),
    [
        ("a sign-in was ended in another browser", {}),
        ("all other sign-ins were ended", {}),
        ("the password was changed", {"password": "a kettle on the stove"}),
        ("an administrator has shut the account", {}),
    ],
)
def test_sign_in_is_listed_however_it_ended(interaction, state, parameters):
    interaction.given(state, **parameters)
    interaction.upon_receiving("a request for what has ended")
    interaction.with_request("GET", ENDED)
    ended = {"sid": token("s1"), "expires_at": instant(NOON)}
    interaction.will_respond_with(
        200, {"results": [ended]}, headers={"ETag": etag('"ended-1"')}
    )

    with interaction.serve() as url:
        known = users(url).revocations(None)

    assert known == RevocationPage({"s1": THEN}, etag='"ended-1"')


def test_each_sign_in_of_a_closed_account_is_listed(interaction):
    interaction.given("the account was closed")
    interaction.upon_receiving("a request for what a closed account leaves")
    interaction.with_request("GET", ENDED)
    ended = {"sid": token("s1"), "expires_at": instant(NOON)}
    answer = {"results": [ended, ended]}
    interaction.will_respond_with(200, answer, headers={"ETag": etag('"ended-2"')})

    with interaction.serve() as url:
        known = users(url).revocations(None)

    assert known == RevocationPage({"s1": THEN}, etag='"ended-2"')


def test_newly_ended_sign_ins_are_sent_again(interaction):
    interaction.given("an answer is known already", path=ENDED)
    interaction.given("a sign-in has ended")
    interaction.upon_receiving("a request by an old validator")
    interaction.with_request("GET", ENDED, headers=KNOWN)
    ended = {"sid": token("s1"), "expires_at": instant(NOON)}
    interaction.will_respond_with(
        200, {"results": [ended]}, headers={"ETag": etag('"ended-1"')}
    )

    with interaction.serve() as url:
        known = users(url).revocations('"abc"')

    assert known == RevocationPage({"s1": THEN}, etag='"ended-1"')


def test_unchanged_ended_sign_ins_are_not_sent_again(interaction):
    interaction.given("a sign-in has ended")
    interaction.given("an answer is known already", path=ENDED)
    interaction.upon_receiving("a request for newly ended sign-ins")
    interaction.with_request("GET", ENDED, headers=KNOWN)
    interaction.will_respond_with(304)

    with interaction.serve() as url:
        assert users(url).revocations('"abc"') is None


@pytest.mark.parametrize(
    ("state", "is_admin"),
    [("an administrator is signed in", True), ("a shopper is signed in", False)],
)
def test_rights_of_a_token_are_returned(interaction, state, is_admin):
    interaction.given(state)
    interaction.upon_receiving("a question about rights")
    interaction.with_request("GET", "/api/user", headers=HOLDER)
    interaction.will_respond_with(200, {"result": {"is_admin": is_admin}})

    with interaction.serve() as url:
        assert users(url).is_administrator("ada") is is_admin


def test_token_of_an_ended_sign_in_has_no_rights(interaction):
    interaction.given("a sign-in has ended")
    interaction.upon_receiving("a question about rights")
    interaction.with_request("GET", "/api/user", headers=HOLDER)
    interaction.will_respond_with(401)

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url).is_administrator("ada")

    assert refused.value.status == 401


def test_service_with_its_secret_gets_a_token(interaction):
    interaction.given("a service has a secret", service="order-service")
    interaction.upon_receiving("a request for a token of its own")
    interaction.with_request(
        "POST",
        "/api/service-token",
        json={
            "client_id": "order-service",
            "client_secret": from_state("secret", example=SECRET),
        },
    )
    issued = {"token": token("own"), "expires_at": instant(NOON)}
    interaction.will_respond_with(200, {"result": issued})

    with interaction.serve() as url:
        issued = users(url).service_token()

    assert (issued.token, rfc3339(issued.expires_at)) == ("own", NOON)


def test_service_with_a_wrong_secret_gets_no_token(interaction):
    interaction.upon_receiving("a request for a token with a wrong secret")
    interaction.with_request(
        "POST",
        "/api/service-token",
        json={"client_id": "order-service", "client_secret": "a-guess"},
    )
    interaction.will_respond_with(401)

    with interaction.serve(times=2) as url:
        guessing = users(url, "a-guess")
        with pytest.raises(Rejected) as refused:
            guessing.service_token()
        # Refused is the shop itself, which proves nothing about a reservation.
        with pytest.raises(ServiceUnavailable, match="gave no token: 401"):
            product_service(url, ServiceToken(guessing.service_token)).release(
                "order-1"
            )

    assert refused.value.status == 401


def test_silent_database_makes_the_service_unavailable(interaction):
    interaction.given("the database does not answer")
    interaction.upon_receiving("a request for the ended sign-ins")
    interaction.with_request("GET", ENDED)
    interaction.will_respond_with(503)

    with pytest.raises(ServiceUnavailable), interaction.serve(times=PATIENTLY) as url:
        users(url).revocations(None)


def test_silent_database_has_no_page_of_ended_sign_ins(interaction):
    interaction.given("the database does not answer")
    interaction.upon_receiving("the first page of ended sign-ins")
    interaction.with_request("GET", ENDED, query={"cursor": "0"})
    interaction.will_respond_with(503)

    with pytest.raises(ServiceUnavailable), interaction.serve(times=PATIENTLY) as url:
        users(url).revocations_after("0")
