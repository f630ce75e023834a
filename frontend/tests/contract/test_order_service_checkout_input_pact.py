"""What a checkout takes and what not: each card, line of an address, and key."""

from dataclasses import replace

import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import exactly, some, text
from service_kit.http_client import Rejected
from service_kit.money import Money

from .order_service_interactions import (
    BASILS,
    BOUGHT,
    HOME,
    KEYED,
    ORDER,
    PLACED,
    PROBLEM,
    PURCHASE,
    SHOPPER,
    item,
    orders_at,
    priced,
)

PAGE = "https://bank.example/confirm"


@pytest.fixture
def interaction(agree):
    return agree("frontend", "order-service")


def wish_checkout(
    interaction: ExpectedInteraction, description: str, **changes: object
) -> None:
    path, wanted = "/api/order/checkout", BOUGHT | changes
    interaction.upon_receiving(description)
    interaction.with_request("POST", path, headers=KEYED, json=wanted)


@pytest.mark.parametrize(
    "method", ["tok_ok", "tok_slow", "tok_lost", "tok_500_once", "tok_capture_refused"]
)
def test_each_card_is_taken(buying, method):
    wish_checkout(buying, f"a checkout by {method}", method=method)
    buying.will_respond_with(201, {"result": ORDER | {"items": [item(2)]}})

    with buying.serve() as url:
        order = orders_at(url).check_out("the-token", replace(PURCHASE, method=method))

    assert order == PLACED


def test_card_that_asks_its_owner_leads_to_the_bank(buying):
    method = "tok_requires_action"
    wish_checkout(buying, f"a checkout by {method}", method=method)
    members = {"state": exactly("reserved"), "action_url": exactly(PAGE)}
    buying.will_respond_with(202, {"result": ORDER | members})

    with buying.serve() as url:
        order = orders_at(url).check_out("the-token", replace(PURCHASE, method=method))

    assert order == replace(PLACED, state="reserved", action_url=PAGE)


@pytest.mark.parametrize(
    ("kind", "key"), [("too long", "k" * 65), ("of other signs", "a key (mine)")]
)
def test_key_beyond_its_bounds_is_refused(buying, kind, key):
    headers = SHOPPER | {"Idempotency-Key": key}
    asked, path = f"a checkout with a key that is {kind}", "/api/order/checkout"
    buying.upon_receiving(asked)
    buying.with_request("POST", path, headers=headers, json=BOUGHT)
    buying.will_respond_with(400)

    with pytest.raises(Rejected) as refusal, buying.serve() as url:
        orders_at(url).check_out("the-token", replace(PURCHASE, key=key))

    assert refusal.value.status == 400


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("name", ""),
        ("name", "n" * 101),
        ("line1", ""),
        ("line1", "l" * 101),
        ("line2", "l" * 101),
        ("postcode", "p" * 13),
        ("city", ""),
        ("city", "c" * 101),
        ("country", "ie"),
        ("country", "IRL"),
    ],
)
def test_each_wrong_line_of_an_address_is_named(buying, field, words):
    there = replace(HOME, **{field: words})
    asked = f"a checkout to “{words}” as the {field}"
    wish_checkout(buying, asked, address=there.document())
    errors = {f"address.{field}": some(text("It is unfit."))}
    buying.will_respond_with(422, {"errors": errors}, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, buying.serve() as url:
        orders_at(url).check_out("the-token", replace(PURCHASE, address=there))

    assert refusal.value.status == 422
    assert refusal.value.errors == {f"address.{field}": ["It is unfit."]}


@pytest.mark.parametrize(
    ("field", "words"),
    [("name", "n"), ("line1", "l"), ("postcode", "pp"), ("city", "c")],
)
def test_shortest_line_of_an_address_is_kept(buying, field, words):
    there = replace(HOME, **{field: words})
    asked = f"a checkout to “{words}” for the {field}"
    wish_checkout(buying, asked, address=there.document())
    kept = {name: exactly(word) for name, word in there.document().items()}
    buying.will_respond_with(201, {"result": ORDER | {"address": kept}})

    with buying.serve() as url:
        order = orders_at(url).check_out("the-token", replace(PURCHASE, address=there))

    assert order == replace(PLACED, address=there)


def test_third_order_is_placed_beside_two(shopping):
    shopping.given("some orders are still being confirmed", count=2)
    wish_checkout(shopping, "a checkout beside two open orders")
    shopping.will_respond_with(201, {"result": ORDER | {"items": [item(2)]}})

    with shopping.serve() as url:
        assert orders_at(url).check_out("the-token", PURCHASE) == PLACED


def test_orders_that_are_paid_count_no_more(shopping):
    shopping.given("the shopper has bought often", times=4)
    shopping.given("the basket holds a product", quantity=2)
    wish_checkout(shopping, "a checkout after four others")
    shopping.will_respond_with(201, {"result": ORDER | {"items": [item(2)]}})

    with shopping.serve() as url:
        assert orders_at(url).check_out("the-token", PURCHASE) == PLACED


def test_packets_that_are_paid_count_no_more(shopping):
    shopping.given("many packets were bought and paid for")
    shopping.given("there is as much of the product as is wanted", available=7)
    wish_checkout(shopping, "a checkout after many packets", expected_total="19.70")
    members = priced("16.80", "19.70") | {"items": [item(7)]}
    shopping.will_respond_with(201, {"result": ORDER | members})
    costs, paid = Money(1680, "EUR"), Money(1970, "EUR")

    with shopping.serve() as url:
        purchase = replace(PURCHASE, expected_total=paid)
        order = orders_at(url).check_out("the-token", purchase)

    line = replace(BASILS, quantity=7, total=costs)
    assert order == replace(PLACED, lines=(line,), subtotal=costs, total=paid)
