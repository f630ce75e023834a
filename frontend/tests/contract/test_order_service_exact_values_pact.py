"""What a basket or an order means, where its shape alone would not show it."""

from dataclasses import replace

import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import exactly, from_state, nothing, text
from service_kit.http_client import NotFound, Rejected
from service_kit.money import Money
from storefront.service_models import Event, Line

from .order_service_interactions import (
    ADDRESS,
    BASILS,
    BASKET,
    BOUGHT,
    CANCEL_PATH,
    EMPTY,
    EVENT,
    IN_BASKET,
    KEYED,
    LISTED,
    NUMBER,
    ORDER,
    ORDER_PATH,
    PAID_AT,
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

MUCH = {"type": exactly("urn:problem-type:too-many-held")}


@pytest.fixture
def interaction(agree):
    return agree("frontend", "order-service")


def wish_more(
    interaction: ExpectedInteraction, description: str, product_id: int, qty: int
) -> None:
    wanted = {"product_id": product_id, "qty": qty}
    path = "/api/order/add-item"
    interaction.upon_receiving(description)
    interaction.with_request("POST", path, headers=SHOPPER, json=wanted)


def wish_checkout(
    interaction: ExpectedInteraction, description: str, **changes: object
) -> None:
    path, wanted = "/api/order/checkout", BOUGHT | changes
    interaction.upon_receiving(description)
    interaction.with_request("POST", path, headers=KEYED, json=wanted)


@pytest.mark.parametrize(
    "state", ["the addresses were erased", "the shopper has called the order off"]
)
def test_basket_of_an_older_version_is_not_bought(buying, state):
    parameters = {"to": "reserved"} if "called" in state else {}
    buying.given(state, **parameters)
    wish_checkout(buying, "a checkout of a basket that is no longer so")
    problem = {"type": exactly("urn:problem-type:cart-changed")}
    buying.will_respond_with(409, problem, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, buying.serve() as url:
        orders_at(url).check_out("the-token", PURCHASE)

    assert (refusal.value.status, refusal.value.reason) == (409, "cart-changed")


def test_basket_outlives_that_somebody_else_was_forgotten(buying):
    buying.given("somebody else was forgotten")
    wish_basket(buying, "a look into a basket beside somebody forgotten")
    buying.will_respond_with(200, {"result": BASKET | {"items": [item(2)]}})

    with buying.serve() as url:
        basket = orders_at(url).basket("the-token")

    assert basket == IN_BASKET


def test_order_keeps_its_address_when_somebody_else_was_forgotten(buying):
    buying.given("the basket was bought").given("somebody else was forgotten")
    asked = "a look at an order beside somebody forgotten"
    buying.upon_receiving(asked)
    buying.with_request("GET", ORDER_PATH, headers=SHOPPER)
    buying.will_respond_with(200, {"result": SHOWN | {"address": ADDRESS}})

    with buying.serve() as url:
        order = orders_at(url).order("the-token", NUMBER)

    assert order == SEEN


def test_withdrawn_product_is_called_so_even_when_none_is_left(buying):
    buying.given("there is none of the product and it is no longer for sale")
    wish_basket(buying, "a look into a basket with a line that is gone")
    gone = {"items": [item(2) | {"notice": exactly("not-for-sale")}]}
    buying.will_respond_with(200, {"result": BASKET | gone})

    with buying.serve() as url:
        basket = orders_at(url).basket("the-token")

    assert basket == replace(IN_BASKET, lines=(replace(BASILS, notice="not-for-sale"),))


@pytest.mark.parametrize(
    ("state", "parameters", "notice"),
    [
        ("there is less of the product than before", {"available": 0}, "sold-out"),
        ("the product is no longer for sale", {}, "not-for-sale"),
    ],
)
def test_what_cannot_be_had_counts_all_the_same(buying, state, parameters, notice):
    buying.given(state, **parameters)
    buying.given("a product is for sale", product_id=2, name="Anise", price="10.10")
    buying.given("the basket holds a product", product_id=2, quantity=3)
    wish_basket(buying, f"the sum of a basket with a line that is {notice}")
    anise = item(3, "10.10", "Anise") | {"product_id": exactly(2)}
    lines = {"items": [anise, item(2) | {"notice": exactly(notice)}]}
    buying.will_respond_with(200, {"result": BASKET | priced("35.10", "38.00") | lines})

    with buying.serve() as url:
        basket = orders_at(url).basket("the-token")

    costs = Money(1010, "EUR"), Money(3030, "EUR")
    anise = Line(2, "Anise", "basil", 3, *costs)
    assert basket.lines == (anise, replace(BASILS, notice=notice))
    assert (basket.subtotal, basket.total) == (Money(3510, "EUR"), Money(3800, "EUR"))
    assert not basket.can_be_bought
    assert (basket.number, basket.state, basket.version) == (None, "open", 3)


def test_basket_takes_ninety_nine_of_a_product(shopping):
    shopping.given("the basket holds a product", quantity=97)
    wish_more(shopping, "2 packets to 97 in the basket", 1, 2)
    shopping.will_respond_with(200, {"result": BASKET | {"items": [item(99)]}})

    with shopping.serve() as url:
        basket = orders_at(url).add_item("the-token", 1, 2)

    line = replace(BASILS, quantity=99, total=Money(23760, "EUR"))
    assert basket == replace(IN_BASKET, lines=(line,))


def test_full_basket_takes_more_of_what_it_holds(signed_in):
    signed_in.given("the basket holds as many products as it takes")
    wish_more(signed_in, "more of what a full basket holds", 2, 1)
    signed_in.will_respond_with(200, {"result": BASKET})

    with signed_in.serve() as url:
        basket = orders_at(url).add_item("the-token", 2, 1)

    assert basket == IN_BASKET


def test_withdrawn_product_is_not_put_in(shopping):
    shopping.given("the product is no longer for sale")
    wish_more(shopping, "some of a withdrawn product for the basket", 1, 2)
    shopping.will_respond_with(404)

    with pytest.raises(NotFound), shopping.serve() as url:
        orders_at(url).add_item("the-token", 1, 2)


def test_more_than_is_left_is_put_in_and_marked_short(shopping):
    shopping.given("there is less of the product than before", available=1)
    wish_more(shopping, "more of a product than is left for the basket", 1, 2)
    short = item(2) | {"notice": exactly("short"), "available": exactly(1)}
    shopping.will_respond_with(200, {"result": BASKET | {"items": [short]}})

    with shopping.serve() as url:
        basket = orders_at(url).add_item("the-token", 1, 2)

    line = replace(BASILS, notice="short", available=1)
    assert basket == replace(IN_BASKET, lines=(line,))


def test_other_lines_keep_their_quantity(buying):
    buying.given("a product is for sale", product_id=2, name="Anise")
    buying.given("the basket holds a product", product_id=2, quantity=3)
    buying.upon_receiving("another quantity of one of two products")
    buying.with_request(
        "PATCH",
        "/api/order/items/1",
        headers=SHOPPER,
        json={"qty": 5},
    )
    anise = item(3, name="Anise") | {"product_id": exactly(2)}
    lines = {"items": [anise, item(5)]} | priced("19.20", "22.10")
    buying.will_respond_with(200, {"result": BASKET | lines})

    with buying.serve() as url:
        basket = orders_at(url).change_quantity("the-token", 1, 5)

    assert [(line.product_id, line.quantity) for line in basket.lines] == [
        (2, 3),
        (1, 5),
    ]
    assert (basket.number, basket.state, basket.version) == (None, "open", 3)
    assert basket.total == Money(2210, "EUR")


def test_product_that_is_not_there_is_taken_out_without_a_fault(buying):
    path = "/api/order/items/2"
    buying.upon_receiving("a product that is not there")
    buying.with_request("DELETE", path, headers=SHOPPER)
    buying.will_respond_with(200, {"result": BASKET | {"items": [item(2)]}})

    with buying.serve() as url:
        basket = orders_at(url).remove_item("the-token", 2)

    assert basket == IN_BASKET


def test_withdrawn_lines_of_a_guest_are_left_behind(shopping):
    shopping.given("the product is no longer for sale")
    shopping.upon_receiving("the lines of a guest's basket that are withdrawn")
    shopping.with_request(
        "POST",
        "/api/order/merge",
        headers=SHOPPER,
        json={"lines": [{"product_id": 1, "qty": 2}]},
    )
    shopping.will_respond_with(200, {"result": EMPTY})

    with shopping.serve() as url:
        basket = orders_at(url).merge("the-token", {1: 2})

    assert basket == replace(IN_BASKET, lines=())


def test_guest_who_brings_too_many_products_is_refused_with_a_reason(shopping):
    shopping.given("the basket holds as many products as it takes")
    shopping.upon_receiving("the lines of a guest's basket for a full basket")
    shopping.with_request(
        "POST",
        "/api/order/merge",
        headers=SHOPPER,
        json={"lines": [{"product_id": 1, "qty": 2}]},
    )
    shopping.will_respond_with(
        422, {"detail": text("Too many products")}, headers=PROBLEM
    )

    with pytest.raises(Rejected) as refusal, shopping.serve() as url:
        orders_at(url).merge("the-token", {1: 2})

    assert refusal.value.status == 422
    assert refusal.value.detail == "Too many products"


def test_basket_of_a_guest_marks_what_is_not_for_sale(interaction):
    interaction.given("a product is for sale")
    interaction.given("the product is no longer for sale")
    interaction.upon_receiving(
        "the price of a guest's basket with a line that is withdrawn"
    )
    interaction.with_request(
        "POST",
        "/api/order/quote",
        json={"lines": [{"product_id": 1, "qty": 2}], "delivery": "standard"},
    )
    line = item(2) | {"notice": exactly("not-for-sale")}
    interaction.will_respond_with(200, {"result": BASKET | {"items": [line]}})

    with interaction.serve() as url:
        basket = orders_at(url).quote({1: 2})

    assert basket == replace(IN_BASKET, lines=(replace(BASILS, notice="not-for-sale"),))


def test_lines_of_a_guest_stay_in_the_order_of_adding(interaction):
    interaction.given("a product is for sale", product_id=1, name="Basil")
    interaction.given("a product is for sale", product_id=2, name="Anise")
    interaction.upon_receiving("the price of two products as they were added")
    interaction.with_request(
        "POST",
        "/api/order/quote",
        json={
            "lines": [{"product_id": 1, "qty": 2}, {"product_id": 2, "qty": 1}],
            "delivery": "standard",
        },
    )
    anise = item(1, name="Anise") | {"product_id": exactly(2)}
    lines = {"items": [item(2), anise]} | priced("7.20", "10.10")
    interaction.will_respond_with(200, {"result": BASKET | lines})

    with interaction.serve() as url:
        basket = orders_at(url).quote({1: 2, 2: 1})

    assert [line.name for line in basket.lines] == ["Basil", "Anise"]
    assert (basket.number, basket.state, basket.version) == (None, "open", 3)
    assert basket.total == Money(1010, "EUR")


def test_total_of_another_delivery_is_not_agreed_to(buying):
    wish_checkout(
        buying,
        "an express checkout at the standard price",
        delivery="express",
        expected_total="7.70",
    )
    problem = {"type": exactly("urn:problem-type:price-changed")}
    buying.will_respond_with(409, problem, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, buying.serve() as url:
        orders_at(url).check_out("the-token", replace(PURCHASE, delivery="express"))

    assert (refusal.value.status, refusal.value.reason) == (409, "price-changed")


def test_fair_share_is_returned_to_the_packet(buying):
    buying.given("one shopper may have less of the product", available=1)
    wish_checkout(buying, "a checkout of one more than a fair share")
    short = {"product_id": exactly(1), "available": exactly(1)}
    buying.will_respond_with(409, MUCH | {"short": [short]}, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, buying.serve() as url:
        orders_at(url).check_out("the-token", PURCHASE)

    assert (refusal.value.status, refusal.value.reason) == (409, "too-many-held")
    assert refusal.value.problem["short"] == [{"product_id": 1, "available": 1}]


def test_orders_of_one_second_are_neither_lost_nor_listed_twice(shopping):
    shopping.given("the shopper has bought often", times=11, minutes=0)
    cursor = "MjAyNi0xMS0yMXxhMQ=="
    shopping.upon_receiving("the last page of the orders of one second")
    shopping.with_request(
        "GET",
        "/api/orders",
        query={"limit": "10", "cursor": from_state("cursor", example=cursor)},
        headers=SHOPPER,
    )
    page = {"results": [LISTED], "next": nothing, "total": exactly(11)}
    shopping.will_respond_with(200, page)

    with shopping.serve() as url:
        page = orders_at(url).orders("the-token", cursor)

    assert (page.orders, page.next, page.total) == ((PLACED,), None, 11)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("pending", None),
        ("failed", "declined"),
        ("refunded", "cancelled"),
        ("delivered", None),
    ],
)
def test_orders_are_listed_whatever_has_become_of_them(buying, state, reason):
    buying.given("the order has moved on", to=state, reason=reason)
    query = {"limit": "10"}
    buying.upon_receiving(f"a list of an order that is {state}")
    buying.with_request(
        "GET",
        "/api/orders",
        query=query,
        headers=SHOPPER,
    )
    members = {"state": exactly(state), "items": [item(2)]}
    if reason:
        members["reason"] = exactly(reason)
    page = {"results": [LISTED | members], "next": nothing, "total": exactly(1)}
    buying.will_respond_with(200, page)

    with buying.serve() as url:
        page = orders_at(url).orders("the-token")

    assert page.orders == (replace(PLACED, state=state, reason=reason),)
    assert (page.next, page.total) == (None, 1)


def test_order_names_no_page_of_the_bank_any_more(buying):
    buying.given("the shopper has confirmed the payment")
    asked = "a look at an order whose payment is confirmed"
    buying.upon_receiving(asked)
    buying.with_request("GET", ORDER_PATH, headers=SHOPPER)
    buying.will_respond_with(200, {"result": SHOWN | {"state": exactly("paid")}})

    with buying.serve() as url:
        order = orders_at(url).order("the-token", NUMBER)

    assert order == SEEN


@pytest.mark.parametrize(
    ("before", "after", "why", "ways"),
    [
        (
            "reserved",
            "failed",
            {"reason": "cancelled"},
            ["pending", "reserved", "failing", "failed"],
        ),
        (
            "paid",
            "refunded",
            {"reason": "cancelled"},
            ["pending", "paid", "refunding", "refunded"],
        ),
    ],
)
def test_order_that_was_called_off_lists_its_history(buying, before, after, why, ways):
    buying.given("the shopper has called the order off", to=before)
    asked = f"a look at an order that was called off when it was {before}"
    buying.upon_receiving(asked)
    buying.with_request("GET", ORDER_PATH, headers=SHOPPER)
    life = [EVENT | {"state": exactly(state)} for state in ways]
    members = {name: exactly(words) for name, words in why.items()}
    members |= {"state": exactly(after), "history": life}
    buying.will_respond_with(200, {"result": SHOWN | members})

    with buying.serve() as url:
        order = orders_at(url).order("the-token", NUMBER)

    history = tuple(Event(state, PAID_AT) for state in ways)
    assert order == replace(SEEN, state=after, history=history, **why)


@pytest.mark.parametrize(
    ("before", "lines"), [("reserved", [item(2)]), ("paid", exactly([]))]
)
def test_basket_has_the_lines_of_an_order_that_was_never_paid(buying, before, lines):
    buying.given("the shopper has called the order off", to=before)
    wish_basket(buying, f"a look into the basket after calling off a {before} order")
    buying.will_respond_with(200, {"result": BASKET | {"items": lines}})

    with buying.serve() as url:
        basket = orders_at(url).basket("the-token")

    kept = (BASILS,) if before == "reserved" else ()
    assert basket == replace(IN_BASKET, lines=kept)


@pytest.mark.parametrize(
    ("before", "after"), [("failing", "failed"), ("refunding", "refunded")]
)
def test_order_that_is_being_called_off_is_called_off_again(buying, before, after):
    buying.given("the order has moved on", to=before, reason="cancelled")
    asked = f"a repeated cancellation of an order that is {before}"
    buying.upon_receiving(asked)
    buying.with_request("POST", CANCEL_PATH, headers=SHOPPER)
    members = {"state": exactly(after), "reason": exactly("cancelled")}
    buying.will_respond_with(200, {"result": ORDER | members})

    with buying.serve() as url:
        order = orders_at(url).cancel("the-token", NUMBER)

    assert order == replace(PLACED, state=after, reason="cancelled")
