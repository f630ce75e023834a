from dataclasses import replace

import pytest

from contract_kit.shapes import exactly, integer, some, text
from service_kit.http import NotFound, Rejected
from service_kit.money import Money

from .asking_order_service import (
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
def promise(agree):
    return agree("frontend", "order-service")


def test_product_is_put_into_the_basket(shopping):
    shopping.asks(
        "some of a product for the basket",
        "POST",
        "/api/order/add-item",
        headers=SHOPPER,
        json=SOME_BASIL,
    )
    shopping.answers(200, {"result": BASKET})

    with shopping.kept() as url:
        basket = orders_at(url).add_item("the-token", 1, 2)

    assert basket == IN_BASKET


def test_more_of_a_product_is_added_to_what_is_there(buying):
    buying.asks(
        "three more of a product for the basket",
        "POST",
        "/api/order/add-item",
        headers=SHOPPER,
        json={"product_id": 1, "qty": 3},
    )
    more = priced("12.00", "14.90") | {"items": [item(5)]}
    buying.answers(200, {"result": BASKET | more})

    with buying.kept() as url:
        basket = orders_at(url).add_item("the-token", 1, 3)

    line = replace(BASILS, quantity=5, total=Money(1200, "EUR"))
    assert (basket.lines, basket.total) == ((line,), Money(1490, "EUR"))
    assert (basket.number, basket.state, basket.version) == (None, "open", 3)


def test_unknown_product_is_not_put_in(promise):
    promise.given("a shopper is signed in")
    promise.asks(
        "some of an unknown product for the basket",
        "POST",
        "/api/order/add-item",
        headers=SHOPPER,
        json=BASIL,
    )
    promise.answers(404)

    with pytest.raises(NotFound), promise.kept() as url:
        orders_at(url).add_item("the-token", 1, 2)


def test_too_much_of_a_product_is_refused_in_words(shopping):
    shopping.given("the basket holds a product", quantity=99)
    shopping.asks(
        "more of a product than a basket takes",
        "POST",
        "/api/order/add-item",
        headers=SHOPPER,
        json=BASIL,
    )
    shopping.answers(422, {"errors": {"qty": some(text("Too many"))}}, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, shopping.kept() as url:
        orders_at(url).add_item("the-token", 1, 2)

    assert refusal.value.status == 422
    assert refusal.value.errors == {"qty": ["Too many"]}


def test_full_basket_refuses_another_product_in_words(shopping):
    shopping.given("the basket holds as many products as it takes")
    shopping.asks(
        "a product for a full basket",
        "POST",
        "/api/order/add-item",
        headers=SHOPPER,
        json=BASIL,
    )
    shopping.answers(422, {"detail": text("Too many products")}, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, shopping.kept() as url:
        orders_at(url).add_item("the-token", 1, 2)

    assert refusal.value.status == 422
    assert refusal.value.detail == "Too many products"


def test_quantity_in_the_basket_is_changed(buying):
    buying.asks(
        "another quantity of a product",
        "PATCH",
        "/api/order/items/1",
        headers=SHOPPER,
        json={"qty": 5},
    )
    line = LINE | {"quantity": exactly(5)}
    buying.answers(200, {"result": BASKET | {"items": some(line)}})

    with buying.kept() as url:
        basket = orders_at(url).change_quantity("the-token", 1, 5)

    assert basket == replace(IN_BASKET, lines=(replace(BASILS, quantity=5),))


def test_any_quantity_in_the_basket_is_changed(buying):
    buying.asks(
        "any other quantity of a product",
        "PATCH",
        "/api/order/items/1",
        headers=SHOPPER,
        json={"qty": integer(3)},
    )
    line = LINE | {"quantity": integer(3)}
    buying.answers(200, {"result": BASKET | {"items": some(line)}})

    with buying.kept() as url:
        basket = orders_at(url).change_quantity("the-token", 1, 3)

    assert basket == replace(IN_BASKET, lines=(replace(BASILS, quantity=3),))


def test_quantity_of_what_is_not_there_stays(signed_in):
    signed_in.asks(
        "another quantity of a product that is not in the basket",
        "PATCH",
        "/api/order/items/1",
        headers=SHOPPER,
        json={"qty": 5},
    )
    signed_in.answers(404)

    with pytest.raises(NotFound), signed_in.kept() as url:
        orders_at(url).change_quantity("the-token", 1, 5)


def test_last_product_is_taken_out(buying):
    buying.asks(
        "the last product out of the basket",
        "DELETE",
        "/api/order/items/1",
        headers=SHOPPER,
    )
    buying.answers(200, {"result": EMPTY})

    with buying.kept() as url:
        basket = orders_at(url).remove_item("the-token", 1)

    assert basket == replace(IN_BASKET, lines=())


def test_product_is_taken_out_from_among_others(buying):
    buying.asks(
        "one product of several out of the basket",
        "DELETE",
        "/api/order/items/2",
        headers=SHOPPER,
    )
    buying.given("a product is for sale", product_id=2, name="Teapot")
    buying.given("the basket holds a product", product_id=2, quantity=1)
    line = LINE | {"product_id": exactly(1)}
    buying.answers(200, {"result": BASKET | {"items": [line]}})

    with buying.kept() as url:
        basket = orders_at(url).remove_item("the-token", 2)

    assert basket == IN_BASKET
