from dataclasses import replace

import pytest

from contract_kit.shapes import exactly, integer, some, token

from .asking_order_service import (
    BASILS,
    KEY,
    LISTED,
    PLACED,
    SHOPPER,
    orders_at,
    packets,
)


@pytest.fixture
def promise(agree):
    return agree("frontend", "order-service")


def test_lost_order_is_found_by_its_key(buying):
    buying.given("the basket was bought", key=KEY)
    buying.asks(
        "a search for the order of a key",
        "GET",
        "/api/orders",
        query={"idempotency_key": token(KEY)},
        headers=SHOPPER,
    )
    buying.answers(200, {"results": some(LISTED), "total": integer(1)})

    with buying.kept() as url:
        order = orders_at(url).find_by_key("the-token", KEY)

    assert order == PLACED


def test_lost_order_is_found_among_others(shopping):
    shopping.given("the basket holds a product", quantity=5)
    shopping.given("the basket was bought", key=KEY)
    shopping.given("the shopper has bought often", times=3)
    shopping.asks(
        "a search for one order of several",
        "GET",
        "/api/orders",
        query={"idempotency_key": KEY},
        headers=SHOPPER,
    )
    shopping.answers(200, {"results": packets(5), "total": integer(1)})

    with shopping.kept() as url:
        order = orders_at(url).find_by_key("the-token", KEY)

    assert order == replace(PLACED, lines=(replace(BASILS, quantity=5),))


def test_order_of_somebody_else_is_not_found_by_its_key(promise):
    promise.given("a shopper is signed in")
    promise.given("somebody else has bought something", key=KEY)
    promise.asks(
        "a search by the key of somebody else",
        "GET",
        "/api/orders",
        query={"idempotency_key": KEY},
        headers=SHOPPER,
    )
    promise.answers(200, {"results": exactly([]), "total": integer(0)})

    with promise.kept() as url:
        order = orders_at(url).find_by_key("the-token", KEY)

    assert order is None


def test_checkout_that_never_arrived_is_not_found(promise):
    promise.given("a shopper is signed in")
    promise.asks(
        "a search for the order of an unknown key",
        "GET",
        "/api/orders",
        query={"idempotency_key": token(KEY)},
        headers=SHOPPER,
    )
    promise.answers(200, {"results": exactly([]), "total": integer(0)})

    with promise.kept() as url:
        order = orders_at(url).find_by_key("the-token", KEY)

    assert order is None
