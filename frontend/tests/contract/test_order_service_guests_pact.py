from dataclasses import replace

import pytest

from contract_kit.shapes import exactly, integer, some
from service_kit.http import NotFound
from service_kit.money import Money
from storefront.payloads import Line

from .asking_order_service import (
    BASIL,
    BASILS,
    BASKET,
    EMPTY,
    IN_BASKET,
    LETTERS,
    LINE,
    SHOPPER,
    SOME_BASIL,
    item,
    orders_at,
    priced,
)


@pytest.fixture
def promise(agree):
    return agree("frontend", "order-service")


def test_guest_brings_lines_along(shopping):
    shopping.asks(
        "the lines of a guest's basket",
        "POST",
        "/api/order/merge",
        headers=SHOPPER,
        json={"lines": some(SOME_BASIL)},
    )
    shopping.answers(200, {"result": BASKET})

    with shopping.kept() as url:
        basket = orders_at(url).merge("the-token", {1: 2})

    assert basket == IN_BASKET


@pytest.mark.parametrize(("kept", "brought", "together"), [(2, 3, 5), (98, 3, 99)])
def test_guest_brings_lines_to_those_that_are_there(shopping, kept, brought, together):
    shopping.given("the basket holds a product", quantity=kept)
    shopping.asks(
        f"{brought} packets for {kept} in the basket",
        "POST",
        "/api/order/merge",
        headers=SHOPPER,
        json={"lines": [{"product_id": 1, "qty": brought}]},
    )
    lines = {"items": [LINE | {"quantity": exactly(together)}]}
    shopping.answers(200, {"result": BASKET | lines})

    with shopping.kept() as url:
        basket = orders_at(url).merge("the-token", {1: brought})

    assert basket == replace(IN_BASKET, lines=(replace(BASILS, quantity=together),))


def test_only_lines_that_nobody_sells_are_left_behind(shopping):
    shopping.asks(
        "the lines of a guest's basket, one of them for sale",
        "POST",
        "/api/order/merge",
        headers=SHOPPER,
        json={"lines": [BASIL, {"product_id": 2, "qty": 3}]},
    )
    shopping.answers(200, {"result": BASKET | {"items": [item(2)]}})

    with shopping.kept() as url:
        basket = orders_at(url).merge("the-token", {1: 2, 2: 3})

    assert basket == IN_BASKET


def test_basket_of_a_guest_is_priced_to_the_cent(promise):
    promise.given("a product is for sale", name=LETTERS, price="1234.50")
    promise.given("a product is for sale", product_id=2, name="Anise")
    lines = [{"product_id": 2, "qty": 1}, {"product_id": 1, "qty": 2}]
    promise.asks(
        "the price of a guest's dear basket",
        "POST",
        "/api/order/quote",
        json={"lines": [*lines, {"product_id": 9, "qty": 1}], "delivery": "express"},
    )
    dear = priced("2471.40", "2477.30", "5.90", "express")
    anise = item(1, "2.40", "Anise") | {"product_id": exactly(2)}
    told = {"items": [anise, item(2, "1234.50", LETTERS)]}
    promise.answers(200, {"result": BASKET | dear | told})

    with promise.kept() as url:
        basket = orders_at(url).quote({2: 1, 1: 2, 9: 1}, "express")

    price, twice = Money(123450, "EUR"), Money(246900, "EUR")
    rose = replace(BASILS, name=LETTERS, unit_price=price, total=twice)
    one = Money(240, "EUR")
    assert basket.lines == (Line(2, "Anise", "basil", 1, one, one), rose)
    assert (basket.number, basket.state, basket.version) == (None, "open", 3)
    assert (basket.subtotal, basket.total) == (
        Money(247140, "EUR"),
        Money(247730, "EUR"),
    )


def test_lines_that_nobody_sells_are_left_behind(promise):
    promise.given("a shopper is signed in")
    promise.asks(
        "the lines of a guest's basket that nobody sells",
        "POST",
        "/api/order/merge",
        headers=SHOPPER,
        json={"lines": [BASIL]},
    )
    promise.answers(200, {"result": EMPTY})

    with promise.kept() as url:
        basket = orders_at(url).merge("the-token", {1: 2})

    assert basket == replace(IN_BASKET, lines=())


@pytest.mark.parametrize("delivery", ["standard", "express"])
def test_basket_of_a_guest_is_priced(promise, delivery):
    promise.given("a product is for sale")
    promise.asks(
        f"the price of a guest's basket for the {delivery} delivery",
        "POST",
        "/api/order/quote",
        json={"lines": some(SOME_BASIL), "delivery": delivery},
    )
    promise.answers(200, {"result": BASKET | {"delivery_method": exactly(delivery)}})

    with promise.kept() as url:
        basket = orders_at(url).quote({1: 2}, delivery)

    assert basket == replace(IN_BASKET, delivery_method=delivery)


@pytest.mark.parametrize("delivery", ["standard", "express"])
def test_basket_of_a_guest_tells_what_is_sold_out(promise, delivery):
    line = LINE | {"notice": exactly("sold-out")}
    promise.given("a product is for sale")
    promise.given("there is less of the product than before", available=0)
    promise.asks(
        f"the price of a guest's basket with a line that is sold out, {delivery}",
        "POST",
        "/api/order/quote",
        json={"lines": some(SOME_BASIL), "delivery": delivery},
    )
    troubled = {"items": some(line), "delivery_method": exactly(delivery)}
    promise.answers(200, {"result": BASKET | troubled})

    with promise.kept() as url:
        basket = orders_at(url).quote({1: 2}, delivery)

    line = replace(BASILS, notice="sold-out")
    assert basket == replace(IN_BASKET, lines=(line,), delivery_method=delivery)


@pytest.mark.parametrize("delivery", ["standard", "express"])
def test_basket_of_a_guest_tells_what_is_left(promise, delivery):
    line = LINE | {"notice": exactly("short"), "available": exactly(1)}
    promise.given("a product is for sale")
    promise.given("there is less of the product than before", available=1)
    promise.asks(
        f"the price of a guest's basket with too much of a product, {delivery}",
        "POST",
        "/api/order/quote",
        json={"lines": some(SOME_BASIL), "delivery": delivery},
    )
    short = {"items": some(line), "delivery_method": exactly(delivery)}
    promise.answers(200, {"result": BASKET | short})

    with promise.kept() as url:
        basket = orders_at(url).quote({1: 2}, delivery)

    line = replace(BASILS, notice="short", available=1)
    assert basket == replace(IN_BASKET, lines=(line,), delivery_method=delivery)


@pytest.mark.parametrize("delivery", ["standard", "express"])
def test_basket_of_a_guest_tells_that_too_much_was_chosen(promise, delivery):
    line = LINE | {"notice": exactly("short"), "available": integer(1)}
    promise.given("a product is for sale")
    promise.given("there is less of the product than before", available=1)
    promise.asks(
        f"the price of a guest's basket with more than is left, {delivery}",
        "POST",
        "/api/order/quote",
        json={"lines": some(SOME_BASIL), "delivery": delivery},
    )
    short = {"items": some(line), "delivery_method": exactly(delivery)}
    promise.answers(200, {"result": BASKET | short})

    with promise.kept() as url:
        basket = orders_at(url).quote({1: 2}, delivery)

    line = replace(BASILS, notice="short", available=1)
    assert basket == replace(IN_BASKET, lines=(line,), delivery_method=delivery)


def test_basket_that_nobody_sells_has_no_price(promise):
    promise.asks(
        "the price of a guest's basket that nobody sells",
        "POST",
        "/api/order/quote",
        json={"lines": [BASIL], "delivery": "standard"},
    )
    promise.answers(404)

    with pytest.raises(NotFound), promise.kept() as url:
        orders_at(url).quote({1: 2})
