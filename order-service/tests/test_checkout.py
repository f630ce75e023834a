import pytest

from service_kit.money import Money

from .conftest import BASIL, HOME, LAST_POPPY, TEAPOT, Shopper
from .fakes import FakeBank, FakeProductService


def test_cart_becomes_a_paid_order(
    ada: Shopper, product_service: FakeProductService, bank: FakeBank
) -> None:
    ada.add(BASIL, 2)

    answer = ada.check_out()

    order = answer.json["result"]
    assert answer.status_code == 201
    assert answer.json["message"] == "Order placed"
    assert (order["state"], order["total"]) == ("paid", "7.70")
    assert list(bank.captured.values()) == [Money(770, "EUR")]
    assert product_service.stock[BASIL].available == 48
    assert ada.cart()["items"] == []


def test_order_remembers_names_prices_and_address(
    ada: Shopper, product_service: FakeProductService
) -> None:
    ada.add(TEAPOT)
    number = ada.check_out().json["result"]["number"]

    product_service.put(TEAPOT, "Kettle", "99.00")

    order = ada.get(f"/api/order/{number}").json["result"]
    assert order["items"][0]["name"] == "Teapot"
    assert order["items"][0]["unit_price"] == "12.00"
    assert order["address"]["city"] == "London"


def test_same_key_twice_is_one_order(ada: Shopper, bank: FakeBank) -> None:
    ada.add(BASIL)
    body = {"cart_version": 1, "expected_total": "5.30"}

    first = ada.check_out("key-0001", **body)
    again = ada.check_out("key-0001", **body)

    assert again.status_code == 201
    assert again.json == first.json
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert len(bank.captured) == 1


def test_key_stands_for_one_checkout_alone(ada: Shopper) -> None:
    ada.add(BASIL)
    ada.check_out("key-0001", cart_version=1, expected_total="5.30")

    answer = ada.check_out("key-0001", cart_version=1, expected_total="5.31")

    assert answer.status_code == 422
    assert answer.json["type"] == "urn:problem-type:idempotency-key-reused"


def test_keys_of_two_shoppers_never_meet(ada: Shopper, bob: Shopper) -> None:
    ada.add(BASIL)
    bob.add(TEAPOT)

    first, second = ada.check_out("key-0001"), bob.check_out("key-0001")

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json["result"]["number"] != second.json["result"]["number"]


def test_two_tabs_with_one_cart_make_one_order(ada: Shopper) -> None:
    ada.add(BASIL)
    body = {"cart_version": 1, "expected_total": "5.30"}

    first = ada.check_out("first-tab", **body)
    second = ada.check_out("second-tab", **body)

    assert first.status_code == 201
    assert second.status_code == 409
    assert second.json["type"] == "urn:problem-type:cart-changed"


def test_empty_cart_buys_nothing(ada: Shopper) -> None:
    answer = ada.check_out(cart_version=0, expected_total="0.00")

    assert answer.status_code == 409
    assert answer.json["type"] == "urn:problem-type:empty-cart"


def test_sold_out_brings_the_cart_back(
    ada: Shopper, product_service: FakeProductService, bank: FakeBank
) -> None:
    ada.add(LAST_POPPY)
    ada.add(BASIL, 2)
    product_service.change(LAST_POPPY, available=0)

    answer = ada.check_out()

    assert answer.status_code == 409
    assert answer.json["type"] == "urn:problem-type:sold-out"
    assert answer.json["short"] == [{"product_id": LAST_POPPY, "available": 0}]
    assert answer.json["number"]
    assert bank.captured == {}
    assert product_service.stock[BASIL].available == 50
    assert sorted(line["quantity"] for line in ada.cart()["items"]) == [1, 2]


def test_other_price_than_shown_is_never_charged(
    ada: Shopper, product_service: FakeProductService, bank: FakeBank
) -> None:
    ada.add(BASIL)
    seen = ada.cart()["total"]
    product_service.put(BASIL, "Basil", "9.90")

    answer = ada.check_out(expected_total=seen)

    assert answer.status_code == 409
    assert answer.json["type"] == "urn:problem-type:price-changed"
    assert bank.captured == {}
    assert product_service.stock[BASIL].available == 50
    assert ada.cart()["total"] == "12.80"


def test_declined_card_brings_everything_back(
    ada: Shopper, product_service: FakeProductService, bank: FakeBank
) -> None:
    ada.add(TEAPOT, 2)

    answer = ada.check_out(method="tok_declined")

    assert answer.status_code == 409
    assert answer.json["type"] == "urn:problem-type:declined"
    assert answer.json["code"] == "card_declined"
    assert product_service.stock[TEAPOT].available == 50
    assert ada.cart()["items"][0]["quantity"] == 2


def test_declined_order_keeps_the_code(ada: Shopper) -> None:
    ada.add(TEAPOT)

    number = ada.check_out(method="tok_declined").json["number"]

    order = ada.get(f"/api/order/{number}").json["result"]
    assert (order["reason"], order["code"]) == ("declined", "card_declined")


def test_refused_capture_undoes_the_sale(
    ada: Shopper, product_service: FakeProductService, bank: FakeBank
) -> None:
    ada.add(BASIL)
    bank.refuses_capture = True

    answer = ada.check_out()

    assert answer.json["type"] == "urn:problem-type:payment-refused"
    assert product_service.stock[BASIL].available == 50


def test_failed_checkout_answers_the_same_again(ada: Shopper) -> None:
    ada.add(TEAPOT)
    body = {"cart_version": 1, "expected_total": "14.90", "method": "tok_declined"}

    first = ada.check_out("key-0001", **body)
    again = ada.check_out("key-0001", **body)

    assert again.status_code == 409
    assert again.json == first.json


def test_silent_bank_leaves_the_order_settling(ada: Shopper, bank: FakeBank) -> None:
    ada.add(BASIL)
    bank.is_down = True

    answer = ada.check_out()

    number = answer.json["result"]["number"]
    assert answer.status_code == 202
    assert answer.headers["Location"] == f"/api/order/{number}"
    assert answer.json["result"]["state"] == "reserved"


def test_repeat_finishes_what_was_left_settling(ada: Shopper, bank: FakeBank) -> None:
    ada.add(BASIL)
    bank.is_down = True
    body = {"cart_version": 1, "expected_total": "5.30"}
    ada.check_out(**body)

    bank.is_down = False
    answer = ada.check_out(**body)

    assert answer.status_code == 201
    assert answer.json["result"]["state"] == "paid"
    assert len(bank.captured) == 1


def test_order_is_found_by_its_key(ada: Shopper) -> None:
    ada.add(BASIL)
    number = ada.check_out("lost-answer").json["result"]["number"]

    found = ada.get("/api/orders", idempotency_key="lost-answer").json["results"]

    assert [order["number"] for order in found] == [number]


@pytest.mark.parametrize("key", [None, "", "short", "a" * 65, "a key of blanks"])
def test_checkout_needs_a_key_of_its_own(ada: Shopper, key: str | None) -> None:
    ada.add(BASIL)
    cart = ada.cart()
    total, version = cart["total"], cart["version"]
    agreed = {"cart_version": version, "expected_total": total, "address": HOME}
    headers = {} if key is None else {"Idempotency-Key": key}

    body = agreed | {"method": "tok_ok"}
    answer = ada.post("/api/order/checkout", body, **headers)

    assert answer.status_code == 400
    assert answer.json["type"] == "urn:problem-type:idempotency-key-missing"
    assert len(ada.cart()["items"]) == 1
    assert ada.get("/api/orders").json["total"] == 0


def test_fourth_unsettled_order_must_wait(ada: Shopper, bank: FakeBank) -> None:
    bank.is_down = True
    for number in range(3):
        ada.add(BASIL)
        ada.check_out(f"order-no-{number}")
    ada.add(BASIL)

    answer = ada.check_out("order-no-4")

    assert answer.status_code == 409
    assert answer.json["type"] == "urn:problem-type:too-many-open-orders"
    assert len(ada.cart()["items"]) == 1
