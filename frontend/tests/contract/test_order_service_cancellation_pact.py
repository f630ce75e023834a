from dataclasses import replace

import pytest

from contract_kit.consumer.matchers import exactly
from service_kit.http_client import Rejected

from .order_service_interactions import (
    CANCEL_PATH,
    NUMBER,
    ORDER,
    PLACED,
    SHOPPER,
    orders_at,
)


@pytest.fixture
def interaction(agree):
    return agree("frontend", "order-service")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("pending", "failed"),
        ("reserved", "failed"),
        ("authorised", "failed"),
        ("paid", "refunded"),
        ("failed", "failed"),
        ("refunded", "refunded"),
    ],
)
def test_order_is_called_off(buying, before, after):
    buying.given("the order has moved on", to=before)
    buying.upon_receiving(f"a cancellation of an order that is {before}")
    buying.with_request(
        "POST",
        CANCEL_PATH,
        headers=SHOPPER,
    )
    buying.will_respond_with(200, {"result": ORDER | {"state": exactly(after)}})

    with buying.serve() as url:
        order = orders_at(url).cancel("the-token", NUMBER)

    assert order == replace(PLACED, state=after)


@pytest.mark.parametrize(
    ("before", "after"), [("paid", "refunding"), ("reserved", "failing")]
)
def test_order_is_called_off_while_the_bank_is_away(buying, before, after):
    buying.given("the order has moved on", to=before)
    buying.given("the bank does not answer")
    buying.upon_receiving(f"a cancellation of an order that is {before}")
    buying.with_request(
        "POST",
        CANCEL_PATH,
        headers=SHOPPER,
    )
    buying.will_respond_with(200, {"result": ORDER | {"state": exactly(after)}})

    with buying.serve() as url:
        order = orders_at(url).cancel("the-token", NUMBER)

    assert order == replace(PLACED, state=after)


@pytest.mark.parametrize("state", ["committed", "shipped", "delivered"])
def test_order_that_only_goes_on_is_not_called_off(buying, state):
    buying.given("the order has moved on", to=state)
    buying.upon_receiving(f"a cancellation of an order that is {state}")
    buying.with_request(
        "POST",
        CANCEL_PATH,
        headers=SHOPPER,
    )
    buying.will_respond_with(409)

    with pytest.raises(Rejected) as refusal, buying.serve() as url:
        orders_at(url).cancel("the-token", NUMBER)

    assert refusal.value.status == 409


def test_shopper_is_forgotten(signed_in):
    signed_in.upon_receiving("a wish to be forgotten")
    signed_in.with_request("POST", "/api/order/forget-me", headers=SHOPPER)
    signed_in.will_respond_with(200)

    with signed_in.serve() as url:
        orders_at(url).forget_me("the-token")
