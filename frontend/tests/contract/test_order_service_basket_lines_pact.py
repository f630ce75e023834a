from dataclasses import replace

import pytest

from contract_kit.consumer.matchers import exactly, integer, some, text
from service_kit.http_client import NotFound, Rejected
from service_kit.money import Money

from .order_service_interactions import (
    BASIL,
    BASILS,
    BASKET,
    EMPTY,
    IN_BASKET,
    LINE,
    PROBLEM,
    SHOPPER,
    SOME_BASIL,
    item,
    orders_at,
    priced,
)


@pytest.fixture
def interaction(agree):
    return agree("frontend", "order-service")


def test_product_is_put_into_the_basket(shopping):
    shopping.upon_receiving("some of a product for the basket")
    shopping.with_request(
        "POST",
        "/api/order/add-item",
        headers=SHOPPER,
        json=SOME_BASIL,
    )
    shopping.will_respond_with(200, {"result": BASKET})

    with shopping.serve() as url:
        basket = orders_at(url).add_item("the-token", 1, 2)

    assert basket == IN_BASKET


def test_more_of_a_product_is_added_to_what_is_there(buying):
    buying.upon_receiving("three more of a product for the basket")
    buying.with_request(
        "POST",
        "/api/order/add-item",
        headers=SHOPPER,
        json={"product_id": 1, "qty": 3},
    )
    more = priced("12.00", "14.90") | {"items": [item(5)]}
    buying.will_respond_with(200, {"result": BASKET | more})

    with buying.serve() as url:
        basket = orders_at(url).add_item("the-token", 1, 3)

    line = replace(BASILS, quantity=5, total=Money(1200, "EUR"))
    assert (basket.lines, basket.total) == ((line,), Money(1490, "EUR"))
    assert (basket.number, basket.state, basket.version) == (None, "open", 3)


def test_unknown_product_is_not_put_in(interaction):
    interaction.given("a shopper is signed in")
    interaction.upon_receiving("some of an unknown product for the basket")
    interaction.with_request(
        "POST",
        "/api/order/add-item",
        headers=SHOPPER,
        json=BASIL,
    )
    interaction.will_respond_with(404)

    with pytest.raises(NotFound), interaction.serve() as url:
        orders_at(url).add_item("the-token", 1, 2)


def test_too_much_of_a_product_is_refused_in_words(shopping):
    shopping.given("the basket holds a product", quantity=99)
    shopping.upon_receiving("more of a product than a basket takes")
    shopping.with_request(
        "POST",
        "/api/order/add-item",
        headers=SHOPPER,
        json=BASIL,
    )
    shopping.will_respond_with(
        422, {"errors": {"qty": some(text("Too many"))}}, headers=PROBLEM
    )

    with pytest.raises(Rejected) as refusal, shopping.serve() as url:
        orders_at(url).add_item("the-token", 1, 2)

    assert refusal.value.status == 422
    assert refusal.value.errors == {"qty": ["Too many"]}


def test_full_basket_refuses_another_product_in_words(shopping):
    shopping.given("the basket holds as many products as it takes")
    shopping.upon_receiving("a product for a full basket")
    shopping.with_request(
        "POST",
        "/api/order/add-item",
        headers=SHOPPER,
        json=BASIL,
    )
    shopping.will_respond_with(
        422, {"detail": text("Too many products")}, headers=PROBLEM
    )

    with pytest.raises(Rejected) as refusal, shopping.serve() as url:
        orders_at(url).add_item("the-token", 1, 2)

    assert refusal.value.status == 422
    assert refusal.value.detail == "Too many products"


def test_quantity_in_the_basket_is_changed(buying):
    buying.upon_receiving("another quantity of a product")
    buying.with_request(
        "PATCH",
        "/api/order/items/1",
        headers=SHOPPER,
        json={"qty": 5},
    )
    line = LINE | {"quantity": exactly(5)}
    buying.will_respond_with(200, {"result": BASKET | {"items": some(line)}})

    with buying.serve() as url:
        basket = orders_at(url).change_quantity("the-token", 1, 5)

    assert basket == replace(IN_BASKET, lines=(replace(BASILS, quantity=5),))


def test_any_quantity_in_the_basket_is_changed(buying):
    buying.upon_receiving("any other quantity of a product")
    buying.with_request(
        "PATCH",
        "/api/order/items/1",
        headers=SHOPPER,
        json={"qty": integer(3)},
    )
    line = LINE | {"quantity": integer(3)}
    buying.will_respond_with(200, {"result": BASKET | {"items": some(line)}})

    with buying.serve() as url:
        basket = orders_at(url).change_quantity("the-token", 1, 3)

    assert basket == replace(IN_BASKET, lines=(replace(BASILS, quantity=3),))


def test_quantity_of_what_is_not_there_stays(signed_in):
    signed_in.upon_receiving("another quantity of a product that is not in the basket")
    signed_in.with_request(
        "PATCH",
        "/api/order/items/1",
        headers=SHOPPER,
        json={"qty": 5},
    )
    signed_in.will_respond_with(404)

    with pytest.raises(NotFound), signed_in.serve() as url:
        orders_at(url).change_quantity("the-token", 1, 5)


def test_last_product_is_taken_out(buying):
    buying.upon_receiving("the last product out of the basket")
    buying.with_request(
        "DELETE",
        "/api/order/items/1",
        headers=SHOPPER,
    )
    buying.will_respond_with(200, {"result": EMPTY})

    with buying.serve() as url:
        basket = orders_at(url).remove_item("the-token", 1)

    assert basket == replace(IN_BASKET, lines=())


def test_product_is_taken_out_from_among_others(buying):
    buying.upon_receiving("one product of several out of the basket")
    buying.with_request(
        "DELETE",
        "/api/order/items/2",
        headers=SHOPPER,
    )
    buying.given("a product is for sale", product_id=2, name="Teapot")
    buying.given("the basket holds a product", product_id=2, quantity=1)
    line = LINE | {"product_id": exactly(1)}
    buying.will_respond_with(200, {"result": BASKET | {"items": [line]}})

    with buying.serve() as url:
        basket = orders_at(url).remove_item("the-token", 2)

    assert basket == IN_BASKET
