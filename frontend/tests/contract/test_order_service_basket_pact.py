from dataclasses import replace

import pytest

from contract_kit.consumer.matchers import exactly, some
from service_kit.money import Money
from storefront.service_models import Line

from .order_service_interactions import (
    BASILS,
    BASKET,
    EMPTY,
    IN_BASKET,
    KEY,
    LETTERS,
    LINE,
    item,
    orders_at,
    priced,
    wish_basket,
)


@pytest.fixture
def interaction(agree):
    return agree("frontend", "order-service")


def test_basket_is_shown_with_its_costs(buying):
    wish_basket(buying, "a look into the basket")
    buying.will_respond_with(200, {"result": BASKET})

    with buying.serve() as url:
        basket = orders_at(url).basket("the-token")

    assert basket == IN_BASKET


def test_basket_is_priced_for_another_delivery(buying):
    wish_basket(buying, "a look into the basket", delivery="express")
    buying.will_respond_with(
        200, {"result": BASKET | {"delivery_method": exactly("express")}}
    )

    with buying.serve() as url:
        basket = orders_at(url).basket("the-token", "express")

    assert basket == replace(IN_BASKET, delivery_method="express")


@pytest.mark.parametrize(
    ("delivery", "costs", "together"),
    [("standard", "2.90", "2471.90"), ("express", "5.90", "2474.90")],
)
def test_basket_is_priced_to_the_cent(interaction, delivery, costs, together):
    interaction.given("a shopper is signed in")
    interaction.given("a product is for sale", name=LETTERS, price="1234.50")
    interaction.given("the basket holds a product", quantity=2)
    wish_basket(interaction, "a look into a dear basket", delivery)
    dear = priced("2469.00", together, costs, delivery)
    lines = {"items": [item(2, "1234.50", LETTERS)]}
    interaction.will_respond_with(200, {"result": BASKET | dear | lines})

    with interaction.serve() as url:
        basket = orders_at(url).basket("the-token", delivery)

    dear, all_of_it = Money(123450, "EUR"), Money(246900, "EUR")
    line = replace(BASILS, name=LETTERS, unit_price=dear, total=all_of_it)
    assert (basket.lines, basket.subtotal) == ((line,), all_of_it)
    assert str(basket.delivery.amount) == costs
    assert (basket.delivery_method, basket.total.amount) == (delivery, together)
    assert (basket.number, basket.state, basket.version) == (None, "open", 3)


def test_basket_adds_up_its_lines_by_name(buying):
    buying.given("a product is for sale", product_id=2, name="Anise", price="10.10")
    buying.given("the basket holds a product", product_id=2, quantity=3)
    wish_basket(buying, "a look into a basket of two products")
    anise = item(3, "10.10", "Anise") | {"product_id": exactly(2)}
    lines = {"items": [anise, item(2)]}
    buying.will_respond_with(200, {"result": BASKET | priced("35.10", "38.00") | lines})

    with buying.serve() as url:
        basket = orders_at(url).basket("the-token")

    costs = Money(1010, "EUR"), Money(3030, "EUR")
    anise = Line(2, "Anise", "basil", 3, *costs)
    assert basket == replace(
        IN_BASKET,
        lines=(anise, BASILS),
        subtotal=Money(3510, "EUR"),
        total=Money(3800, "EUR"),
    )


def test_basket_that_can_just_be_had_has_no_notice(buying):
    buying.given("there is as much of the product as is wanted", available=2)
    wish_basket(buying, "a look into a basket of all there is")
    buying.will_respond_with(200, {"result": BASKET})

    with buying.serve() as url:
        basket = orders_at(url).basket("the-token")

    assert basket == IN_BASKET


@pytest.mark.parametrize(
    ("description", "state", "parameters"),
    [
        ("after its checkout", "the basket was bought", {}),
        ("of somebody who was forgotten", "the addresses were erased", {}),
    ],
)
def test_basket_that_was_bought_or_forgotten_is_empty(
    buying, description, state, parameters
):
    buying.given(state, **parameters)
    wish_basket(buying, f"a look into the basket {description}")
    buying.will_respond_with(200, {"result": EMPTY | priced("0.00", "0.00", "0.00")})

    with buying.serve() as url:
        basket = orders_at(url).basket("the-token")

    nothing = Money.zero("EUR")
    assert (basket.lines, basket.total, basket.version) == ((), nothing, 3)
    assert (basket.number, basket.state) == (None, "open")
    assert basket.delivery_method == "standard"


def test_lines_of_an_order_that_failed_are_in_the_basket_again(buying):
    buying.given("the order was called off before it was paid", key=KEY)
    wish_basket(buying, "a look into the basket after a failed order")
    buying.will_respond_with(200, {"result": BASKET | {"items": [item(2)]}})

    with buying.serve() as url:
        basket = orders_at(url).basket("the-token")

    assert basket == IN_BASKET


def test_basket_without_lines_is_empty(signed_in):
    wish_basket(signed_in, "a look into an empty basket")
    signed_in.will_respond_with(200, {"result": EMPTY})

    with signed_in.serve() as url:
        basket = orders_at(url).basket("the-token")

    assert basket == replace(IN_BASKET, lines=())


@pytest.mark.parametrize("delivery", ["standard", "express"])
def test_basket_shows_what_is_left(buying, delivery):
    line = LINE | {"notice": exactly("short"), "available": exactly(1)}
    buying.given("there is less of the product than before", available=1)
    wish_basket(
        buying, "a look into a basket with too much of a product", delivery=delivery
    )
    short = {"items": some(line), "delivery_method": exactly(delivery)}
    buying.will_respond_with(200, {"result": BASKET | short})

    with buying.serve() as url:
        basket = orders_at(url).basket("the-token", delivery)

    line = replace(BASILS, notice="short", available=1)
    assert basket == replace(IN_BASKET, lines=(line,), delivery_method=delivery)


@pytest.mark.parametrize(
    ("state", "parameters", "notice"),
    [
        ("there is less of the product than before", {"available": 0}, "sold-out"),
        ("the product is no longer for sale", {}, "not-for-sale"),
    ],
)
@pytest.mark.parametrize("delivery", ["standard", "express"])
def test_basket_marks_what_cannot_be_had(buying, state, parameters, notice, delivery):
    line = LINE | {"notice": exactly(notice)}
    buying.given(state, **parameters)
    wish_basket(
        buying, f"a look into a basket with a line that is {notice}", delivery=delivery
    )
    troubled = {"items": some(line), "delivery_method": exactly(delivery)}
    buying.will_respond_with(200, {"result": BASKET | troubled})

    with buying.serve() as url:
        basket = orders_at(url).basket("the-token", delivery)

    line = replace(BASILS, notice=notice)
    assert basket == replace(IN_BASKET, lines=(line,), delivery_method=delivery)
