"""How much a basket holds and may cost: the most that is taken, and one more."""

from dataclasses import replace

import pytest

from contract_kit.consumer.matchers import exactly, nothing, some, text
from service_kit.http_client import Rejected
from service_kit.money import Money

from .order_service_interactions import (
    BASILS,
    BASKET,
    BOUGHT,
    IN_BASKET,
    KEYED,
    LISTED,
    NUMBER,
    ORDER,
    ORDER_PATH,
    PLACED,
    PROBLEM,
    PURCHASE,
    SEEN,
    SHOPPER,
    SHOWN,
    item,
    orders_at,
    priced,
    wish_basket,
)

# In cents it is more than 32 bits hold.
DEAR = "450000.00"
ALL_OF_IT, TOGETHER = "44550000.00", "44550002.90"
DEAREST = replace(
    BASILS,
    quantity=99,
    unit_price=Money(45_000_000, "EUR"),
    total=Money(4_455_000_000, "EUR"),
)
SUMS = {
    "lines": (DEAREST,),
    "subtotal": Money(4_455_000_000, "EUR"),
    "total": Money(4_455_000_290, "EUR"),
}
TOTALLED = priced(ALL_OF_IT, TOGETHER) | {"items": [item(99, DEAR)]}
FIFTY = dict.fromkeys(range(1, 51), 1)


@pytest.fixture
def interaction(agree):
    return agree("frontend", "order-service")


@pytest.fixture
def rich(signed_in):
    signed_in.given("a product is for sale", price=DEAR)
    return signed_in.given("the basket holds a product", quantity=99)


def test_dearest_basket_is_shown(rich):
    wish_basket(rich, "a look into the dearest basket")
    rich.will_respond_with(200, {"result": BASKET | TOTALLED})

    with rich.serve() as url:
        assert orders_at(url).basket("the-token") == replace(IN_BASKET, **SUMS)


def test_dearest_basket_of_a_guest_is_priced(interaction):
    interaction.given("a product is for sale", price=DEAR)
    sent = {"lines": [{"product_id": 1, "qty": 99}], "delivery": "standard"}
    asked = "the price of a guest's dearest basket"
    interaction.upon_receiving(asked)
    interaction.with_request("POST", "/api/order/quote", json=sent)
    interaction.will_respond_with(200, {"result": BASKET | TOTALLED})

    with interaction.serve() as url:
        assert orders_at(url).quote({1: 99}) == replace(IN_BASKET, **SUMS)


def test_dearest_basket_is_bought(rich):
    path, wanted = "/api/order/checkout", BOUGHT | {"expected_total": TOGETHER}
    rich.upon_receiving("a checkout of the dearest")
    rich.with_request("POST", path, headers=KEYED, json=wanted)
    rich.will_respond_with(201, {"result": ORDER | TOTALLED})
    purchase = replace(PURCHASE, expected_total=SUMS["total"])

    with rich.serve() as url:
        order = orders_at(url).check_out("the-token", purchase)

    assert order == replace(PLACED, **SUMS)


def test_dearest_order_is_shown(rich):
    rich.given("the basket was bought")
    rich.upon_receiving("a look at the dearest order")
    rich.with_request("GET", ORDER_PATH, headers=SHOPPER)
    rich.will_respond_with(
        200, {"result": SHOWN | TOTALLED | {"state": exactly("paid")}}
    )

    with rich.serve() as url:
        order = orders_at(url).order("the-token", NUMBER)

    assert order == replace(SEEN, **SUMS)


def test_dearest_order_is_listed(rich):
    rich.given("the basket was bought")
    query = {"limit": "10"}
    asked = "a list of the dearest order"
    rich.upon_receiving(asked)
    rich.with_request("GET", "/api/orders", query=query, headers=SHOPPER)
    page = {"results": [LISTED | TOTALLED], "next": nothing, "total": exactly(1)}
    rich.will_respond_with(200, page)

    with rich.serve() as url:
        page = orders_at(url).orders("the-token")

    assert page.orders == (replace(PLACED, **SUMS),)
    assert (page.next, page.total) == (None, 1)


def assert_refused(interaction, method, path, body, ask):
    asked = f"a {method} of {body['qty']} of a product"
    interaction.upon_receiving(asked)
    interaction.with_request(method, f"/api/order/{path}", headers=SHOPPER, json=body)
    interaction.will_respond_with(
        422, {"errors": {"qty": some(text("No"))}}, headers=PROBLEM
    )

    with pytest.raises(Rejected) as refusal, interaction.serve() as url:
        ask(orders_at(url))

    assert (refusal.value.status, refusal.value.errors) == (422, {"qty": ["No"]})


def test_one_packet_more_than_it_takes_is_not_put_in(shopping):
    shopping.given("the basket holds a product", quantity=98)
    body = {"product_id": 1, "qty": 2}
    assert_refused(
        shopping, "POST", "add-item", body, lambda u: u.add_item("the-token", 1, 2)
    )


@pytest.mark.parametrize("quantity", [0, 100])
def test_quantity_beyond_its_bounds_is_not_put_in(signed_in, quantity):
    body = {"product_id": 1, "qty": quantity}

    def add(orders):
        return orders.add_item("the-token", 1, quantity)

    assert_refused(signed_in, "POST", "add-item", body, add)


@pytest.mark.parametrize("quantity", [0, 100])
def test_quantity_beyond_its_bounds_is_refused(signed_in, quantity):
    def change(orders):
        return orders.change_quantity("the-token", 1, quantity)

    assert_refused(signed_in, "PATCH", "items/1", {"qty": quantity}, change)


@pytest.mark.parametrize("quantity", [1, 99])
def test_quantity_at_its_bounds_is_taken(buying, quantity):
    asked, path = f"{quantity} of a product, and no more", "/api/order/items/1"
    buying.upon_receiving(asked)
    buying.with_request("PATCH", path, headers=SHOPPER, json={"qty": quantity})
    buying.will_respond_with(200, {"result": BASKET | {"items": [item(quantity)]}})

    with buying.serve() as url:
        basket = orders_at(url).change_quantity("the-token", 1, quantity)

    line = replace(BASILS, quantity=quantity, total=Money(240 * quantity, "EUR"))
    assert basket == replace(IN_BASKET, lines=(line,))


def test_ninety_nine_are_put_in_at_once(shopping):
    wanted = {"product_id": 1, "qty": 99}
    asked, path = "ninety-nine packets at once", "/api/order/add-item"
    shopping.upon_receiving(asked)
    shopping.with_request("POST", path, headers=SHOPPER, json=wanted)
    shopping.will_respond_with(200, {"result": BASKET | {"items": [item(99)]}})

    with shopping.serve() as url:
        basket = orders_at(url).add_item("the-token", 1, 99)

    line = replace(BASILS, quantity=99, total=Money(23760, "EUR"))
    assert basket == replace(IN_BASKET, lines=(line,))


def test_full_basket_is_priced_to_the_last_product(signed_in):
    signed_in.given("the basket holds as many products as it takes")
    wish_basket(signed_in, "a look into a full basket")
    signed_in.will_respond_with(200, {"result": BASKET | priced("100.00", "102.90")})

    with signed_in.serve() as url:
        basket = orders_at(url).basket("the-token")

    sums = Money(10000, "EUR"), Money(10290, "EUR")
    assert basket == replace(IN_BASKET, subtotal=sums[0], total=sums[1])


WIRED = [{"product_id": number, "qty": 1} for number in FIFTY]


def test_fifty_products_of_a_guest_are_priced(interaction):
    interaction.given("many products are for sale", count=50)
    sent = {"lines": WIRED, "delivery": "standard"}
    asked = "the price of fifty products"
    interaction.upon_receiving(asked)
    interaction.with_request("POST", "/api/order/quote", json=sent)
    interaction.will_respond_with(200, {"result": BASKET | priced("50.00", "52.90")})

    with interaction.serve() as url:
        basket = orders_at(url).quote(FIFTY)

    sums = Money(5000, "EUR"), Money(5290, "EUR")
    assert basket == replace(IN_BASKET, subtotal=sums[0], total=sums[1])


def test_fifty_products_of_a_guest_are_brought_along(signed_in):
    signed_in.given("many products are for sale", count=50)
    asked, path = "fifty products of a guest", "/api/order/merge"
    signed_in.upon_receiving(asked)
    signed_in.with_request("POST", path, headers=SHOPPER, json={"lines": WIRED})
    signed_in.will_respond_with(200, {"result": BASKET | priced("50.00", "52.90")})

    with signed_in.serve() as url:
        basket = orders_at(url).merge("the-token", FIFTY)

    sums = Money(5000, "EUR"), Money(5290, "EUR")
    assert basket == replace(IN_BASKET, subtotal=sums[0], total=sums[1])


@pytest.mark.parametrize(
    ("asked", "method", "path", "body", "quantity", "deed"),
    [
        (
            "a look into a basket at another price",
            "GET",
            "/api/order?delivery=standard",
            None,
            2,
            lambda orders: orders.basket("the-token"),
        ),
        (
            "one more packet at another price",
            "POST",
            "/api/order/add-item",
            {"product_id": 1, "qty": 1},
            3,
            lambda orders: orders.add_item("the-token", 1, 1),
        ),
        (
            "four packets at another price",
            "PATCH",
            "/api/order/items/1",
            {"qty": 4},
            4,
            lambda orders: orders.change_quantity("the-token", 1, 4),
        ),
        (
            "a guest's packets at another price",
            "POST",
            "/api/order/merge",
            {"lines": [{"product_id": 1, "qty": 3}]},
            5,
            lambda orders: orders.merge("the-token", {1: 3}),
        ),
    ],
)
def test_basket_has_the_prices_of_now(
    buying, asked, method, path, body, quantity, deed
):
    buying.given("the product has another price", price="10.00")
    path, _, delivery = path.partition("?delivery=")
    query = {"delivery": delivery} if delivery else None
    buying.upon_receiving(asked)
    buying.with_request(method, path, query=query, headers=SHOPPER, json=body)
    costs = priced(f"{quantity}0.00", f"{quantity}2.90")
    buying.will_respond_with(
        200, {"result": BASKET | costs | {"items": [item(quantity, "10.00")]}}
    )

    with buying.serve() as url:
        basket = deed(orders_at(url))

    one, sum_ = Money(1000, "EUR"), Money(1000 * quantity, "EUR")
    line = replace(BASILS, quantity=quantity, unit_price=one, total=sum_)
    total = Money(1000 * quantity + 290, "EUR")
    assert basket == replace(IN_BASKET, lines=(line,), subtotal=sum_, total=total)


def test_line_is_named_after_its_own_product(signed_in):
    signed_in.given("many products are for sale", count=2)
    for product_id, quantity in ((1, 3), (2, 4)):
        signed_in.given(
            "the basket holds a product", product_id=product_id, quantity=quantity
        )
    wish_basket(signed_in, "a look at what the lines are called")
    lines = [
        item(quantity, "1.00", f"Seed {number}")
        | {"product_id": exactly(number), "slug": exactly(f"seed-{number}")}
        for number, quantity in ((1, 3), (2, 4))
    ]
    signed_in.will_respond_with(200, {"result": BASKET | {"items": lines}})

    with signed_in.serve() as url:
        basket = orders_at(url).basket("the-token")

    one, three, four = (Money(100 * count, "EUR") for count in (1, 3, 4))
    first = replace(
        BASILS, name="Seed 1", slug="seed-1", quantity=3, unit_price=one, total=three
    )
    second = replace(
        first, product_id=2, name="Seed 2", slug="seed-2", quantity=4, total=four
    )
    assert basket == replace(IN_BASKET, lines=(first, second))


def test_line_of_an_order_is_named_after_its_own_product(signed_in):
    signed_in.given("many products are for sale", count=2)
    for product_id, quantity in ((1, 3), (2, 4)):
        signed_in.given(
            "the basket holds a product", product_id=product_id, quantity=quantity
        )
    signed_in.given("the basket was bought")
    asked = "a look at what the lines of an order are called"
    signed_in.upon_receiving(asked)
    signed_in.with_request("GET", ORDER_PATH, headers=SHOPPER)
    lines = [
        item(quantity, "1.00", f"Seed {number}")
        | {"product_id": exactly(number), "slug": exactly(f"seed-{number}")}
        for number, quantity in ((1, 3), (2, 4))
    ]
    members = priced("7.00", "9.90") | {"items": lines, "state": exactly("paid")}
    signed_in.will_respond_with(200, {"result": SHOWN | members})

    with signed_in.serve() as url:
        order = orders_at(url).order("the-token", NUMBER)

    members = [(line.product_id, line.slug, line.quantity) for line in order.lines]
    assert members == [(1, "seed-1", 3), (2, "seed-2", 4)]
    sums = Money(700, "EUR"), Money(990, "EUR")
    whole = replace(order, lines=SEEN.lines)
    assert whole == replace(SEEN, subtotal=sums[0], total=sums[1])
    assert {line.unit_price.amount for line in order.lines} == {"1.00"}
    assert [line.total.amount for line in order.lines] == ["3.00", "4.00"]
    assert [line.name for line in order.lines] == ["Seed 1", "Seed 2"]
    assert [line.notice for line in order.lines] == [None, None]


def test_order_has_the_prices_that_were_agreed_to(buying):
    buying.given("a product is for sale", product_id=2, name="Anise", price="10.10")
    buying.given("the basket holds a product", product_id=2, quantity=3)
    buying.given("the product has another price", price="2.60")
    path, wanted = "/api/order/checkout", BOUGHT | {"expected_total": "38.40"}
    asked = "a checkout at the prices of now"
    buying.upon_receiving(asked)
    buying.with_request("POST", path, headers=KEYED, json=wanted)
    lines = [item(3, "10.10", "Anise"), item(2, "2.60")]
    members = priced("35.50", "38.40") | {"items": lines}
    buying.will_respond_with(201, {"result": ORDER | members})
    costs, paid = Money(3550, "EUR"), Money(3840, "EUR")

    with buying.serve() as url:
        purchase = replace(PURCHASE, expected_total=paid)
        order = orders_at(url).check_out("the-token", purchase)

    dear, sum_ = Money(1010, "EUR"), Money(3030, "EUR")
    anise = replace(BASILS, name="Anise", quantity=3, unit_price=dear, total=sum_)
    basil = replace(BASILS, unit_price=Money(260, "EUR"), total=Money(520, "EUR"))
    sums = {"subtotal": costs, "total": paid}
    assert order == replace(PLACED, lines=(anise, basil), **sums)


@pytest.mark.parametrize(
    ("state", "parameters", "lines", "version"),
    [
        ("the addresses were erased", {}, 0, 2),
        ("the basket was bought", {}, 0, 2),
        ("the shopper has called the order off", {"to": "reserved"}, 2, 3),
        ("the basket was changed in another window", {}, 3, 2),
    ],
)
def test_version_of_a_basket_moves_with_each_deed(
    buying, state, parameters, lines, version
):
    buying.given(state, **parameters)
    wish_basket(buying, f"a look at the version {version} of a basket of {lines}")
    members = {"items": [item(lines)] if lines else exactly([])}
    members |= {"version": exactly(version), "state": exactly("open")}
    buying.will_respond_with(200, {"result": BASKET | members})

    with buying.serve() as url:
        basket = orders_at(url).basket("the-token")

    line = replace(BASILS, quantity=lines, total=Money(240 * lines, "EUR"))
    kept = (line,) if lines else ()
    assert basket == replace(IN_BASKET, lines=kept, version=version)
