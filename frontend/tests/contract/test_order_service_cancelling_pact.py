from dataclasses import replace

import pytest

from contract_kit.shapes import exactly
from service_kit.http import Rejected

from .asking_order_service import CANCEL_PATH, NUMBER, ORDER, PLACED, SHOPPER, orders_at


@pytest.fixture
def promise(agree):
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
    buying.asks(
        f"a cancellation of an order that is {before}",
        "POST",
        CANCEL_PATH,
        headers=SHOPPER,
    )
    buying.answers(200, {"result": ORDER | {"state": exactly(after)}})

    with buying.kept() as url:
        order = orders_at(url).cancel("the-token", NUMBER)

    assert order == replace(PLACED, state=after)


@pytest.mark.parametrize(
    ("before", "after"), [("paid", "refunding"), ("reserved", "failing")]
)
def test_order_is_called_off_while_the_bank_is_away(buying, before, after):
    buying.given("the order has moved on", to=before)
    buying.given("the bank does not answer")
    buying.asks(
        f"a cancellation of an order that is {before}",
        "POST",
        CANCEL_PATH,
        headers=SHOPPER,
    )
    buying.answers(200, {"result": ORDER | {"state": exactly(after)}})

    with buying.kept() as url:
        order = orders_at(url).cancel("the-token", NUMBER)

    assert order == replace(PLACED, state=after)


@pytest.mark.parametrize("state", ["committed", "shipped", "delivered"])
def test_order_that_only_goes_on_is_not_called_off(buying, state):
    buying.given("the order has moved on", to=state)
    buying.asks(
        f"a cancellation of an order that is {state}",
        "POST",
        CANCEL_PATH,
        headers=SHOPPER,
    )
    buying.answers(409)

    with pytest.raises(Rejected) as refusal, buying.kept() as url:
        orders_at(url).cancel("the-token", NUMBER)

    assert refusal.value.status == 409


def test_shopper_is_forgotten(signed_in):
    signed_in.asks(
        "a wish to be forgotten", "POST", "/api/order/forget-me", headers=SHOPPER
    )
    signed_in.answers(200)

    with signed_in.kept() as url:
        orders_at(url).forget_me("the-token")
