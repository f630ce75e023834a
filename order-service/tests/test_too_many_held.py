"""One shopper cannot have the whole shop set aside, in however many orders."""

import pytest

from .conftest import BASIL, TEAPOT, Shopper
from .fakes import FakeBank, FakeProductService


def test_more_than_a_fair_share_is_refused_and_comes_back(
    ada: Shopper, product_service: FakeProductService
) -> None:
    product_service.shares[BASIL] = 3
    ada.add(BASIL, 5)

    answer = ada.check_out()

    assert answer.status_code == 409
    assert answer.json["type"] == "urn:problem-type:too-many-held"
    assert answer.json["short"] == [{"product_id": BASIL, "available": 3}]
    assert ada.cart()["items"][0]["quantity"] == 5


def test_holder_is_one_for_all_orders_of_a_shopper_and_names_nobody(
    ada: Shopper, bob: Shopper, product_service: FakeProductService
) -> None:
    for shopper, key in ((ada, "ada-1000"), (ada, "ada-1001"), (bob, "bob-1000")):
        shopper.add(BASIL)
        shopper.check_out(key)

    first, second, other = product_service.holders.values()
    assert first == second != other
    assert len(first) == 64


@pytest.mark.parametrize("method", ["tok_ok", "tok_requires_action"])
def test_unpaid_packets_end_at_two_hundred(
    ada: Shopper, product_service: FakeProductService, bank: FakeBank, method: str
) -> None:
    bank.is_down = True
    for product in (BASIL, TEAPOT):
        product_service.change(product, available=1000)
        ada.add(product, 99)
        ada.check_out(f"order-of-{product}", method=method)
    ada.add(BASIL, 3)

    refused = ada.check_out("order-no-3", method=method)

    assert refused.status_code == 409
    assert refused.json["type"] == "urn:problem-type:too-many-unpaid"
    assert len(ada.cart()["items"]) == 1


def test_two_hundred_packets_may_be_unpaid_and_those_of_others_count_for_them(
    ada: Shopper, bob: Shopper, product_service: FakeProductService, bank: FakeBank
) -> None:
    bank.is_down = True
    for shopper in (ada, bob):
        for product, quantity in ((BASIL, 99), (TEAPOT, 99), (BASIL, 2)):
            product_service.change(product, available=1000)
            shopper.add(product, quantity)
            key = f"order-of-{quantity}-of-{product}"
            assert shopper.check_out(key).status_code == 202


def test_paid_packets_are_counted_no_more(
    ada: Shopper, product_service: FakeProductService
) -> None:
    product_service.change(BASIL, available=1000)
    for number in range(3):
        ada.add(BASIL, 99)
        assert ada.check_out(f"order-no-{number}").status_code == 201


def test_packets_that_are_being_refunded_were_paid(
    ada: Shopper, product_service: FakeProductService, bank: FakeBank
) -> None:
    product_service.change(BASIL, available=1000)
    for number in range(2):
        ada.add(BASIL, 99)
        order = ada.check_out(f"order-no-{number}").json["result"]["number"]
        bank.is_down = True
        undone = ada.post(f"/api/order/{order}/cancel")
        bank.is_down = False
        assert undone.json["result"]["state"] == "refunding"
    ada.add(BASIL, 99)

    assert ada.check_out("order-no-3").status_code == 201
