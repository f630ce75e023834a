"""What an order leaves behind: its address, its lines, and the key it was bought by."""

from dataclasses import replace

import pytest

from contract_kit.consumer.matchers import exactly, nothing
from service_kit.money import Money

from .order_service_interactions import (
    BASILS,
    BASKET,
    BOUGHT,
    IN_BASKET,
    NUMBER,
    ORDER,
    ORDER_PATH,
    PLACED,
    PURCHASE,
    SEEN,
    SHOPPER,
    SHOWN,
    item,
    orders_at,
    wish_basket,
)

KEY = "key-0001"


@pytest.fixture
def interaction(agree):
    return agree("frontend", "order-service")


@pytest.mark.parametrize("state", ["shipped", "delivered", "failed", "refunded"])
def test_address_of_each_order_that_is_over_is_erased(buying, state):
    buying.given("the order has moved on", to=state).given("the addresses were erased")
    asked = f"a look at an order that is {state}, without its address"
    buying.upon_receiving(asked)
    buying.with_request("GET", ORDER_PATH, headers=SHOPPER)
    members = {"state": exactly(state), "address": nothing}
    buying.will_respond_with(200, {"result": SHOWN | members})

    with buying.serve() as url:
        order = orders_at(url).order("the-token", NUMBER)

    assert order == replace(SEEN, state=state, address=None)


@pytest.mark.parametrize(
    "state", ["pending", "authorised", "committed", "failing", "refunding"]
)
def test_address_is_kept_as_long_as_an_order_needs_it(buying, state):
    buying.given("the order has moved on", to=state).given("the addresses were erased")
    asked = f"a look at an order that is {state} and needs its address"
    buying.upon_receiving(asked)
    buying.with_request("GET", ORDER_PATH, headers=SHOPPER)
    buying.will_respond_with(200, {"result": SHOWN | {"state": exactly(state)}})

    with buying.serve() as url:
        order = orders_at(url).order("the-token", NUMBER)

    assert order == replace(SEEN, state=state)


@pytest.mark.parametrize(("meanwhile", "together"), [(3, 5), (98, 99)])
def test_lines_that_come_back_join_those_put_in_meanwhile(buying, meanwhile, together):
    buying.given("the order has moved on", to="reserved")
    buying.given("the basket holds a product", quantity=meanwhile)
    buying.given("the order of before was called off")
    wish_basket(buying, f"a look into a basket of {meanwhile} and what came back")
    buying.will_respond_with(200, {"result": BASKET | {"items": [item(together)]}})

    with buying.serve() as url:
        basket = orders_at(url).basket("the-token")

    costs = Money(240 * together, "EUR")
    line = replace(BASILS, quantity=together, total=costs)
    assert basket == replace(IN_BASKET, lines=(line,))


@pytest.mark.parametrize("state", ["shipped", "delivered", "refunded"])
def test_key_finds_its_order_whatever_has_become_of_it(buying, state):
    buying.given("the order has moved on", to=state)
    headers = SHOPPER | {"Idempotency-Key": KEY}
    asked = f"a repeated checkout of an order that is {state}"
    path = "/api/order/checkout"
    buying.upon_receiving(asked)
    buying.with_request("POST", path, headers=headers, json=BOUGHT)
    buying.will_respond_with(201, {"result": ORDER | {"state": exactly(state)}})

    with buying.serve() as url:
        order = orders_at(url).check_out("the-token", replace(PURCHASE, key=KEY))

    assert order == replace(PLACED, state=state)
