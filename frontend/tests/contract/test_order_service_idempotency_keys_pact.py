from dataclasses import replace

import pytest

from contract_kit.consumer.matchers import exactly, integer, some, token

from .order_service_interactions import (
    BASILS,
    KEY,
    LISTED,
    PLACED,
    SHOPPER,
    orders_at,
    packets,
)


@pytest.fixture
def interaction(agree):
    return agree("frontend", "order-service")


def test_lost_order_is_found_by_its_key(buying):
    buying.given("the basket was bought", key=KEY)
    buying.upon_receiving("a search for the order of a key")
    buying.with_request(
        "GET",
        "/api/orders",
        query={"idempotency_key": token(KEY)},
        headers=SHOPPER,
    )
    buying.will_respond_with(200, {"results": some(LISTED), "total": integer(1)})

    with buying.serve() as url:
        order = orders_at(url).find_by_key("the-token", KEY)

    assert order == PLACED


def test_lost_order_is_found_among_others(shopping):
    shopping.given("the basket holds a product", quantity=5)
    shopping.given("the basket was bought", key=KEY)
    shopping.given("the shopper has bought often", times=3)
    shopping.upon_receiving("a search for one order of several")
    shopping.with_request(
        "GET",
        "/api/orders",
        query={"idempotency_key": KEY},
        headers=SHOPPER,
    )
    shopping.will_respond_with(200, {"results": packets(5), "total": integer(1)})

    with shopping.serve() as url:
        order = orders_at(url).find_by_key("the-token", KEY)

    assert order == replace(PLACED, lines=(replace(BASILS, quantity=5),))


@pytest.mark.parametrize(
    ("state", "fate"),
    [
        ("failed", {"reason": "sold-out"}),
        ("failed", {"reason": "declined", "code": "card_declined"}),
        ("refunded", {"reason": "cancelled"}),
    ],
)
def test_order_that_came_to_nothing_is_found_by_its_key(buying, state, fate):
    buying.given("the order has moved on", to=state, **fate)
    buying.upon_receiving(f"a search for an order that is {state} as {fate['reason']}")
    buying.with_request(
        "GET",
        "/api/orders",
        query={"idempotency_key": "key-0001"},
        headers=SHOPPER,
    )
    members = {name: exactly(word) for name, word in fate.items()}
    found = LISTED | {"state": exactly(state)} | members
    buying.will_respond_with(200, {"results": [found], "total": integer(1)})

    with buying.serve() as url:
        order = orders_at(url).find_by_key("the-token", "key-0001")

    assert order == replace(PLACED, state=state, **fate)


def test_order_of_somebody_else_is_not_found_by_its_key(interaction):
    interaction.given("a shopper is signed in")
    interaction.given("somebody else has bought something", key=KEY)
    interaction.upon_receiving("a search by the key of somebody else")
    interaction.with_request(
        "GET",
        "/api/orders",
        query={"idempotency_key": KEY},
        headers=SHOPPER,
    )
    interaction.will_respond_with(200, {"results": exactly([]), "total": integer(0)})

    with interaction.serve() as url:
        order = orders_at(url).find_by_key("the-token", KEY)

    assert order is None


def test_checkout_that_never_arrived_is_not_found(interaction):
    interaction.given("a shopper is signed in")
    interaction.upon_receiving("a search for the order of an unknown key")
    interaction.with_request(
        "GET",
        "/api/orders",
        query={"idempotency_key": token(KEY)},
        headers=SHOPPER,
    )
    interaction.will_respond_with(200, {"results": exactly([]), "total": integer(0)})

    with interaction.serve() as url:
        order = orders_at(url).find_by_key("the-token", KEY)

    assert order is None
