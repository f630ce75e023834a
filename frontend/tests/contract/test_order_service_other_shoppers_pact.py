"""What somebody else keeps in a basket or has ordered makes no difference."""

from dataclasses import replace

import pytest

from contract_kit.consumer.matchers import exactly, nothing
from service_kit.http_client import NotFound
from service_kit.money import Money

from .order_service_interactions import (
    BASILS,
    BASKET,
    BOUGHT,
    CANCEL_PATH,
    EMPTY,
    IN_BASKET,
    KEY,
    KEYED,
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
    packets,
    priced,
    wish_basket,
)

BESIDE = "somebody else's basket holds a product"


@pytest.fixture
def interaction(agree):
    return agree("frontend", "order-service")


def holding(quantity: int):
    costs = Money(240 * quantity, "EUR")
    return replace(BASILS, quantity=quantity, total=costs)


def test_basket_of_somebody_else_is_not_shown(shopping):
    shopping.given(BESIDE)
    wish_basket(shopping, "a look into no basket beside another")
    shopping.will_respond_with(200, {"result": EMPTY | priced("0.00", "0.00", "0.00")})

    with shopping.serve() as url:
        basket = orders_at(url).basket("the-token")

    zero = Money.zero("EUR")
    assert basket == replace(
        IN_BASKET, lines=(), subtotal=zero, delivery=zero, total=zero
    )


@pytest.mark.parametrize(
    ("state", "way"),
    [
        (BESIDE, "beside another"),
        ("somebody else does all that one can with a basket", "beside a busy one"),
    ],
)
def test_basket_is_what_its_owner_put_in(buying, state, way):
    buying.given(state)
    wish_basket(buying, f"a look into a basket {way}")
    members = priced("4.80", "7.70") | {"items": [item(2)], "version": exactly(1)}
    buying.will_respond_with(200, {"result": BASKET | members})

    with buying.serve() as url:
        basket = orders_at(url).basket("the-token")

    assert basket == replace(IN_BASKET, version=1)


@pytest.mark.parametrize(
    ("asked", "method", "path", "body", "quantity", "deed"),
    [
        (
            "three more packets beside another basket",
            "POST",
            "/api/order/add-item",
            {"product_id": 1, "qty": 3},
            5,
            lambda orders: orders.add_item("the-token", 1, 3),
        ),
        (
            "four packets in place of two, beside another basket",
            "PATCH",
            "/api/order/items/1",
            {"qty": 4},
            4,
            lambda orders: orders.change_quantity("the-token", 1, 4),
        ),
        (
            "a guest's packets beside another basket",
            "POST",
            "/api/order/merge",
            {"lines": [{"product_id": 1, "qty": 4}]},
            6,
            lambda orders: orders.merge("the-token", {1: 4}),
        ),
    ],
)
def test_own_basket_alone_is_changed(buying, asked, method, path, body, quantity, deed):
    buying.given(BESIDE)
    buying.upon_receiving(asked)
    buying.with_request(method, path, headers=SHOPPER, json=body)
    members = {"items": [item(quantity)], "version": exactly(2)}
    buying.will_respond_with(200, {"result": BASKET | members})

    with buying.serve() as url:
        basket = deed(orders_at(url))

    assert basket == replace(IN_BASKET, lines=(holding(quantity),), version=2)


def test_own_basket_alone_is_emptied(buying):
    buying.given(BESIDE)
    asked, path = "no packets beside another basket", "/api/order/items/1"
    buying.upon_receiving(asked)
    buying.with_request("DELETE", path, headers=SHOPPER)
    members = priced("0.00", "0.00", "0.00") | {"version": exactly(2)}
    buying.will_respond_with(200, {"result": EMPTY | members})

    with buying.serve() as url:
        basket = orders_at(url).remove_item("the-token", 1)

    zero = Money.zero("EUR")
    assert basket == replace(
        IN_BASKET, lines=(), subtotal=zero, delivery=zero, total=zero, version=2
    )


def test_quantity_of_what_somebody_else_has_stays(shopping):
    shopping.given(BESIDE)
    asked, path = "four packets that somebody else has", "/api/order/items/1"
    shopping.upon_receiving(asked)
    shopping.with_request("PATCH", path, headers=SHOPPER, json={"qty": 4})
    shopping.will_respond_with(404)

    with pytest.raises(NotFound), shopping.serve() as url:
        orders_at(url).change_quantity("the-token", 1, 4)


@pytest.mark.parametrize(
    ("state", "way"),
    [
        (BESIDE, "beside another basket"),
        (
            "somebody else's orders are still being confirmed",
            "beside unpaid ones of somebody else",
        ),
    ],
)
def test_own_basket_alone_is_bought(buying, state, way):
    buying.given(state)
    asked, path = f"a checkout {way}", "/api/order/checkout"
    buying.upon_receiving(asked)
    buying.with_request("POST", path, headers=KEYED, json=BOUGHT)
    members = priced("4.80", "7.70") | {"items": [item(2)]}
    buying.will_respond_with(201, {"result": ORDER | members})

    with buying.serve() as url:
        order = orders_at(url).check_out("the-token", PURCHASE)

    assert order == PLACED


def test_key_of_somebody_else_buys_the_own_basket(shopping):
    shopping.given("the basket holds a product", quantity=5)
    shopping.given("somebody else has bought something", key=KEY)
    asked, path = "a checkout of five by the key of another", "/api/order/checkout"
    wanted = BOUGHT | {"expected_total": "14.90"}
    shopping.upon_receiving(asked)
    shopping.with_request("POST", path, headers=KEYED, json=wanted)
    members = priced("12.00", "14.90") | {"items": [item(5)]}
    shopping.will_respond_with(201, {"result": ORDER | members})
    costs, paid = Money(1200, "EUR"), Money(1490, "EUR")

    with shopping.serve() as url:
        purchase = replace(PURCHASE, expected_total=paid)
        order = orders_at(url).check_out("the-token", purchase)

    assert order == replace(PLACED, lines=(holding(5),), subtotal=costs, total=paid)


def test_key_that_two_have_used_finds_the_own_order(shopping):
    shopping.given("the basket holds a product", quantity=5)
    shopping.given("the basket was bought", key=KEY)
    shopping.given("somebody else has bought something", key=KEY)
    query = {"idempotency_key": KEY}
    asked = "a search for a key that two have used"
    shopping.upon_receiving(asked)
    shopping.with_request("GET", "/api/orders", query=query, headers=SHOPPER)
    shopping.will_respond_with(200, {"results": packets(5), "total": exactly(1)})

    with shopping.serve() as url:
        order = orders_at(url).find_by_key("the-token", KEY)

    assert order == replace(PLACED, lines=(replace(BASILS, quantity=5),))


@pytest.fixture
def having_bought_thrice(shopping):
    shopping.given("the shopper has bought often", times=3)
    return shopping


def test_one_order_of_several_is_called_off(having_bought_thrice):
    interaction = having_bought_thrice
    asked = "a cancellation of the first of several orders"
    interaction.upon_receiving(asked)
    interaction.with_request("POST", CANCEL_PATH, headers=SHOPPER)
    members = {"state": exactly("refunded"), "reason": exactly("cancelled")}
    first = priced("2.40", "5.30") | {"items": [item(1)]} | members
    interaction.will_respond_with(200, {"result": ORDER | first})

    with interaction.serve() as url:
        order = orders_at(url).cancel("the-token", NUMBER)

    once, paid = Money(240, "EUR"), Money(530, "EUR")
    assert order == replace(
        PLACED,
        state="refunded",
        reason="cancelled",
        lines=(holding(1),),
        subtotal=once,
        total=paid,
    )


def test_other_orders_stay_as_they_were(having_bought_thrice):
    interaction = having_bought_thrice
    interaction.given("the first of the orders was called off")
    asked = "a list of orders of which one was called off"
    interaction.upon_receiving(asked)
    interaction.with_request(
        "GET", "/api/orders", query={"limit": "10"}, headers=SHOPPER
    )
    results = [
        order | {"state": exactly(state)}
        for order, state in zip(
            packets(3, 2, 1), ("paid", "paid", "refunded"), strict=True
        )
    ]
    interaction.will_respond_with(
        200, {"results": results, "next": nothing, "total": exactly(3)}
    )

    with interaction.serve() as url:
        page = orders_at(url).orders("the-token")

    assert [(order.count, order.state) for order in page.orders] == [
        (3, "paid"),
        (2, "paid"),
        (1, "refunded"),
    ]
    assert (page.next, page.total) == (None, 3)
    assert {order.number for order in page.orders} == {NUMBER}
    for order in page.orders:
        alike = replace(order, lines=(BASILS,), state="paid")
        assert alike == PLACED


def test_administrator_sees_an_own_order(interaction):
    interaction.given("a shopper who is an administrator is signed in")
    interaction.given("a product is for sale")
    interaction.given("the basket holds a product", quantity=2)
    interaction.given("the basket was bought")
    asked = "a look of an administrator at an own order"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", ORDER_PATH, headers=SHOPPER)
    members = {"items": [item(2)], "state": exactly("paid")}
    interaction.will_respond_with(200, {"result": SHOWN | members})

    with interaction.serve() as url:
        assert orders_at(url).order("the-token", NUMBER) == SEEN


def test_administrator_calls_an_own_order_off(interaction):
    interaction.given("a shopper who is an administrator is signed in")
    interaction.given("a product is for sale")
    interaction.given("the basket holds a product", quantity=2)
    interaction.given("the basket was bought")
    asked = "a cancellation of an own order by an administrator"
    interaction.upon_receiving(asked)
    interaction.with_request("POST", CANCEL_PATH, headers=SHOPPER)
    interaction.will_respond_with(
        200, {"result": ORDER | {"state": exactly("refunded")}}
    )

    with interaction.serve() as url:
        order = orders_at(url).cancel("the-token", NUMBER)

    assert order == replace(PLACED, state="refunded")


def test_addresses_of_all_orders_are_erased(shopping):
    shopping.given("the shopper has bought often", times=2)
    shopping.given("the addresses were erased")
    asked = "a list of orders without addresses"
    shopping.upon_receiving(asked)
    shopping.with_request("GET", "/api/orders", query={"limit": "10"}, headers=SHOPPER)
    results = [order | {"address": nothing} for order in packets(2, 1)]
    page = {"results": results, "next": nothing, "total": exactly(2)}
    shopping.will_respond_with(200, page)

    with shopping.serve() as url:
        page = orders_at(url).orders("the-token")

    assert [order.address for order in page.orders] == [None, None]
    assert [order.count for order in page.orders] == [2, 1]
    assert (page.next, page.total) == (None, 2)
    assert {order.state for order in page.orders} == {"paid"}
    for order in page.orders:
        assert replace(order, lines=(BASILS,), address=PLACED.address) == PLACED
