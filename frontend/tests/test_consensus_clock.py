"""One clock among the services is wrong: nobody is signed out, and nothing is lost."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from service_kit.clock import now
from service_kit.http_client import Rejected
from storefront.consensus_clock import ConsensusClock

from .fakes import Fake, FakeOrders, FakeProducts, FakeUsers
from .page_browser import Visitor

NONE, HOURS, SECONDS = timedelta(0), timedelta(hours=2), timedelta(seconds=90)
WORDS = "Our clocks do not agree"
RAN_OUT = Rejected(401, {"detail": "Not logged in", "expired": True})
ENDED = Rejected(401, {"detail": "Not logged in"})


def refusing(refusal: Rejected) -> object:
    def refuse(*_: object, **__: object) -> None:
        raise refusal

    return refuse


def is_signed_in(visitor: Visitor) -> bool:
    return visitor.open("/help").texts(".mine a")[1:2] == ["ada"]


def peers(offsets: Sequence[timedelta | None]) -> list[Fake]:
    return [Fake(offset=offset) for offset in offsets]


@pytest.mark.parametrize("refusal", [RAN_OUT, ENDED])
def test_refusal_by_another_service_ends_no_session(
    ada: Visitor, orders: FakeOrders, refusal: Rejected
) -> None:
    orders.basket = refusing(refusal)  # type: ignore[method-assign]

    page = ada.open("/basket", 503)

    assert page.heading == WORDS
    assert page.response.headers["Retry-After"] == "60"
    assert is_signed_in(ada)


def test_page_is_well_again_when_the_clock_is(ada: Visitor, orders: FakeOrders) -> None:
    right = orders.basket
    orders.basket = refusing(RAN_OUT)  # type: ignore[method-assign]
    ada.open("/basket", 503)

    orders.basket = right  # type: ignore[method-assign]

    assert ada.open("/basket").status == 200


def test_refusal_while_user_service_is_away_ends_no_session(
    ada: Visitor, orders: FakeOrders, users: FakeUsers
) -> None:
    orders.basket = refusing(ENDED)  # type: ignore[method-assign]
    users.is_down = True

    assert ada.open("/basket", 503).heading == "Sign-in is not available right now"
    assert is_signed_in(ada)


def test_user_service_that_is_ahead_ends_no_session(
    ada: Visitor, users: FakeUsers
) -> None:
    users.account = refusing(RAN_OUT)  # type: ignore[method-assign]

    assert ada.open("/account", 503).heading == WORDS
    assert is_signed_in(ada)


def test_sign_in_that_has_run_out_has_ended(ada: Visitor, users: FakeUsers) -> None:
    users.account = refusing(RAN_OUT)  # type: ignore[method-assign]
    with ada.client.session_transaction() as session:
        session["shopper"]["expires_at"] = (now() + timedelta(minutes=1)).isoformat()

    assert ada.client.get("/account").location == "/login"


def test_sign_in_that_was_ended_has_ended(ada: Visitor, users: FakeUsers) -> None:
    users.account = refusing(ENDED)  # type: ignore[method-assign]

    assert ada.client.get("/account").location == "/login"


@pytest.mark.parametrize("ahead", [HOURS, -HOURS])
def test_session_is_dated_by_the_clocks_that_agree(
    visitor: Visitor,
    users: FakeUsers,
    products: FakeProducts,
    orders: FakeOrders,
    ahead: timedelta,
) -> None:
    house = users, products, orders
    for peer in house:
        peer.offset = -ahead
    visitor.sign_in()

    # The storefront starts anew, still wrong, and has had no answer yet.
    for peer in house:
        peer.offset, peer.offset_when_asked = None, -ahead
    assert is_signed_in(visitor)


@pytest.mark.parametrize(
    ("offsets", "correction"),
    [
        ([None, None, None], NONE),
        ([NONE, NONE, NONE], NONE),
        ([HOURS, NONE, NONE], NONE),
        ([HOURS, -HOURS, None], NONE),
        ([HOURS, None, None], NONE),
        ([HOURS, HOURS, None], HOURS),
        ([-HOURS, -HOURS, -HOURS], -HOURS),
        ([-HOURS, -HOURS, NONE], NONE),
        ([SECONDS, SECONDS, SECONDS], NONE),
    ],
)
def test_majority_of_the_clocks_sets_the_time(
    offsets: Sequence[timedelta | None], correction: timedelta
) -> None:
    offset = ConsensusClock(peers(offsets)).now() - now()

    assert abs(offset - correction) <= timedelta(seconds=1)


def test_clocks_that_disagree_make_the_others_be_asked() -> None:
    house = peers([HOURS, None, None])
    for peer in house[1:]:
        peer.offset_when_asked = HOURS

    offset = ConsensusClock(house).now() - now()

    assert abs(offset - HOURS) <= timedelta(seconds=1)
