from dataclasses import replace

import pytest

from contract_kit.consumer.matchers import exactly, integer, some
from service_kit.http_client import NotFound
from service_kit.money import Money
from storefront.service_models import Line

from .order_service_interactions import (
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
def interaction(agree):
    return agree("frontend", "order-service")


def test_guest_brings_lines_along(shopping):
    shopping.upon_receiving("the lines of a guest's basket")
    shopping.with_request(
        "POST",
        "/api/order/merge",
        headers=SHOPPER,
        json={"lines": some(SOME_BASIL)},
    )
    shopping.will_respond_with(200, {"result": BASKET})

    with shopping.serve() as url:
        basket = orders_at(url).merge("the-token", {1: 2})

    assert basket == IN_BASKET


@pytest.mark.parametrize(("kept", "brought", "together"), [(2, 3, 5), (98, 3, 99)])
def test_guest_brings_lines_to_those_that_are_there(shopping, kept, brought, together):
    shopping.given("the basket holds a product", quantity=kept)
    shopping.upon_receiving(f"{brought} packets for {kept} in the basket")
    shopping.with_request(
        "POST",
        "/api/order/merge",
        headers=SHOPPER,
        json={"lines": [{"product_id": 1, "qty": brought}]},
    )
    lines = {"items": [LINE | {"quantity": exactly(together)}]}
    shopping.will_respond_with(200, {"result": BASKET | lines})

    with shopping.serve() as url:
        basket = orders_at(url).merge("the-token", {1: brought})

    assert basket == replace(IN_BASKET, lines=(replace(BASILS, quantity=together),))


def test_only_lines_that_nobody_sells_are_left_behind(shopping):
    shopping.upon_receiving("the lines of a guest's basket, one of them for sale")
    shopping.with_request(
        "POST",
        "/api/order/merge",
        headers=SHOPPER,
        json={"lines": [BASIL, {"product_id": 2, "qty": 3}]},
    )
    shopping.will_respond_with(200, {"result": BASKET | {"items": [item(2)]}})

    with shopping.serve() as url:
        basket = orders_at(url).merge("the-token", {1: 2, 2: 3})

    assert basket == IN_BASKET


def test_basket_of_a_guest_is_priced_to_the_cent(interaction):
    interaction.given("a product is for sale", name=LETTERS, price="1234.50")
    interaction.given("a product is for sale", product_id=2, name="Anise")
    lines = [{"product_id": 2, "qty": 1}, {"product_id": 1, "qty": 2}]
    interaction.upon_receiving("the price of a guest's dear basket")
    interaction.with_request(
        "POST",
        "/api/order/quote",
        json={"lines": [*lines, {"product_id": 9, "qty": 1}], "delivery": "express"},
    )
    dear = priced("2471.40", "2477.30", "5.90", "express")
    anise = item(1, "2.40", "Anise") | {"product_id": exactly(2)}
    members = {"items": [anise, item(2, "1234.50", LETTERS)]}
    interaction.will_respond_with(200, {"result": BASKET | dear | members})

    with interaction.serve() as url:
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


def test_lines_that_nobody_sells_are_left_behind(interaction):
    interaction.given("a shopper is signed in")
    interaction.upon_receiving("the lines of a guest's basket that nobody sells")
    interaction.with_request(
        "POST",
        "/api/order/merge",
        headers=SHOPPER,
        json={"lines": [BASIL]},
    )
    interaction.will_respond_with(200, {"result": EMPTY})

    with interaction.serve() as url:
        basket = orders_at(url).merge("the-token", {1: 2})

    assert basket == replace(IN_BASKET, lines=())


@pytest.mark.parametrize("delivery", ["standard", "express"])
def test_basket_of_a_guest_is_priced(interaction, delivery):
    interaction.given("a product is for sale")
    interaction.upon_receiving(
        f"the price of a guest's basket for the {delivery} delivery"
    )
    interaction.with_request(
        "POST",
        "/api/order/quote",
        json={"lines": some(SOME_BASIL), "delivery": delivery},
    )
    interaction.will_respond_with(
        200, {"result": BASKET | {"delivery_method": exactly(delivery)}}
    )

    with interaction.serve() as url:
        basket = orders_at(url).quote({1: 2}, delivery)

    assert basket == replace(IN_BASKET, delivery_method=delivery)


@pytest.mark.parametrize("delivery", ["standard", "express"])
def test_basket_of_a_guest_marks_what_is_sold_out(interaction, delivery):
    line = LINE | {"notice": exactly("sold-out")}
    interaction.given("a product is for sale")
    interaction.given("there is less of the product than before", available=0)
    interaction.upon_receiving(
        f"the price of a guest's basket with a line that is sold out, {delivery}"
    )
    interaction.with_request(
        "POST",
        "/api/order/quote",
        json={"lines": some(SOME_BASIL), "delivery": delivery},
    )
    troubled = {"items": some(line), "delivery_method": exactly(delivery)}
    interaction.will_respond_with(200, {"result": BASKET | troubled})

    with interaction.serve() as url:
        basket = orders_at(url).quote({1: 2}, delivery)

    line = replace(BASILS, notice="sold-out")
    assert basket == replace(IN_BASKET, lines=(line,), delivery_method=delivery)


@pytest.mark.parametrize("delivery", ["standard", "express"])
def test_basket_of_a_guest_shows_what_is_left(interaction, delivery):
    line = LINE | {"notice": exactly("short"), "available": exactly(1)}
    interaction.given("a product is for sale")
    interaction.given("there is less of the product than before", available=1)
    interaction.upon_receiving(
        f"the price of a guest's basket with too much of a product, {delivery}"
    )
    interaction.with_request(
        "POST",
        "/api/order/quote",
        json={"lines": some(SOME_BASIL), "delivery": delivery},
    )
    short = {"items": some(line), "delivery_method": exactly(delivery)}
    interaction.will_respond_with(200, {"result": BASKET | short})

    with interaction.serve() as url:
        basket = orders_at(url).quote({1: 2}, delivery)

    line = replace(BASILS, notice="short", available=1)
    assert basket == replace(IN_BASKET, lines=(line,), delivery_method=delivery)


@pytest.mark.parametrize("delivery", ["standard", "express"])
def test_basket_of_a_guest_marks_a_line_of_too_much(interaction, delivery):
    line = LINE | {"notice": exactly("short"), "available": integer(1)}
    interaction.given("a product is for sale")
    interaction.given("there is less of the product than before", available=1)
    interaction.upon_receiving(
        f"the price of a guest's basket with more than is left, {delivery}"
    )
    interaction.with_request(
        "POST",
        "/api/order/quote",
        json={"lines": some(SOME_BASIL), "delivery": delivery},
    )
    short = {"items": some(line), "delivery_method": exactly(delivery)}
    interaction.will_respond_with(200, {"result": BASKET | short})

    with interaction.serve() as url:
        basket = orders_at(url).quote({1: 2}, delivery)

    line = replace(BASILS, notice="short", available=1)
    assert basket == replace(IN_BASKET, lines=(line,), delivery_method=delivery)


def test_basket_that_nobody_sells_has_no_price(interaction):
    interaction.upon_receiving("the price of a guest's basket that nobody sells")
    interaction.with_request(
        "POST",
        "/api/order/quote",
        json={"lines": [BASIL], "delivery": "standard"},
    )
    interaction.will_respond_with(404)

    with pytest.raises(NotFound), interaction.serve() as url:
        orders_at(url).quote({1: 2})
