"""What was decided about a payment stays decided, whoever asks again and by what."""

from dataclasses import replace

import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import exactly, nothing, some, token
from order_service.clients.payment import (
    PaymentDeclined,
    PaymentImpossible,
    PaymentPage,
    PaymentState,
)
from service_kit.http_client import ServiceUnavailable
from service_kit.money import Money

from .payment_sandbox_messages import BOOKED, MONEY, SET_ASIDE, SHOP, bank

WANTED = {"amount": "12.40", "currency": "EUR", "method": "tok_ok"}


@pytest.fixture
def interaction(agree):
    interaction = agree("order-service", "payment-sandbox")
    return interaction.given("the sandbox knows the shop by a secret")


def wish_authorisation(
    interaction: ExpectedInteraction, description: str, **changes: str
) -> None:
    path, wanted = "/api/payments/order-1", WANTED | changes
    interaction.upon_receiving(description)
    interaction.with_request("PUT", path, headers=SHOP, json=wanted)


def test_shopper_who_has_agreed_cannot_take_it_back(interaction):
    interaction.given("the shopper has confirmed a payment", payment_id="order-1")
    interaction.given(
        "the shopper has answered once more", payment_id="order-1", agrees=False
    )
    method = "tok_requires_action"
    wish_authorisation(interaction, "an authorisation after a late no", method=method)
    interaction.will_respond_with(200, {"result": {"state": exactly("authorised")}})

    with interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, method)


def test_page_of_the_bank_stays_open_when_the_shop_asks_again(interaction):
    confirmed = "the shopper confirms on a page of before the shop asked again"
    interaction.given(confirmed, payment_id="order-1")
    asked, method = "an authorisation after a yes on an old page", "tok_requires_action"
    wish_authorisation(interaction, asked, method=method)
    interaction.will_respond_with(200, {"result": {"state": exactly("authorised")}})

    with interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, method)


def test_shopper_who_has_refused_cannot_agree_any_more(interaction):
    interaction.given("the shopper has refused a payment", payment_id="order-1")
    interaction.given(
        "the shopper has answered once more", payment_id="order-1", agrees=True
    )
    method = "tok_requires_action"
    wish_authorisation(interaction, "an authorisation after a late yes", method=method)
    refused = {"state": exactly("declined"), "code": exactly("authentication_failed")}
    interaction.will_respond_with(200, {"result": refused})

    with pytest.raises(PaymentDeclined) as declined, interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, method)

    assert declined.value.code == "authentication_failed"


@pytest.mark.parametrize(
    ("state", "parameters"),
    [
        ("a payment is authorised", {"method": "tok_slow"}),
        ("a payment was declined", {"method": "tok_declined"}),
        ("a payment was captured", {}),
        ("the shopper is asked to confirm a payment", {}),
    ],
)
def test_payment_never_changes_its_card(interaction, state, parameters):
    card = "tok_ok" if parameters else "tok_slow"
    interaction.given(state, payment_id="order-1", **parameters)
    asked = f"an authorisation by {card} in place of another card"
    wish_authorisation(interaction, asked, method=card)
    interaction.will_respond_with(422)

    with pytest.raises(PaymentImpossible), interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, card)


def test_payment_in_another_currency_is_refused(interaction):
    wish_authorisation(interaction, "an authorisation in dollars", currency="USD")
    interaction.will_respond_with(422)

    with pytest.raises(PaymentImpossible), interaction.serve() as url:
        bank(url).authorise("order-1", Money(1240, "USD"), "tok_ok")


@pytest.mark.parametrize("card", ["tok_slow", "tok_lost", "tok_capture_refused"])
def test_troubled_card_troubles_no_repetition(interaction, card):
    interaction.given("a payment is authorised", payment_id="order-1", method=card)
    wish_authorisation(interaction, f"a repeated authorisation by {card}", method=card)
    interaction.will_respond_with(200, {"result": {"state": exactly("authorised")}})

    with interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, card)


def test_payment_that_was_given_back_is_never_authorised_again(interaction):
    interaction.given("a payment was given back", payment_id="order-1")
    wish_authorisation(interaction, "an authorisation of what was given back")
    interaction.will_respond_with(409)

    with pytest.raises(PaymentImpossible), interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, "tok_ok")


def test_payment_that_was_given_back_is_never_captured_again(interaction):
    interaction.given("a payment was given back", payment_id="order-1")
    path = "/api/payments/order-1/capture"
    interaction.upon_receiving("a capture of what was given back")
    interaction.with_request("POST", path, headers=SHOP)
    interaction.will_respond_with(409)

    with pytest.raises(PaymentImpossible), interaction.serve() as url:
        bank(url).capture("order-1")


def test_unknown_payment_is_not_captured(interaction):
    path = "/api/payments/order-1/capture"
    interaction.upon_receiving("a capture of an unknown payment")
    interaction.with_request("POST", path, headers=SHOP)
    interaction.will_respond_with(404)

    with pytest.raises(ServiceUnavailable), interaction.serve() as url:
        bank(url).capture("order-1")


@pytest.mark.parametrize(
    ("given", "state", "captures"),
    [
        ("a payment was given back", PaymentState.CANCELLED, 1),
        ("the bank has refused to pay out a payment", PaymentState.AUTHORISED, 0),
    ],
)
def test_payment_counts_how_often_money_was_taken(interaction, given, state, captures):
    interaction.given(given, payment_id="order-1")
    path = "/api/payments/order-1"
    interaction.upon_receiving(f"a look into the books where {given}")
    interaction.with_request("GET", path, headers=SHOP)
    members = {"state": exactly(state.value), "captures": exactly(captures)}
    interaction.will_respond_with(200, {"result": BOOKED | members})

    with interaction.serve() as url:
        payment = bank(url).find("order-1")

    assert payment == replace(SET_ASIDE, state=state, captures=captures)


def test_every_payment_is_listed_whatever_has_become_of_it(interaction):
    captured = {"state": exactly("captured"), "captures": exactly(1)}
    declined, asked = {"state": exactly("declined")}, {"state": "requires_action"}
    interaction.given("a payment was captured", payment_id="order-1")
    interaction.given(
        "a payment was declined", payment_id="order-2", method="tok_declined"
    )
    interaction.given("a payment was given back", payment_id="order-3")
    interaction.given("the shopper is asked to confirm a payment", payment_id="order-4")
    given_back = captured | {"state": exactly("cancelled")}
    booked = [
        BOOKED | state | {"id": exactly(f"order-{number}")}
        for number, state in enumerate([captured, declined, given_back, asked], 1)
    ]
    query = {"limit": "100"}
    interaction.upon_receiving("a list of every fate")
    interaction.with_request("GET", "/api/payments", query=query, headers=SHOP)
    interaction.will_respond_with(200, {"results": booked, "next": nothing})

    with interaction.serve() as url:
        page = bank(url).page()

    fates = [("captured", 1), ("declined", 0), ("cancelled", 1), ("requires_action", 0)]
    assert page.payments == tuple(
        replace(SET_ASIDE, id=f"order-{number}", state=state, captures=captures)
        for number, (state, captures) in enumerate(fates, 1)
    )
    assert page.next is None


def test_page_that_is_just_full_leads_nowhere(interaction):
    interaction.given("as many payments were made as are listed at once")
    query = {"limit": "100"}
    interaction.upon_receiving("a page that is just full")
    interaction.with_request("GET", "/api/payments", query=query, headers=SHOP)
    listed = some(BOOKED | {"id": token("order-1")})
    interaction.will_respond_with(200, {"results": listed, "next": nothing})

    with interaction.serve() as url:
        page = bank(url).page()

    assert page == PaymentPage((SET_ASIDE,), None)
