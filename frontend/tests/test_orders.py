from datetime import datetime

import pytest

from .fakes import FakeOrders
from .page_browser import HOME, Visitor


@pytest.fixture
def buyer(ada: Visitor) -> Visitor:
    """Somebody who has just placed an order for two sunflowers."""
    ada.add(1, 2)
    ada.open("/checkout")
    ada.send("/checkout", **HOME)
    return ada


def test_order_list_shows_number_state_and_total(buyer: Visitor) -> None:
    page = buyer.open("/orders")

    assert page.texts(".orders h2") == ["Order 7K3M-0001"]
    assert page.texts(".orders .hint") == ["21 November 2026 · 2 packets"]
    assert page.texts(".orders .tag") == ["Paid, being packed"]
    assert page.texts(".orders .price") == ["€7.70"]


def test_nobody_has_ordered_before_their_first_time(ada: Visitor) -> None:
    page = ada.open("/orders")

    assert "You have not ordered anything yet" in page.text


def test_older_orders_are_one_link_away(buyer: Visitor, orders: FakeOrders) -> None:
    orders.placed = orders.placed * 12

    page = buyer.open("/orders")
    older = page.soup.select_one(".more a")["href"]

    assert len(page.soup.select(".orders > li")) == 10
    assert len(buyer.open(older).soup.select(".orders > li")) == 2


def test_made_up_cursor_is_not_found(ada: Visitor) -> None:
    ada.open("/orders?cursor=hacked", status=404)


def test_order_shows_what_where_and_how_much(buyer: Visitor) -> None:
    page = buyer.open("/orders/7K3M-0001")

    assert page.heading == "Order 7K3M-0001"
    assert page.texts("address") == [
        "Ada Lovelace 12 Rose Lane D02 X285 Dublin Ireland"
    ]
    assert page.texts(".lines .what") == ["Sunflower × 2"]
    assert page.texts(".grand") == ["Total €7.70"]


def test_orders_of_others_are_not_found(buyer: Visitor) -> None:
    buyer.send("/logout")
    buyer.register("eve")

    buyer.open("/orders/7K3M-0001", status=404)


@pytest.mark.parametrize(
    ("state", "name", "is_final"),
    [
        ("pending", "Being confirmed", False),
        ("committed", "Being confirmed", False),
        ("paid", "Paid, being packed", True),
        ("shipped", "On its way", True),
        ("delivered", "Delivered", True),
        ("failed", "Order failed", True),
        ("refunding", "Being refunded", False),
        ("refunded", "Cancelled, refunded", True),
        ("a-state-from-the-future", "Being confirmed", True),
    ],
)
def test_every_state_is_named_and_watched_until_it_is_final(
    buyer: Visitor, orders: FakeOrders, state: str, name: str, is_final: bool
) -> None:
    orders.settle("7K3M-0001", state)

    part = buyer.part("/orders/7K3M-0001")

    assert part.texts("#standing") == [name]
    assert (part.soup.select_one("[hx-trigger]") is None) == is_final


def test_failed_order_says_why_and_where_the_packets_are(
    buyer: Visitor, orders: FakeOrders
) -> None:
    orders.settle("7K3M-0001", "failed", "sold-out")

    page = buyer.open("/orders/7K3M-0001")

    assert page.heading == "Order 7K3M-0001"
    assert page.texts("#standing") == ["Sold out"]
    assert "Some items have just sold out" in page.text
    assert "back in your basket" in page.text
    assert "You placed the order" not in page.text
    assert page.texts(".history li")[0].endswith("You sent us the order")
    assert page.texts("#order-status .button") == ["Back to the checkout"]


def test_order_shows_its_history_in_words(buyer: Visitor, orders: FakeOrders) -> None:
    for state in ("reserved", "authorised", "committed", "paid", "shipped"):
        orders.settle("7K3M-0001", state)

    page = buyer.open("/orders/7K3M-0001")

    moments = page.soup.select(".history time")
    listed = [str(time.next_sibling).strip() for time in moments]
    assert listed == [
        "You placed the order",
        "We put your packets aside",
        "Your bank agreed to the payment",
        "Your packets left the shelf",
        "You paid €7.70",
        "Your parcel left us",
    ]
    assert all(datetime.fromisoformat(time["datetime"]) for time in moments)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("sold-out", "Not everything you chose was left"),
        ("declined", "The payment was declined"),
        ("a-reason-from-the-future", "Something was in the way"),
    ],
)
def test_life_of_a_failed_order_says_why(
    buyer: Visitor, orders: FakeOrders, reason: str, words: str
) -> None:
    orders.settle("7K3M-0001", "failing", reason)
    orders.settle("7K3M-0001", "failed", reason)

    page = buyer.open("/orders/7K3M-0001")

    assert words in page.texts(".history li")[1]
    assert "Nothing was charged" in page.texts(".history li")[2]


def test_state_from_the_future_does_not_break_the_life_of_an_order(
    buyer: Visitor, orders: FakeOrders
) -> None:
    orders.settle("7K3M-0001", "returned")

    page = buyer.open("/orders/7K3M-0001")

    assert page.texts(".history li")[-1].endswith("The order went on")


def test_order_can_be_bought_again(buyer: Visitor, orders: FakeOrders) -> None:
    buyer.open("/orders/7K3M-0001")

    page = buyer.send("/orders/7K3M-0001/again")

    assert page.heading == "Your basket"
    assert orders.carts["ada"] == {1: 2}


@pytest.mark.parametrize("path", ["/orders", "/orders/7K3M-0001", "/account"])
def test_guests_are_asked_to_sign_in(visitor: Visitor, path: str) -> None:
    answer = visitor.client.get(path)

    assert (answer.status_code, answer.location) == (303, "/login")
