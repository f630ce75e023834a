"""How much, how long and how late order-service still takes, to the last letter."""

from dataclasses import replace

import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import exactly
from service_kit.http_client import Rejected
from service_kit.money import Money
from storefront.service_models import Address

from .order_service_interactions import (
    BASILS,
    BOUGHT,
    ORDER,
    PLACED,
    PROBLEM,
    PURCHASE,
    SHOPPER,
    item,
    orders_at,
    priced,
)

KEY = "key-0009"


@pytest.fixture
def interaction(agree):
    return agree("frontend", "order-service")


def wish_checkout(
    interaction: ExpectedInteraction,
    description: str,
    key: str = KEY,
    **changes: object,
) -> None:
    headers = SHOPPER | {"Idempotency-Key": key}
    path, wanted = "/api/order/checkout", BOUGHT | changes
    interaction.upon_receiving(description)
    interaction.with_request("POST", path, headers=headers, json=wanted)


@pytest.mark.parametrize("length", [8, 64])
def test_key_is_as_short_or_as_long_as_may_be(buying, length):
    key = "k" * length
    wish_checkout(buying, f"a checkout with a key of {length} letters", key)
    buying.will_respond_with(201, {"result": ORDER})

    with buying.serve() as url:
        order = orders_at(url).check_out("the-token", replace(PURCHASE, key=key))

    assert order == PLACED


def test_longest_address_is_kept_to_the_last_letter(buying):
    longest = {"name": 100, "line1": 100, "line2": 100, "postcode": 12, "city": 100}
    there = {name: name[0].upper() * most for name, most in longest.items()}
    there["country"] = "BR"
    wish_checkout(buying, "a checkout to the longest address", address=there)
    buying.will_respond_with(201, {"result": ORDER | {"address": exactly(there)}})
    bought = replace(PURCHASE, key=KEY, address=Address(**there))

    with buying.serve() as url:
        order = orders_at(url).check_out("the-token", bought)

    assert order == replace(PLACED, address=Address(**there))


@pytest.mark.parametrize(
    ("state", "wanted", "subtotal", "total"),
    [
        ("many packets are on order already", 6, "14.40", "17.30"),
        ("many packets are being refunded", 7, "16.80", "19.70"),
    ],
)
def test_two_hundred_packets_are_had_before_they_are_paid(
    shopping, state, wanted, subtotal, total
):
    shopping.given(state, wanted=wanted)
    asked = f"a checkout of {wanted} packets beside many"
    wish_checkout(shopping, asked, expected_total=total)
    members = priced(subtotal, total) | {"items": [item(wanted)]}
    shopping.will_respond_with(201, {"result": ORDER | members})
    costs, paid = (Money.parse(sum_, "EUR") for sum_ in (subtotal, total))
    purchase = replace(PURCHASE, key=KEY, expected_total=paid)

    with shopping.serve() as url:
        order = orders_at(url).check_out("the-token", purchase)

    line = replace(BASILS, quantity=wanted, total=costs)
    assert order == replace(PLACED, lines=(line,), subtotal=costs, total=paid)


def test_order_that_waits_for_the_bank_is_kept_a_quarter_of_an_hour(shopping):
    shopping.given("an order has waited for the bank", minutes=14, key=KEY)
    wish_checkout(shopping, "a checkout that is sent again after fourteen minutes")
    shopping.will_respond_with(201, {"result": ORDER})

    with shopping.serve() as url:
        order = orders_at(url).check_out("the-token", replace(PURCHASE, key=KEY))

    assert order == PLACED


def test_order_that_waits_for_the_bank_is_kept_no_longer(shopping):
    shopping.given("an order has waited for the bank", minutes=16, key=KEY)
    wish_checkout(shopping, "a checkout that is sent again after sixteen minutes")
    problem = {"type": exactly("urn:problem-type:expired")}
    shopping.will_respond_with(409, problem, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, shopping.serve() as url:
        orders_at(url).check_out("the-token", replace(PURCHASE, key=KEY))

    assert (refusal.value.status, refusal.value.reason) == (409, "expired")
