"""When orders were placed and came on, in which order they are listed, and where."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from contract_kit.consumer.matchers import exactly, from_state, nothing, token
from service_kit.clock import rfc3339
from service_kit.http_client import Rejected
from service_kit.money import Money
from storefront.service_models import Event

from .order_service_interactions import (
    BASILS,
    NUMBER,
    ORDER_PATH,
    PLACED,
    SEEN,
    SHOPPER,
    SHOWN,
    item,
    orders_at,
    packets,
    priced,
)

CURSOR = "MjAyNi0xMS0yMXxhMQ=="
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
# Whole minutes would not show that the seconds are there.
STEP = timedelta(minutes=1, seconds=7)


@pytest.fixture
def interaction(agree):
    return agree("frontend", "order-service")


def many(quantity: int):
    return replace(PLACED, lines=(replace(BASILS, quantity=quantity),))


def test_each_order_of_a_list_has_its_own_date(shopping):
    shopping.given("the shopper has bought often", times=2, minutes=7, seconds=9)
    asked = "a list of orders by their dates"
    shopping.upon_receiving(asked)
    shopping.with_request("GET", "/api/orders", query={"limit": "10"}, headers=SHOPPER)
    dates = [NOON + timedelta(minutes=7, seconds=9), NOON]
    results = [
        order | {"created_at": exactly(rfc3339(date))}
        for order, date in zip(packets(2, 1), dates, strict=True)
    ]
    page = {"results": results, "next": nothing, "total": exactly(2)}
    shopping.will_respond_with(200, page)

    with shopping.serve() as url:
        page = orders_at(url).orders("the-token")

    latest = replace(many(2), created_at=dates[0])
    assert page.orders == (latest, many(1))
    assert (page.next, page.total) == (None, 2)


def test_page_in_the_middle_leads_on(shopping):
    shopping.given("the shopper has bought often", times=13)
    query = {"limit": "2", "cursor": from_state("cursor", example=CURSOR)}
    asked = "a page in the middle of many orders"
    shopping.upon_receiving(asked)
    shopping.with_request("GET", "/api/orders", query=query, headers=SHOPPER)
    page = {"results": packets(3, 2), "next": token(CURSOR), "total": exactly(13)}
    shopping.will_respond_with(200, page)

    with shopping.serve() as url:
        page = orders_at(url).orders("the-token", CURSOR, 2)

    assert page.orders == (many(3), many(2))
    assert (page.next, page.total) == (CURSOR, 13)


def test_page_leads_on_between_orders_of_one_minute(shopping):
    close = {"minutes": 0, "seconds": 4}
    shopping.given("the shopper has bought often", times=13, **close)
    query = {"limit": "2", "cursor": from_state("cursor", example=CURSOR)}
    shopping.upon_receiving("a page in the middle of the orders of a minute")
    shopping.with_request("GET", "/api/orders", query=query, headers=SHOPPER)
    page = {"results": packets(3, 2), "next": token(CURSOR), "total": exactly(13)}
    shopping.will_respond_with(200, page)

    with shopping.serve() as url:
        page = orders_at(url).orders("the-token", CURSOR, 2)

    assert page.orders == (many(3), many(2))
    assert (page.next, page.total) == (CURSOR, 13)


@pytest.mark.parametrize(
    ("to", "ways"),
    [("paid", ["pending", "paid"]), ("shipped", ["pending", "shipped"])],
)
def test_each_step_of_an_order_has_its_own_date(buying, to, ways):
    buying.given("the order has moved on", to=to)
    buying.given("each step of the order took some seconds", seconds=67)
    asked = f"a look at the dates of an order that is {to}"
    buying.upon_receiving(asked)
    buying.with_request("GET", ORDER_PATH, headers=SHOPPER)
    dates = [NOON + number * STEP for number in range(len(ways))]
    life = [
        {"state": exactly(state), "happened_at": exactly(rfc3339(date))}
        for state, date in zip(ways, dates, strict=True)
    ]
    members = {"state": exactly(to), "history": life}
    buying.will_respond_with(200, {"result": SHOWN | members})

    with buying.serve() as url:
        order = orders_at(url).order("the-token", NUMBER)

    history = tuple(map(Event, ways, dates))
    assert order == replace(SEEN, state=to, history=history)


def test_whole_history_of_an_order_is_returned(buying):
    buying.given("the basket was bought")
    buying.given("each step of the order took some seconds", seconds=67)
    asked = "a look at all steps of an order"
    buying.upon_receiving(asked)
    buying.with_request("GET", ORDER_PATH, headers=SHOPPER)
    ways = ["pending", "reserved", "authorised", "committed", "paid"]
    dates = [NOON + number * STEP for number in range(len(ways))]
    life = [
        {"state": exactly(state), "happened_at": exactly(rfc3339(date))}
        for state, date in zip(ways, dates, strict=True)
    ]
    buying.will_respond_with(
        200, {"result": SHOWN | {"state": exactly("paid"), "history": life}}
    )

    with buying.serve() as url:
        order = orders_at(url).order("the-token", NUMBER)

    assert order == replace(SEEN, history=tuple(map(Event, ways, dates)))


def test_one_of_two_orders_is_paid(shopping):
    shopping.given("the second of two orders is paid")
    asked, query = "a list of two orders, one of them paid", {"limit": "10"}
    shopping.upon_receiving(asked)
    shopping.with_request("GET", "/api/orders", query=query, headers=SHOPPER)
    results = [
        order | {"state": exactly(state)}
        for order, state in zip(packets(3, 2), ("paid", "pending"), strict=True)
    ]
    shopping.will_respond_with(
        200, {"results": results, "next": nothing, "total": exactly(2)}
    )

    with shopping.serve() as url:
        page = orders_at(url).orders("the-token")

    assert page.orders == (many(3), replace(many(2), state="pending"))
    assert (page.next, page.total) == (None, 2)


def test_older_order_keeps_its_price(shopping):
    shopping.given("the shopper has bought often", times=1)
    shopping.given("the product has another price", price="3.00")
    shopping.given("the shopper buys once more")
    asked = "a look at an order before a dearer one"
    shopping.upon_receiving(asked)
    shopping.with_request("GET", ORDER_PATH, headers=SHOPPER)
    members = priced("2.40", "5.30") | {"items": [item(1)], "state": exactly("paid")}
    shopping.will_respond_with(200, {"result": SHOWN | members})

    with shopping.serve() as url:
        order = orders_at(url).order("the-token", NUMBER)

    once, paid = Money(240, "EUR"), Money(530, "EUR")
    line = replace(BASILS, quantity=1, total=once)
    assert order == replace(SEEN, lines=(line,), subtotal=once, total=paid)


def test_cursor_of_another_shop_is_refused(signed_in):
    strange = "bm9uc2Vuc2U="
    query = {"limit": "10", "cursor": strange}
    asked = "a page of orders behind a cursor of another shop"
    signed_in.upon_receiving(asked)
    signed_in.with_request("GET", "/api/orders", query=query, headers=SHOPPER)
    signed_in.will_respond_with(422)

    with pytest.raises(Rejected) as refusal, signed_in.serve() as url:
        orders_at(url).orders("the-token", strange)

    assert refusal.value.status == 422
