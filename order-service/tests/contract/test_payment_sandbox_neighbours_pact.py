"""One payment among others: what becomes of it becomes of no other."""

from dataclasses import replace

import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import exactly, nothing
from order_service.clients.payment import (
    PaymentImpossible,
    PaymentPage,
    PaymentState,
)
from service_kit.http_client import ServiceUnavailable
from service_kit.money import Money

from .payment_sandbox_messages import BOOKED, MONEY, SET_ASIDE, SHOP, bank

LIST, LONG = "/api/payments", "o" * 64
WANTED = {"amount": "12.40", "currency": "EUR", "method": "tok_ok"}
AUTHORISED, CAPTURED = "a payment is authorised", "a payment was captured"
CANCELLED, GIVEN_BACK = "a payment was cancelled", "a payment was given back"
DECLINED = "a payment was declined"
ASKED = "the shopper is asked to confirm a payment"
CONFIRMED = "the shopper has confirmed a payment"
REFUSED = "the shopper has refused a payment"
UNPAID = "the bank has refused to pay out a payment"


@pytest.fixture
def interaction(agree):
    interaction = agree("order-service", "payment-sandbox")
    return interaction.given("the sandbox knows the shop by a secret")


def wish_authorisation(
    interaction: ExpectedInteraction, description: str, **changes: str
) -> None:
    path = f"{LIST}/order-1"
    interaction.upon_receiving(description)
    interaction.with_request("PUT", path, headers=SHOP, json=WANTED | changes)


@pytest.mark.parametrize(
    ("first", "second", "fates"),
    [
        (CAPTURED, AUTHORISED, [("captured", 1), ("authorised", 0)]),
        (AUTHORISED, CAPTURED, [("authorised", 0), ("captured", 1)]),
        (GIVEN_BACK, CAPTURED, [("cancelled", 1), ("captured", 1)]),
        (CAPTURED, GIVEN_BACK, [("captured", 1), ("cancelled", 1)]),
        (CONFIRMED, ASKED, [("authorised", 0), ("requires_action", 0)]),
        (REFUSED, ASKED, [("declined", 0), ("requires_action", 0)]),
        (ASKED, CONFIRMED, [("requires_action", 0), ("authorised", 0)]),
        (UNPAID, AUTHORISED, [("authorised", 0), ("authorised", 0)]),
    ],
)
def test_each_payment_has_a_fate_of_its_own(interaction, first, second, fates):
    # The second is there before anything becomes of the first.
    interaction.given(second, payment_id="order-2").given(first, payment_id="order-1")
    asked = f"the books where first {first}, then {second}"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", LIST, query={"limit": "100"}, headers=SHOP)
    booked = [
        BOOKED
        | {"id": exactly(f"order-{number}")}
        | {"state": exactly(state), "captures": exactly(captures)}
        for number, (state, captures) in enumerate(fates, 1)
    ]
    interaction.will_respond_with(200, {"results": booked, "next": nothing})

    with interaction.serve() as url:
        page = bank(url).page()

    payments = (
        replace(SET_ASIDE, id=f"order-{number}", state=state, captures=captures)
        for number, (state, captures) in enumerate(fates, 1)
    )
    assert page == PaymentPage(tuple(payments), None)


@pytest.mark.parametrize(
    ("order_id", "amount"), [("order-1", "12.40"), ("order-2", "99.05")]
)
def test_payment_is_the_one_that_was_asked_for(interaction, order_id, amount):
    interaction.given(AUTHORISED, payment_id="order-2", amount="99.05")
    interaction.given(AUTHORISED, payment_id="order-1", amount="12.40")
    path = f"{LIST}/{order_id}"
    interaction.upon_receiving(f"a look at {order_id} of two")
    interaction.with_request("GET", path, headers=SHOP)
    members = {"id": exactly(order_id), "amount": exactly(amount)}
    interaction.will_respond_with(200, {"result": BOOKED | members})

    with interaction.serve() as url:
        payment = bank(url).find(order_id)

    cost = Money.parse(amount, "EUR")
    assert payment == replace(SET_ASIDE, id=order_id, amount=cost)


def test_bank_stumbles_over_each_payment_once(interaction):
    interaction.given("the sandbox has stumbled over a payment", payment_id="order-2")
    asked = "an authorisation beside one over which the bank stumbled"
    wish_authorisation(interaction, asked, method="tok_500_once")
    interaction.will_respond_with(500)

    with pytest.raises(ServiceUnavailable), interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, "tok_500_once")


@pytest.mark.parametrize("amount", ["0.05", "2.50", "30000000.00"])
def test_every_amount_is_set_aside(interaction, amount):
    wish_authorisation(interaction, f"an authorisation of {amount}", amount=amount)
    interaction.will_respond_with(200, {"result": {"state": exactly("authorised")}})

    with interaction.serve() as url:
        bank(url).authorise("order-1", Money.parse(amount, "EUR"), "tok_ok")


@pytest.mark.parametrize("amount", ["0.05", "2.50", "30000000.00"])
def test_every_amount_is_returned_to_the_cent(interaction, amount):
    interaction.given(AUTHORISED, payment_id="order-1", amount=amount)
    path = f"{LIST}/order-1"
    interaction.upon_receiving(f"a look at a payment of {amount}")
    interaction.with_request("GET", path, headers=SHOP)
    interaction.will_respond_with(200, {"result": BOOKED | {"amount": exactly(amount)}})

    with interaction.serve() as url:
        payment = bank(url).find("order-1")

    assert payment == replace(SET_ASIDE, amount=Money.parse(amount, "EUR"))


@pytest.mark.parametrize("amount", ["12.39", "12.41"])
def test_payment_never_changes_by_a_cent(interaction, amount):
    interaction.given(AUTHORISED, payment_id="order-1")
    asked = f"an authorisation of {amount} instead"
    wish_authorisation(interaction, asked, amount=amount)
    interaction.will_respond_with(422)

    with pytest.raises(PaymentImpossible), interaction.serve() as url:
        bank(url).authorise("order-1", Money.parse(amount, "EUR"), "tok_ok")


def test_card_is_good_until_the_bank_has_to_pay_out(interaction):
    asked = "an authorisation by a card that is not paid out"
    wish_authorisation(interaction, asked, method="tok_capture_refused")
    interaction.will_respond_with(200, {"result": {"state": exactly("authorised")}})

    with interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, "tok_capture_refused")


@pytest.mark.parametrize(
    ("state", "parameters"),
    [
        (CONFIRMED, {}),
        (AUTHORISED, {"method": "tok_slow"}),
        (AUTHORISED, {"method": "tok_lost"}),
    ],
)
def test_whatever_was_authorised_is_captured(interaction, state, parameters):
    interaction.given(state, payment_id="order-1", **parameters)
    card = parameters.get("method", "a card that wanted a confirmation")
    path = f"{LIST}/order-1/capture"
    interaction.upon_receiving(f"a capture by {card}")
    interaction.with_request("POST", path, headers=SHOP)
    interaction.will_respond_with(200, {"result": {"state": exactly("captured")}})

    with interaction.serve() as url:
        bank(url).capture("order-1")


@pytest.mark.parametrize(
    ("state", "parameters"),
    [
        (REFUSED, {}),
        (UNPAID, {}),
        (DECLINED, {"method": "tok_insufficient_funds"}),
    ],
)
def test_whatever_was_refused_is_never_captured(interaction, state, parameters):
    interaction.given(state, payment_id="order-1", **parameters)
    asked, path = f"a capture where {state}", f"{LIST}/order-1/capture"
    interaction.upon_receiving(asked)
    interaction.with_request("POST", path, headers=SHOP)
    interaction.will_respond_with(409)

    with pytest.raises(PaymentImpossible), interaction.serve() as url:
        bank(url).capture("order-1")


@pytest.mark.parametrize(
    ("state", "parameters", "captures"),
    [
        (AUTHORISED, {}, 0),
        (CAPTURED, {}, 1),
        (DECLINED, {"method": "tok_declined"}, 0),
        (ASKED, {}, 0),
        (CONFIRMED, {}, 0),
        (REFUSED, {}, 0),
        (UNPAID, {}, 0),
    ],
)
def test_cancelled_payment_is_looked_up_as_such(
    interaction, state, parameters, captures
):
    interaction.given(state, payment_id="order-1", **parameters)
    interaction.given(CANCELLED, payment_id="order-1")
    asked, path = f"a look after a cancellation where {state}", f"{LIST}/order-1"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", path, headers=SHOP)
    members = {"state": exactly("cancelled"), "captures": exactly(captures)}
    interaction.will_respond_with(200, {"result": BOOKED | members})

    with interaction.serve() as url:
        payment = bank(url).find("order-1")

    fate = {"state": PaymentState.CANCELLED, "captures": captures}
    assert payment == replace(SET_ASIDE, **fate)


def test_late_yes_revives_no_cancelled_payment(interaction):
    interaction.given(ASKED, payment_id="order-1").given(
        CANCELLED, payment_id="order-1"
    )
    interaction.given(
        "the shopper has answered once more", payment_id="order-1", agrees=True
    )
    asked, path = "a look after a yes that came too late", f"{LIST}/order-1"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", path, headers=SHOP)
    interaction.will_respond_with(
        200, {"result": BOOKED | {"state": exactly("cancelled")}}
    )

    with interaction.serve() as url:
        payment = bank(url).find("order-1")

    assert payment == replace(SET_ASIDE, state=PaymentState.CANCELLED)


def test_payment_may_have_a_long_id(interaction):
    path, wanted = f"{LIST}/{LONG}", WANTED
    asked = "an authorisation by a long id"
    interaction.upon_receiving(asked)
    interaction.with_request("PUT", path, headers=SHOP, json=wanted)
    interaction.will_respond_with(200, {"result": {"state": exactly("authorised")}})

    with interaction.serve() as url:
        bank(url).authorise(LONG, MONEY, "tok_ok")


def test_payment_is_found_by_a_long_id(interaction):
    interaction.given(AUTHORISED, payment_id=LONG)
    path = f"{LIST}/{LONG}"
    interaction.upon_receiving("a look at a payment by a long id")
    interaction.with_request("GET", path, headers=SHOP)
    interaction.will_respond_with(200, {"result": BOOKED | {"id": exactly(LONG)}})

    with interaction.serve() as url:
        payment = bank(url).find(LONG)

    assert payment == replace(SET_ASIDE, id=LONG)
