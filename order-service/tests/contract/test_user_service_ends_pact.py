"""The order of ended sign-ins: none is missed between two pages."""

import pytest

from contract_kit.consumer.matchers import etag, exactly, instant, some, token
from order_service.clients.user_service import UserServiceClient
from service_kit.clock import read_instant
from service_kit.http_client import Connection
from service_kit.revocations import RevocationPage

ENDED, NOON = "/api/revocations", "2026-11-21T12:00:00+00:00"
THEN = read_instant(NOON)
UNTIL_NOON = "a sign-in that would last until noon has ended"
FAR_OFF = "2126-11-21T12:00:37+00:00"
# How many sign-ins are ended by what the first of three browsers does.
DEEDS = {
    "signs itself out": 1,
    "logs itself out at the gateway": 1,
    "signs the second out": 1,
    "signs both others out": 2,
    "changes the password": 2,
}


@pytest.fixture
def interaction(agree):
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
def test_no_end_is_lost_between_two_pages(
    interaction, state, cursor, last_cursor, last
):
    at_once = " of those at once" if "at once" in state else ""
    interaction.given(state)
    asked = f"the last page of ended sign-ins{at_once}"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", ENDED, query={"cursor": cursor})
    end = {"sid": exactly(last), "expires_at": instant(NOON)}
    members = {"cursor": exactly(last_cursor), "has_more": exactly(False)}
    interaction.will_respond_with(200, {"results": [end]} | members)

    with interaction.serve() as url:
        page = users(url).revocations_after(cursor)

    assert page == RevocationPage({last: THEN}, last_cursor)


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
def test_page_of_ends_names_its_last(interaction, state, cursor, has_more):
    interaction.given(state)
    asked = f"the first page that names {cursor}"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", ENDED, query={"cursor": "0"})
    ends = some({"sid": token("s1"), "expires_at": instant(NOON)})
    members = {"cursor": exactly(cursor), "has_more": exactly(has_more)}
    interaction.will_respond_with(200, {"results": ends} | members)

    with interaction.serve() as url:
        page = users(url).revocations_after("0")

    assert page == RevocationPage({"s1": THEN}, cursor, has_more=has_more)


def test_end_is_listed_as_long_as_a_slow_clock_takes_its_token(interaction):
    interaction.given("an ended sign-in has run out an hour ago")
    interaction.upon_receiving("what has ended and run out")
    interaction.with_request("GET", ENDED, query={"cursor": "0"})
    end = {"sid": token("s1"), "expires_at": instant(NOON)}
    members = {"cursor": token("1.s1"), "has_more": exactly(False)}
    interaction.will_respond_with(200, {"results": [end]} | members)

    with interaction.serve() as url:
        page = users(url).revocations_after("0")

    assert page == RevocationPage({"s1": THEN}, "1.s1")


@pytest.mark.parametrize(
    ("state", "parameters"),
    [
        ("all other sign-ins were ended", {}),
        ("the password was changed", {"password": "a kettle on the stove"}),
        ("an administrator has shut the account", {}),
    ],
)
def test_sign_in_of_somebody_else_lives_on(interaction, state, parameters):
    interaction.given("somebody else is signed in")
    interaction.given(state, **parameters)
    interaction.upon_receiving("what has ended beside somebody else")
    interaction.with_request("GET", ENDED)
    ended = {"sid": token("s1"), "expires_at": instant(NOON)}
    interaction.will_respond_with(
        200, {"results": [ended]}, headers={"ETag": etag('"ended-1"')}
    )

    with interaction.serve() as url:
        known = users(url).revocations(None)

    assert known == RevocationPage({"s1": THEN}, etag='"ended-1"')


@pytest.mark.parametrize("state", [*DEEDS])
def test_each_end_is_listed_and_nothing_else(interaction, state):
    count = DEEDS[state]
    interaction.given("somebody else is signed in")
    interaction.given(f"the first of three browsers {state}")
    interaction.upon_receiving("what has ended of three sign-ins")
    interaction.with_request("GET", ENDED)
    ended = [{"sid": token(f"s{n}"), "expires_at": instant(NOON)} for n in range(count)]
    interaction.will_respond_with(
        200, {"results": ended}, headers={"ETag": etag('"ended-1"')}
    )

    with interaction.serve() as url:
        known = users(url).revocations(None)

    members = {f"s{n}": THEN for n in range(count)}
    assert known == RevocationPage(members, etag='"ended-1"')


def test_end_is_listed_with_the_expiry_of_its_token(interaction):
    interaction.given(UNTIL_NOON, seconds_past=37)
    interaction.upon_receiving("what would have lasted until noon")
    interaction.with_request("GET", ENDED)
    end = {"sid": token("s1"), "expires_at": exactly(FAR_OFF)}
    interaction.will_respond_with(
        200, {"results": [end]}, headers={"ETag": etag('"ended-1"')}
    )

    with interaction.serve() as url:
        known = users(url).revocations(None)

    assert known == RevocationPage({"s1": read_instant(FAR_OFF)}, etag='"ended-1"')


def test_page_holds_the_expiry_of_each_token(interaction):
    interaction.given(UNTIL_NOON, seconds_past=37)
    asked = "a page of what would have lasted until noon"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", ENDED, query={"cursor": "0"})
    end = {"sid": token("s1"), "expires_at": exactly(FAR_OFF)}
    members = {"cursor": token("1.s1"), "has_more": exactly(False)}
    interaction.will_respond_with(200, {"results": [end]} | members)

    with interaction.serve() as url:
        page = users(url).revocations_after("0")

    assert page == RevocationPage({"s1": read_instant(FAR_OFF)}, "1.s1")


def test_end_that_no_clock_takes_any_more_is_forgotten(interaction):
    interaction.given("an ended sign-in has run out three hours ago")
    interaction.upon_receiving("what is forgotten")
    interaction.with_request("GET", ENDED, query={"cursor": "0"})
    members = {"results": [], "cursor": exactly("0"), "has_more": exactly(False)}
    interaction.will_respond_with(200, members)

    with interaction.serve() as url:
        assert users(url).revocations_after("0") == RevocationPage({}, "0")


def test_list_forgets_what_no_clock_takes_any_more(interaction):
    interaction.given("an ended sign-in has run out three hours ago")
    interaction.upon_receiving("a list of what is forgotten")
    interaction.with_request("GET", ENDED)
    interaction.will_respond_with(
        200, {"results": []}, headers={"ETag": etag('"ended-0"')}
    )

    with interaction.serve() as url:
        assert users(url).revocations(None) == RevocationPage({}, etag='"ended-0"')


def test_list_keeps_what_a_slow_clock_takes(interaction):
    interaction.given("an ended sign-in has run out an hour ago")
    interaction.upon_receiving("a list of what has run out")
    interaction.with_request("GET", ENDED)
    end = {"sid": token("s1"), "expires_at": instant(NOON)}
    interaction.will_respond_with(
        200, {"results": [end]}, headers={"ETag": etag('"ended-1"')}
    )

    with interaction.serve() as url:
        known = users(url).revocations(None)

    assert known == RevocationPage({"s1": THEN}, etag='"ended-1"')


@pytest.mark.parametrize(
    ("cursor", "left"),
    [
        ("1.sign-in-1", [2, 3]),
        ("3.sign-in-3", []),
        ("2.sign-in-1", [1, 2, 3]),
        ("9.sign-in-9", [1, 2, 3]),
        ("nonsense", [1, 2, 3]),
    ],
)
def test_page_lists_what_ended_after_its_cursor(interaction, cursor, left):
    interaction.given("three sign-ins have ended")
    asked = f"what ended after {cursor}"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", ENDED, query={"cursor": cursor})
    ids = [f"sign-in-{number}" for number in left]
    ends = [{"sid": exactly(name), "expires_at": instant(NOON)} for name in ids]
    members = {"cursor": exactly("3.sign-in-3"), "has_more": exactly(False)}
    interaction.will_respond_with(200, {"results": ends} | members)

    with interaction.serve() as url:
        page = users(url).revocations_after(cursor)

    assert page == RevocationPage(dict.fromkeys(ids, THEN), "3.sign-in-3")


def test_cursor_after_millions_of_ends_is_known(interaction):
    interaction.given("three sign-ins have ended", first=12_345_678)
    cursor = "12345679.sign-in-2"
    interaction.upon_receiving("what ended after millions of others")
    interaction.with_request("GET", ENDED, query={"cursor": cursor})
    end = {"sid": exactly("sign-in-3"), "expires_at": instant(NOON)}
    last = "12345680.sign-in-3"
    members = {"cursor": exactly(last), "has_more": exactly(False)}
    interaction.will_respond_with(200, {"results": [end]} | members)

    with interaction.serve() as url:
        page = users(url).revocations_after(cursor)

    assert page == RevocationPage({"sign-in-3": THEN}, last)


def test_end_by_an_older_release_is_listed_as_well(interaction):
    interaction.given("an older release has ended a sign-in")
    asked = "what an older release has ended"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", ENDED, query={"cursor": "0"})
    end = {"sid": exactly("sign-in-of-old"), "expires_at": instant(NOON)}
    members = {"cursor": exactly("1.sign-in-of-old"), "has_more": exactly(False)}
    interaction.will_respond_with(200, {"results": [end]} | members)

    with interaction.serve() as url:
        page = users(url).revocations_after("0")

    assert page == RevocationPage({"sign-in-of-old": THEN}, "1.sign-in-of-old")
