"""Whole checkouts that are paid at Stripe."""

from collections.abc import Iterator

import pytest

from order_service.clients.payment import PaymentProvider

from .conftest import BASIL, TEAPOT, Shopper
from .fakes import FakeProductService
from .payment_providers import StripeBank, stripe_bank


@pytest.fixture
def stripe() -> Iterator[StripeBank]:
    with stripe_bank() as bank:
        yield bank


@pytest.fixture
def bank(stripe: StripeBank) -> PaymentProvider:
    return stripe.provider


def charges(stripe: StripeBank) -> list[tuple[int, bool]]:
    """List what was taken, and whether it was given back."""
    return [
        (stripe.stripe.intents[charge["intent"]]["amount"], charge["refunded"])
        for charge in stripe.stripe.charges.values()
        if charge["captured"]
    ]


def test_order_is_paid_at_stripe(ada: Shopper, stripe: StripeBank) -> None:
    ada.add(BASIL, 2)

    answer = ada.check_out()

    assert answer.status_code == 201
    assert answer.json["result"]["total"] == "7.70"
    assert charges(stripe) == [(770, False)]


def test_declined_card_leaves_nothing_behind(
    ada: Shopper, stripe: StripeBank, product_service: FakeProductService
) -> None:
    ada.add(TEAPOT)

    answer = ada.check_out(method="tok_insufficient_funds")

    (intent,) = stripe.stripe.intents.values()
    assert (answer.status_code, answer.json["code"]) == (409, "insufficient_funds")
    assert (intent["status"], charges(stripe)) == ("canceled", [])
    assert product_service.stock[TEAPOT].available == 50


@pytest.mark.parametrize("step", ["open", "update", "confirm", "capture"])
def test_lost_answer_is_one_charge_in_the_end(
    ada: Shopper, stripe: StripeBank, step: str
) -> None:
    ada.add(BASIL)
    body = {"cart_version": 1, "expected_total": "5.30"}
    stripe.stripe.troubles = [(step, "lost")]
    first = ada.check_out(**body)

    again = ada.check_out(**body)

    assert (first.status_code, again.status_code) == (202, 201)
    assert charges(stripe) == [(530, False)]


def test_cancelled_order_is_paid_back(ada: Shopper, stripe: StripeBank) -> None:
    ada.add(BASIL)
    number = ada.check_out().json["result"]["number"]

    answer = ada.post(f"/api/order/{number}/cancel")

    assert answer.json["result"]["state"] == "refunded"
    assert charges(stripe) == [(530, True)]
