"""In which order ended sign-ins are told, so that none is missed between two pages."""

import pytest

from contract_kit.shapes import etag, exactly, instant, some, token
from order_service.clients.user_service import UserServiceClient
from service_kit.clock import read_instant
from service_kit.ended_sign_ins import EndedPage
from service_kit.http import Connection

ENDED, NOON = "/api/revocations", "2026-11-21T12:00:00+00:00"
THEN = read_instant(NOON)


@pytest.fixture
def promise(agree):
    return agree("order-service", "user-service")


def users(url: str) -> UserServiceClient:
    return UserServiceClient(Connection("order-service", "user-service", url), "secret")


# By itself each has a number; those that end at once share one, and go by their names.
@pytest.mark.parametrize(
    ("state", "cursor", "last_cursor", "last"),
    [
        (
            "more sign-ins have ended than stand on a page",
            "2000.sign-in-2000",
            "2001.sign-in-2001",
            "sign-in-2001",
        ),
        (
            "more sign-ins have ended at once than stand on a page",
            "1.sign-in-998",
            "1.sign-in-999",
            "sign-in-999",
        ),
    ],
)
def test_no_end_is_lost_between_two_pages(promise, state, cursor, last_cursor, last):
    at_once = " of those at once" if "at once" in state else ""
    promise.given(state)
    asked = f"the last page of ended sign-ins{at_once}"
    promise.asks(asked, "GET", ENDED, query={"cursor": cursor})
    end = {"sid": exactly(last), "expires_at": instant(NOON)}
    told = {"cursor": exactly(last_cursor), "has_more": exactly(False)}
    promise.answers(200, {"results": [end]} | told)

    with promise.kept() as url:
        page = users(url).ended_after(cursor)

    assert page == EndedPage({last: THEN}, last_cursor)


@pytest.mark.parametrize(
    ("state", "cursor", "has_more"),
    [
        ("more sign-ins have ended than stand on a page", "2000.sign-in-2000", True),
        (
            "more sign-ins have ended at once than stand on a page",
            "1.sign-in-998",
            True,
        ),
        ("as many sign-ins have ended as stand on a page", "2000.sign-in-2000", False),
    ],
)
def test_page_of_ends_names_its_last(promise, state, cursor, has_more):
    promise.given(state)
    asked = f"the first page that names {cursor}"
    promise.asks(asked, "GET", ENDED, query={"cursor": "0"})
    ends = some({"sid": token("s1"), "expires_at": instant(NOON)})
    told = {"cursor": exactly(cursor), "has_more": exactly(has_more)}
    promise.answers(200, {"results": ends} | told)

    with promise.kept() as url:
        page = users(url).ended_after("0")

    assert page == EndedPage({"s1": THEN}, cursor, has_more=has_more)


def test_end_is_told_as_long_as_a_slow_clock_takes_its_token(promise):
    promise.given("an ended sign-in has run out an hour ago")
    promise.asks("what has ended and run out", "GET", ENDED, query={"cursor": "0"})
    end = {"sid": token("s1"), "expires_at": instant(NOON)}
    told = {"cursor": token("1.s1"), "has_more": exactly(False)}
    promise.answers(200, {"results": [end]} | told)

    with promise.kept() as url:
        page = users(url).ended_after("0")

    assert page == EndedPage({"s1": THEN}, "1.s1")


@pytest.mark.parametrize(
    ("state", "parameters"),
    [
        ("all other sign-ins were ended", {}),
        ("the password was changed", {"password": "a kettle on the stove"}),
        ("an administrator has shut the account", {}),
    ],
)
def test_sign_in_of_somebody_else_lives_on(promise, state, parameters):
    promise.given("somebody else is signed in")
    promise.given(state, **parameters)
    promise.asks("what has ended beside somebody else", "GET", ENDED)
    ended = {"sid": token("s1"), "expires_at": instant(NOON)}
    promise.answers(200, {"results": [ended]}, headers={"ETag": etag('"ended-1"')})

    with promise.kept() as url:
        known = users(url).revocations(None)

    assert known == EndedPage({"s1": THEN}, etag='"ended-1"')
