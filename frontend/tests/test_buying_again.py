"""The packets of an order can be bought once more, and none of them twice."""

import pytest

from .fakes import FakeOrders
from .order_page import NUMBER
from .page_browser import Visitor


@pytest.mark.parametrize(
    ("state", "is_offered"),
    [
        ("pending", False),
        ("reserved", False),
        ("authorised", False),
        ("committed", False),
        ("paid", True),
        ("shipped", True),
        ("delivered", True),
        ("failing", False),
        ("failed", False),
        ("refunding", True),
        ("refunded", True),
    ],
)
def test_order_is_bought_again_once_its_packets_are_gone(
    waiting: Visitor, orders: FakeOrders, state: str, is_offered: bool
) -> None:
    orders.settle(NUMBER, state)

    page = waiting.open(f"/orders/{NUMBER}")

    assert bool(page.soup.select('form[action$="/again"]')) == is_offered


@pytest.mark.parametrize("reason", ["declined", "cancelled"])
def test_page_of_before_does_not_buy_twice_what_is_back(
    waiting: Visitor, orders: FakeOrders, reason: str
) -> None:
    orders.settle(NUMBER, "paid")
    waiting.open(f"/orders/{NUMBER}")
    orders.settle(NUMBER, "failed", reason)

    page = waiting.send(f"/orders/{NUMBER}/again")

    assert page.heading == "Your basket"
    assert page.soup.select_one("#quantity-1")["value"] == "2"


def test_what_was_taken_out_since_can_be_bought_again(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "paid")
    waiting.open(f"/orders/{NUMBER}")
    before = waiting.page
    orders.settle(NUMBER, "failed", "declined")
    waiting.open("/basket")
    waiting.send("/basket/items/1/remove")
    waiting.page = before

    page = waiting.send(f"/orders/{NUMBER}/again")

    assert page.soup.select_one("#quantity-1")["value"] == "2"


def test_order_that_is_being_settled_is_not_bought_again(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "paid")
    waiting.open(f"/orders/{NUMBER}")
    orders.settle(NUMBER, "failing", "declined")

    page = waiting.send(f"/orders/{NUMBER}/again")

    assert "go back into your basket by themselves" in page.notice
    assert orders.carts["ada"] == {}


def test_packets_that_come_back_join_the_count_of_others(
    waiting: Visitor, orders: FakeOrders
) -> None:
    waiting.add(3)
    orders.settle(NUMBER, "failed", "expired")

    page = waiting.open(f"/orders/{NUMBER}")

    assert page.texts("#basket-badge .count") == ["3"]
