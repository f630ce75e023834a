from dataclasses import replace

import pytest

from contract_kit.consumer.matchers import (
    exactly,
    from_state,
    integer,
    nothing,
    pattern,
    some,
    token,
)
from service_kit.http_client import Rejected
from storefront.service_models import Order

from .order_service_interactions import (
    BASILS,
    LISTED,
    PLACED,
    SHOPPER,
    orders_at,
    packets,
)

TEN_AT_MOST = {"limit": pattern("10", r"[1-9]\d*")}

# A cursor is base64: it ends in what an address has to escape.
CURSOR = "MjAyNi0xMS0yMXxhMQ=="


@pytest.fixture
def interaction(agree):
    return agree("frontend", "order-service")


def counted(*orders: Order) -> list[int]:
    return [order.count for order in orders]


def test_first_page_of_orders_leads_to_the_next(shopping):
    shopping.given("the shopper has bought often", times=11)
    shopping.upon_receiving("the first page of many orders")
    shopping.with_request(
        "GET",
        "/api/orders",
        query=TEN_AT_MOST,
        headers=SHOPPER,
    )
    page = {"results": some(LISTED), "next": token(CURSOR), "total": exactly(11)}
    shopping.will_respond_with(200, page)

    with shopping.serve() as url:
        page = orders_at(url).orders("the-token")

    assert (page.orders, page.next, page.total) == ((PLACED,), CURSOR, 11)


def test_own_orders_are_listed_the_newest_first(shopping):
    shopping.given("the shopper has bought often", times=3)
    shopping.given("somebody else has bought something")
    shopping.upon_receiving("a page of three orders")
    shopping.with_request(
        "GET",
        "/api/orders",
        query={"limit": "10"},
        headers=SHOPPER,
    )
    page = {"results": packets(3, 2, 1), "next": nothing, "total": exactly(3)}
    shopping.will_respond_with(200, page)

    with shopping.serve() as url:
        page = orders_at(url).orders("the-token")

    assert counted(*page.orders) == [3, 2, 1]
    assert page.orders[0] == replace(PLACED, lines=(replace(BASILS, quantity=3),))
    assert page.orders[1] == replace(PLACED, lines=(BASILS,))
    assert page.orders[2] == replace(PLACED, lines=(replace(BASILS, quantity=1),))
    assert (page.next, page.total) == (None, 3)


def test_newest_order_is_listed_alone(shopping):
    shopping.given("the shopper has bought often", times=2)
    shopping.upon_receiving("the newest order")
    shopping.with_request("GET", "/api/orders", query={"limit": "1"}, headers=SHOPPER)
    page = {"results": packets(2), "next": token(CURSOR), "total": exactly(2)}
    shopping.will_respond_with(200, page)

    with shopping.serve() as url:
        page = orders_at(url).orders("the-token", limit=1)

    assert (page.orders, page.next, page.total) == ((PLACED,), CURSOR, 2)


def test_full_page_of_orders_leads_nowhere(shopping):
    shopping.given("the shopper has bought often", times=10)
    shopping.upon_receiving("a page of just ten orders")
    shopping.with_request(
        "GET",
        "/api/orders",
        query={"limit": "10"},
        headers=SHOPPER,
    )
    page = {"results": some(LISTED), "next": nothing, "total": exactly(10)}
    shopping.will_respond_with(200, page)

    with shopping.serve() as url:
        page = orders_at(url).orders("the-token")

    assert (page.orders, page.next, page.total) == ((PLACED,), None, 10)


def test_orders_of_somebody_else_are_not_listed(interaction):
    interaction.given("a shopper is signed in")
    interaction.given("somebody else has bought something")
    interaction.upon_receiving("the orders of somebody who has bought nothing")
    interaction.with_request(
        "GET",
        "/api/orders",
        query={"limit": "10"},
        headers=SHOPPER,
    )
    page = {"results": exactly([]), "next": nothing, "total": exactly(0)}
    interaction.will_respond_with(200, page)

    with interaction.serve() as url:
        page = orders_at(url).orders("the-token")

    assert (page.orders, page.next, page.total) == ((), None, 0)


def test_administrator_who_shops_sees_only_their_own_orders(interaction):
    interaction.given("a shopper who is an administrator is signed in")
    interaction.given("somebody else has bought something")
    interaction.upon_receiving("the orders of an administrator who has bought nothing")
    interaction.with_request(
        "GET",
        "/api/orders",
        query={"limit": "10"},
        headers=SHOPPER,
    )
    page = {"results": exactly([]), "next": nothing, "total": exactly(0)}
    interaction.will_respond_with(200, page)

    with interaction.serve() as url:
        page = orders_at(url).orders("the-token")

    assert (page.orders, page.next, page.total) == ((), None, 0)


def test_last_page_of_orders_leads_nowhere(shopping):
    shopping.given("the shopper has bought often", times=11)
    shopping.upon_receiving("the last page of many orders")
    shopping.with_request(
        "GET",
        "/api/orders",
        query={"limit": "10", "cursor": from_state("cursor", example=CURSOR)},
        headers=SHOPPER,
    )
    page = {"results": packets(1), "next": nothing, "total": exactly(11)}
    shopping.will_respond_with(200, page)

    with shopping.serve() as url:
        page = orders_at(url).orders("the-token", CURSOR)

    oldest = replace(PLACED, lines=(replace(BASILS, quantity=1),))
    assert (page.orders, page.next, page.total) == ((oldest,), None, 11)


def test_copy_of_all_orders_takes_many_at_once(buying):
    buying.given("the basket was bought")
    buying.upon_receiving("many orders at once")
    buying.with_request(
        "GET",
        "/api/orders",
        query={"limit": "100"},
        headers=SHOPPER,
    )
    page = {"results": some(LISTED), "next": nothing, "total": integer(1)}
    buying.will_respond_with(200, page)

    with buying.serve() as url:
        page = orders_at(url).orders("the-token", limit=100)

    assert (page.orders, page.next, page.total) == ((PLACED,), None, 1)


def test_copy_of_all_orders_goes_on_where_it_was(shopping):
    shopping.given("the shopper has bought often", times=11)
    shopping.upon_receiving("the rest of many orders at once")
    shopping.with_request(
        "GET",
        "/api/orders",
        query={"limit": "100", "cursor": from_state("cursor", example=CURSOR)},
        headers=SHOPPER,
    )
    page = {"results": packets(1), "next": nothing, "total": exactly(11)}
    shopping.will_respond_with(200, page)

    with shopping.serve() as url:
        page = orders_at(url).orders("the-token", CURSOR, 100)

    oldest = replace(PLACED, lines=(replace(BASILS, quantity=1),))
    assert (page.orders, page.next, page.total) == ((oldest,), None, 11)


def test_cursor_of_somebody_else_is_refused(interaction):
    interaction.given("a shopper is signed in")
    interaction.upon_receiving("a page of orders behind a wrong cursor")
    interaction.with_request(
        "GET",
        "/api/orders",
        query={"limit": "10", "cursor": "nonsense"},
        headers=SHOPPER,
    )
    interaction.will_respond_with(422)

    with pytest.raises(Rejected) as refusal, interaction.serve() as url:
        orders_at(url).orders("the-token", "nonsense")

    assert refusal.value.status == 422


def test_new_shopper_has_no_orders(interaction):
    interaction.given("a shopper is signed in")
    interaction.upon_receiving("the orders of somebody who has bought nothing")
    interaction.with_request(
        "GET",
        "/api/orders",
        query=TEN_AT_MOST,
        headers=SHOPPER,
    )
    page = {"results": exactly([]), "next": nothing, "total": integer(0)}
    interaction.will_respond_with(200, page)

    with interaction.serve() as url:
        page = orders_at(url).orders("the-token")

    assert (page.orders, page.next, page.total) == ((), None, 0)


def test_few_orders_stand_on_one_page(buying):
    buying.given("the basket was bought")
    buying.upon_receiving("a page of all orders")
    buying.with_request("GET", "/api/orders", query=TEN_AT_MOST, headers=SHOPPER)
    page = {"results": some(LISTED), "next": nothing, "total": integer(1)}
    buying.will_respond_with(200, page)

    with buying.serve() as url:
        page = orders_at(url).orders("the-token")

    assert (page.orders, page.next, page.total) == ((PLACED,), None, 1)
