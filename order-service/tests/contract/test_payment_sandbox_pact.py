import pytest

from contract_kit.shapes import exactly, from_state, money, text
from order_service.clients.payment import (
    PaymentDeclined,
    PaymentImpossible,
    PaymentSandboxClient,
)
from service_kit.http import Connection
from service_kit.money import Money

SHOP = {"Authorization": from_state("Bearer ${secret}", example="Bearer the-secret")}
TWELVE_FORTY = {"amount": money("12.40"), "currency": "EUR", "method": "tok_ok"}
MONEY = Money(1240, "EUR")


@pytest.fixture
def promise(agree):
    promise = agree("order-service", "payment-sandbox")
    return promise.given("the sandbox knows the shop by a secret")


def bank(url: str) -> PaymentSandboxClient:
    return PaymentSandboxClient(
        Connection("order-service", "payment-sandbox", url), "the-secret"
    )


def test_good_card_is_authorised(promise):
    promise.asks(
        "an authorisation of an amount",
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY,
    )
    promise.answers(200, {"result": {"state": exactly("authorised")}})

    with promise.kept() as url:
        bank(url).authorise("order-1", MONEY, "tok_ok")


def test_declined_card_comes_with_a_code(promise):
    promise.asks(
        "an authorisation by a card that is declined",
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": "tok_declined"},
    )
    promise.answers(
        200, {"result": {"state": exactly("declined"), "code": text("card_declined")}}
    )

    with pytest.raises(PaymentDeclined) as declined, promise.kept() as url:
        bank(url).authorise("order-1", MONEY, "tok_declined")

    assert declined.value.code == "card_declined"


def test_late_authorisation_of_a_cancelled_payment_is_refused(promise):
    promise.given("a payment was cancelled", payment_id="order-1")
    promise.asks(
        "an authorisation of a cancelled payment",
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY,
    )
    promise.answers(409)

    with pytest.raises(PaymentImpossible), promise.kept() as url:
        bank(url).authorise("order-1", MONEY, "tok_ok")


def test_authorised_amount_is_captured(promise):
    promise.given("a payment is authorised", payment_id="order-1")
    promise.asks("a capture", "POST", "/api/payments/order-1/capture", headers=SHOP)
    promise.answers(200)

    with promise.kept() as url:
        bank(url).capture("order-1")


def test_cancelled_payment_is_never_captured(promise):
    promise.given("a payment was cancelled", payment_id="order-1")
    promise.asks(
        "a capture of a cancelled payment",
        "POST",
        "/api/payments/order-1/capture",
        headers=SHOP,
    )
    promise.answers(409)

    with pytest.raises(PaymentImpossible), promise.kept() as url:
        bank(url).capture("order-1")


@pytest.mark.parametrize(
    "state", ["a payment is authorised", "a payment was cancelled"]
)
def test_payment_is_cancelled_however_often(promise, state):
    promise.given(state, payment_id="order-1")
    promise.asks("a cancellation", "POST", "/api/payments/order-1/cancel", headers=SHOP)
    promise.answers(200)

    with promise.kept() as url:
        bank(url).cancel("order-1")


def test_unknown_payment_is_cancelled_in_advance(promise):
    promise.asks(
        "a cancellation of an unknown payment",
        "POST",
        "/api/payments/order-2/cancel",
        headers=SHOP,
    )
    promise.answers(200)

    with promise.kept() as url:
        bank(url).cancel("order-2")
