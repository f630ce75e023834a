from datetime import datetime

import jwt
import pytest

from contract_kit.shapes import (
    etag,
    exactly,
    from_state,
    instant,
    pattern,
    some,
    token,
)
from product_service.clients.user_service import Person, UserServiceClient
from service_kit.ended_sign_ins import EndedPage
from service_kit.http import Connection, Rejected, ServiceUnavailable

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
def promise(agree):
    return agree("product-service", "user-service")


def users(url: str) -> UserServiceClient:
    return UserServiceClient(Connection("product-service", "user-service", url))


def test_signing_keys_come_with_a_validator(promise):
    promise.asks("a request for the signing keys", "GET", KEYS)
    promise.answers(200, {"keys": some(KEY)}, headers={"ETag": etag('"keys-1"')})

    with promise.kept() as url:
        known = users(url).signing_keys(None)

    (key,) = known.values["keys"]
    assert (key["kid"], known.etag) == ("key-1", '"keys-1"')
    assert jwt.PyJWK(key).algorithm_name == "EdDSA"


def test_unchanged_signing_keys_are_not_sent_again(promise):
    promise.given("an answer is known already", path=KEYS)
    promise.asks("a request for newer signing keys", "GET", KEYS, headers=KNOWN)
    promise.answers(304)

    with promise.kept() as url:
        assert users(url).signing_keys('"abc"') is None


def test_other_signing_keys_than_the_known_are_sent(promise):
    older = {"If-None-Match": '"older"'}
    promise.asks("a request by a validator of old keys", "GET", KEYS, headers=older)
    promise.answers(200, {"keys": some(KEY)}, headers={"ETag": etag('"keys-1"')})

    with promise.kept() as url:
        known = users(url).signing_keys('"older"')

    (key,) = known.values["keys"]
    assert (key["kid"], known.etag) == ("key-1", '"keys-1"')
    assert jwt.PyJWK(key).algorithm_name == "EdDSA"


def test_ended_sign_ins_are_listed_with_their_expiry(promise):
    promise.given("a sign-in has ended")
    promise.asks("a request for the ended sign-ins", "GET", ENDED)
    promise.answers(
        200,
        {"results": some({"sid": token("s1"), "expires_at": instant(NOON)})},
        headers={"ETag": etag('"ended-1"')},
    )

    with promise.kept() as url:
        known = users(url).revocations(None)

    assert known == EndedPage({"s1": THEN}, etag='"ended-1"')


def test_only_ended_sign_ins_are_listed(promise):
    promise.given("a sign-in has ended")
    promise.given("somebody else is signed in")
    promise.asks("a request for the one ended sign-in", "GET", ENDED)
    ended = {"sid": token("s1"), "expires_at": instant(NOON)}
    promise.answers(200, {"results": [ended]}, headers={"ETag": etag('"ended-1"')})

    with promise.kept() as url:
        known = users(url).revocations(None)

    assert known == EndedPage({"s1": THEN}, etag='"ended-1"')


def test_no_living_sign_in_is_listed(promise):
    promise.given("somebody else is signed in")
    promise.asks("a request for the ended sign-ins", "GET", ENDED)
    promise.answers(200, {"results": []}, headers={"ETag": etag('"ended-0"')})

    with promise.kept() as url:
        assert users(url).revocations(None) == EndedPage({}, etag='"ended-0"')


def test_ended_sign_ins_come_in_pages(promise):
    promise.given("more sign-ins have ended than stand on a page")
    promise.asks(
        "the first page of ended sign-ins", "GET", ENDED, query={"cursor": "0"}
    )
    promise.answers(200, A_PAGE | {"has_more": exactly(True)})

    with promise.kept() as url:
        page = users(url).ended_after("0")

    assert page == EndedPage({"s1": THEN}, "1.s1", has_more=True)


def test_end_is_told_as_long_as_a_slow_clock_takes_its_token(promise):
    promise.given("an ended sign-in has run out an hour ago")
    promise.asks("what has ended and run out", "GET", ENDED, query={"cursor": "0"})
    promise.answers(200, THE_NEW_ONE)

    with promise.kept() as url:
        page = users(url).ended_after("0")

    assert page == EndedPage({"s1": THEN}, "1.s1")


def test_page_of_ended_sign_ins_follows_another(promise):
    promise.given("another sign-in has ended since a page was read")
    promise.asks("newly ended sign-ins", "GET", ENDED, query=SINCE)
    promise.answers(200, THE_NEW_ONE)

    with promise.kept() as url:
        page = users(url).ended_after("0.s0")

    assert page == EndedPage({"s1": THEN}, "1.s1")


def test_page_without_news_keeps_the_place(promise):
    promise.given("no sign-in has ended since a page was read")
    promise.asks("newly ended sign-ins", "GET", ENDED, query=SINCE)
    promise.answers(200, {"results": [], "cursor": CURSOR, "has_more": exactly(False)})

    with promise.kept() as url:
        page = users(url).ended_after("0.s0")

    assert page == EndedPage({}, "1.s1")


def test_several_ended_sign_ins_come_on_one_page(promise):
    promise.given("another sign-in has ended since a page was read")
    promise.asks("all newly ended sign-ins", "GET", ENDED, query=SINCE)
    promise.answers(200, A_PAGE | {"has_more": exactly(False)})

    with promise.kept() as url:
        page = users(url).ended_after("0.s0")

    assert page == EndedPage({"s1": THEN}, "1.s1")


def test_list_begins_empty(promise):
    promise.given("somebody else is signed in")
    promise.asks(
        "the first page where none has ended", "GET", ENDED, query={"cursor": "0"}
    )
    nothing_yet = {"results": [], "cursor": exactly("0"), "has_more": exactly(False)}
    promise.answers(200, nothing_yet)

    with promise.kept() as url:
        page = users(url).ended_after("0")

    assert page == EndedPage({}, "0")


def test_cursor_of_another_life_begins_anew(promise):
    promise.given("the database was restored from before a page was read")
    promise.asks("newly ended sign-ins", "GET", ENDED, query=SINCE)
    promise.answers(200, THE_NEW_ONE)

    with promise.kept() as url:
        page = users(url).ended_after("0.s0")

    assert page == EndedPage({"s1": THEN}, "1.s1")


@pytest.mark.parametrize(
    ("state", "parameters"),
    [
        ("a sign-in was ended in another browser", {}),
        ("all other sign-ins were ended", {}),
        ("the password was changed", {"password": "a kettle on the stove"}),
        ("an administrator has shut the account", {}),
    ],
)
def test_sign_in_is_listed_however_it_ended(promise, state, parameters):
    promise.given(state, **parameters)
    promise.asks("a request for what has ended", "GET", ENDED)
    ended = {"sid": token("s1"), "expires_at": instant(NOON)}
    promise.answers(200, {"results": [ended]}, headers={"ETag": etag('"ended-1"')})

    with promise.kept() as url:
        known = users(url).revocations(None)

    assert known == EndedPage({"s1": THEN}, etag='"ended-1"')


def test_each_sign_in_of_a_closed_account_is_listed(promise):
    promise.given("the account was closed")
    promise.asks("a request for what a closed account leaves", "GET", ENDED)
    ended = {"sid": token("s1"), "expires_at": instant(NOON)}
    answer = {"results": [ended, ended]}
    promise.answers(200, answer, headers={"ETag": etag('"ended-2"')})

    with promise.kept() as url:
        known = users(url).revocations(None)

    assert known == EndedPage({"s1": THEN}, etag='"ended-2"')


def test_newly_ended_sign_ins_are_sent_again(promise):
    promise.given("an answer is known already", path=ENDED)
    promise.given("a sign-in has ended")
    promise.asks("a request by an old validator", "GET", ENDED, headers=KNOWN)
    ended = {"sid": token("s1"), "expires_at": instant(NOON)}
    promise.answers(200, {"results": [ended]}, headers={"ETag": etag('"ended-1"')})

    with promise.kept() as url:
        known = users(url).revocations('"abc"')

    assert known == EndedPage({"s1": THEN}, etag='"ended-1"')


def test_unchanged_ended_sign_ins_are_not_sent_again(promise):
    promise.given("a sign-in has ended")
    promise.given("an answer is known already", path=ENDED)
    promise.asks("a request for newly ended sign-ins", "GET", ENDED, headers=KNOWN)
    promise.answers(304)

    with promise.kept() as url:
        assert users(url).revocations('"abc"') is None


@pytest.mark.parametrize(
    ("state", "is_admin"),
    [("an administrator is signed in", True), ("a shopper is signed in", False)],
)
def test_person_behind_a_token_is_told(promise, state, is_admin):
    promise.given(state)
    promise.asks("a question about a person", "GET", "/api/user", headers=HOLDER)
    person = {"is_admin": is_admin, "is_active": True}
    promise.answers(200, {"result": person})

    with promise.kept() as url:
        assert users(url).who_is("ada") == Person(is_admin, is_active=True)


def test_nobody_is_behind_an_ended_sign_in(promise):
    promise.given("a sign-in has ended")
    promise.asks("a question about a person", "GET", "/api/user", headers=HOLDER)
    promise.answers(401)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
        users(url).who_is("ada")

    assert refused.value.status == 401


def test_silent_database_makes_the_service_unavailable(promise):
    promise.given("the database does not answer")
    promise.asks("a request for the ended sign-ins", "GET", ENDED)
    promise.answers(503)

    with pytest.raises(ServiceUnavailable), promise.kept(times=PATIENTLY) as url:
        users(url).revocations(None)
