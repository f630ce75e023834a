from dataclasses import replace

import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import (
    exactly,
    from_state,
    integer,
    money,
    nothing,
    one_of,
    pattern,
    some,
    text,
)
from order_service.clients.payment import (
    ActionRequired,
    Payment,
    PaymentDeclined,
    PaymentImpossible,
    PaymentPage,
    PaymentState,
)
from service_kit.http_client import ServiceUnavailable
from service_kit.money import Money

from .payment_sandbox_messages import BOOKED, MONEY, SET_ASIDE, SHOP, bank

# A reading call is made twice more where its provider cannot work just now.
PATIENTLY = 3
GOOD_CARD = one_of(
    "tok_ok", "tok_slow", "tok_lost", "tok_500_once", "tok_capture_refused"
)
TWELVE_FORTY = {"amount": money("12.40"), "currency": "EUR", "method": GOOD_CARD}
# Any payment that a list may hold.
A_PAYMENT = {
    "id": text("order-1"),
    "state": one_of(*PaymentState),
    "amount": money("12.40"),
    "currency": pattern("EUR", r"[A-Z]{3}"),
    "captures": integer(0),
}
WAITING = Payment("order-1", PaymentState.REQUIRES_ACTION, MONEY, 0)
FIRST_PAGE = {"limit": "100"}
NEXT_PAGE = FIRST_PAGE | {"cursor": from_state("${cursor}", example="order-099")}


DECLINED_CARDS = pytest.mark.parametrize(
    ("card", "code"),
    [
        ("tok_declined", "card_declined"),
        ("tok_insufficient_funds", "insufficient_funds"),
    ],
)


@pytest.fixture
def interaction(agree):
    interaction = agree("order-service", "payment-sandbox")
    return interaction.given("the sandbox knows the shop by a secret")


def wish_page(
    interaction: ExpectedInteraction, description: str, query: dict[str, object]
) -> None:
    interaction.upon_receiving(description)
    interaction.with_request("GET", "/api/payments", query=query, headers=SHOP)


def test_good_card_is_authorised(interaction):
    interaction.upon_receiving("an authorisation of an amount")
    interaction.with_request(
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY,
    )
    interaction.will_respond_with(200, {"result": {"state": exactly("authorised")}})

    with interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, "tok_ok")


@DECLINED_CARDS
def test_declined_card_comes_with_its_code(interaction, card, code):
    interaction.upon_receiving(f"an authorisation by a card that is declined as {code}")
    interaction.with_request(
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": card},
    )
    interaction.will_respond_with(
        200, {"result": {"state": exactly("declined"), "code": exactly(code)}}
    )

    with pytest.raises(PaymentDeclined) as declined, interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, card)

    assert declined.value.code == code


@DECLINED_CARDS
def test_declined_payment_stays_declined(interaction, card, code):
    interaction.given("a payment was declined", payment_id="order-1", method=card)
    interaction.upon_receiving(
        f"a repeated authorisation by a card that is declined as {code}"
    )
    interaction.with_request(
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": card},
    )
    interaction.will_respond_with(
        200, {"result": {"state": exactly("declined"), "code": exactly(code)}}
    )

    with pytest.raises(PaymentDeclined) as declined, interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, card)

    assert declined.value.code == code


def test_thousands_are_set_aside_like_any_amount(interaction):
    interaction.upon_receiving("an authorisation of more than a thousand")
    interaction.with_request(
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"amount": "1234.50"},
    )
    interaction.will_respond_with(200, {"result": {"state": exactly("authorised")}})

    with interaction.serve() as url:
        bank(url).authorise("order-1", Money(123450, "EUR"), "tok_ok")


def test_bank_may_stumble_over_an_authorisation(interaction):
    interaction.upon_receiving("an authorisation over which the bank stumbles once")
    interaction.with_request(
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": "tok_500_once"},
    )
    interaction.will_respond_with(500)

    with pytest.raises(ServiceUnavailable), interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, "tok_500_once")


@pytest.mark.parametrize(
    ("state", "method", "card"),
    [
        ("a payment is authorised", "tok_ok", "tok_ok"),
        (
            "the shopper has confirmed a payment",
            "tok_requires_action",
            "tok_requires_action",
        ),
        ("the sandbox has stumbled over a payment", "tok_500_once", "tok_500_once"),
    ],
)
def test_repeated_authorisation_finds_it_done(interaction, state, method, card):
    interaction.given(state, payment_id="order-1")
    interaction.upon_receiving(f"a repeated authorisation by {card}")
    interaction.with_request(
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": card},
    )
    interaction.will_respond_with(200, {"result": {"state": exactly("authorised")}})

    with interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, method)


def test_repeated_authorisation_finds_the_money_taken(interaction):
    interaction.given("a payment was captured", payment_id="order-1")
    interaction.upon_receiving("a repeated authorisation by tok_ok")
    interaction.with_request(
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": "tok_ok"},
    )
    interaction.will_respond_with(200, {"result": {"state": exactly("captured")}})

    with interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, "tok_ok")


def test_payment_that_its_shopper_refused_is_declined(interaction):
    interaction.given("the shopper has refused a payment", payment_id="order-1")
    interaction.upon_receiving("a repeated authorisation by tok_requires_action")
    interaction.with_request(
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": "tok_requires_action"},
    )
    refused = {"state": exactly("declined"), "code": exactly("authentication_failed")}
    interaction.will_respond_with(200, {"result": refused})

    with pytest.raises(PaymentDeclined) as declined, interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, "tok_requires_action")

    assert declined.value.code == "authentication_failed"


def test_payment_never_changes_its_amount(interaction):
    interaction.given("a payment is authorised", payment_id="order-1")
    interaction.upon_receiving("an authorisation of another amount than before")
    interaction.with_request(
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"amount": "1.00"},
    )
    interaction.will_respond_with(422)

    with pytest.raises(PaymentImpossible), interaction.serve() as url:
        bank(url).authorise("order-1", Money(100, "EUR"), "tok_ok")


def test_some_cards_want_the_shopper_to_confirm(interaction):
    interaction.upon_receiving("an authorisation by a card that wants a confirmation")
    interaction.with_request(
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": "tok_requires_action"},
    )
    page = pattern("http://bank.invalid/confirm/1", r"https?://\S+")
    interaction.will_respond_with(
        200, {"result": {"state": exactly("requires_action"), "action_url": page}}
    )

    with pytest.raises(ActionRequired) as required, interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, "tok_requires_action")

    assert required.value.url == "http://bank.invalid/confirm/1"


def test_shopper_is_sent_to_where_the_bank_is_found(interaction):
    interaction.given(
        "shoppers find the bank elsewhere", url="https://bank.example:8443"
    )
    interaction.upon_receiving("an authorisation that is confirmed elsewhere")
    interaction.with_request(
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": "tok_requires_action"},
    )
    there = "https://bank.example:8443/confirm/1"
    page = pattern(there, r"https://bank\.example:8443/confirm/\S+")
    interaction.will_respond_with(
        200, {"result": {"state": exactly("requires_action"), "action_url": page}}
    )

    with pytest.raises(ActionRequired) as required, interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, "tok_requires_action")

    assert required.value.url == there


def test_shopper_is_asked_until_they_have_answered(interaction):
    interaction.given("the shopper is asked to confirm a payment", payment_id="order-1")
    interaction.upon_receiving("a repeated authorisation by tok_requires_action")
    interaction.with_request(
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": "tok_requires_action"},
    )
    page = pattern("http://bank.invalid/confirm/1", r"https?://\S+")
    interaction.will_respond_with(
        200, {"result": {"state": exactly("requires_action"), "action_url": page}}
    )

    with pytest.raises(ActionRequired) as required, interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, "tok_requires_action")

    assert required.value.url == "http://bank.invalid/confirm/1"


def test_late_authorisation_of_a_cancelled_payment_is_refused(interaction):
    interaction.given("a payment was cancelled", payment_id="order-1")
    interaction.upon_receiving("an authorisation of a cancelled payment")
    interaction.with_request(
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY,
    )
    interaction.will_respond_with(409)

    with pytest.raises(PaymentImpossible), interaction.serve() as url:
        bank(url).authorise("order-1", MONEY, "tok_ok")


@pytest.mark.parametrize("state", ["a payment is authorised", "a payment was captured"])
def test_amount_is_captured_however_often_it_is_asked_for(interaction, state):
    interaction.given(state, payment_id="order-1")
    interaction.upon_receiving("a capture")
    interaction.with_request("POST", "/api/payments/order-1/capture", headers=SHOP)
    interaction.will_respond_with(200, {"result": {"state": exactly("captured")}})

    with interaction.serve() as url:
        bank(url).capture("order-1")


@pytest.mark.parametrize(
    ("state", "parameters"),
    [
        ("a payment was cancelled", {}),
        ("a payment was declined", {"method": "tok_declined"}),
        ("the shopper is asked to confirm a payment", {}),
        ("the bank will not pay out a payment", {}),
    ],
)
def test_what_is_not_set_aside_is_never_captured(interaction, state, parameters):
    interaction.given(state, payment_id="order-1", **parameters)
    interaction.upon_receiving("a capture that is refused")
    interaction.with_request(
        "POST",
        "/api/payments/order-1/capture",
        headers=SHOP,
    )
    interaction.will_respond_with(409)

    with pytest.raises(PaymentImpossible), interaction.serve() as url:
        bank(url).capture("order-1")


@pytest.mark.parametrize(
    ("state", "parameters"),
    [
        ("a payment is authorised", {}),
        ("a payment was captured", {}),
        ("a payment was cancelled", {}),
        ("a payment was declined", {"method": "tok_declined"}),
        ("the shopper is asked to confirm a payment", {}),
    ],
)
def test_payment_is_cancelled_whatever_has_become_of_it(interaction, state, parameters):
    interaction.given(state, payment_id="order-1", **parameters)
    interaction.upon_receiving("a cancellation")
    interaction.with_request("POST", "/api/payments/order-1/cancel", headers=SHOP)
    interaction.will_respond_with(200, {"result": {"state": exactly("cancelled")}})

    with interaction.serve() as url:
        bank(url).cancel("order-1")


def test_unknown_payment_is_cancelled_in_advance(interaction):
    interaction.upon_receiving("a cancellation of an unknown payment")
    interaction.with_request(
        "POST",
        "/api/payments/order-2/cancel",
        headers=SHOP,
    )
    interaction.will_respond_with(200, {"result": {"state": exactly("cancelled")}})

    with interaction.serve() as url:
        bank(url).cancel("order-2")


@pytest.mark.parametrize(
    ("given", "parameters", "state", "captures"),
    [
        ("a payment is authorised", {}, PaymentState.AUTHORISED, 0),
        ("a payment was captured", {}, PaymentState.CAPTURED, 1),
        ("a payment was captured", {"times": 2}, PaymentState.CAPTURED, 1),
        (
            "a payment was declined",
            {"method": "tok_declined"},
            PaymentState.DECLINED,
            0,
        ),
        (
            "the shopper is asked to confirm a payment",
            {},
            PaymentState.REQUIRES_ACTION,
            0,
        ),
    ],
)
def test_payment_is_looked_up(interaction, given, parameters, state, captures):
    interaction.given(given, payment_id="order-1", **parameters)
    once_more = ", asked for twice" if parameters.get("times") else ""
    interaction.upon_receiving(f"a look at a payment that is {state}{once_more}")
    interaction.with_request(
        "GET",
        "/api/payments/order-1",
        headers=SHOP,
    )
    booked = BOOKED | {"state": exactly(state.value), "captures": exactly(captures)}
    interaction.will_respond_with(200, {"result": booked})

    with interaction.serve() as url:
        payment = bank(url).find("order-1")

    assert payment == replace(SET_ASIDE, state=state, captures=captures)


def test_cancelled_payment_is_looked_up_whatever_its_amount(interaction):
    interaction.given("a payment was cancelled", payment_id="order-1")
    interaction.upon_receiving("a look at a payment that is cancelled")
    interaction.with_request(
        "GET",
        "/api/payments/order-1",
        headers=SHOP,
    )
    nothing_taken = {"state": exactly("cancelled"), "captures": exactly(0)}
    interaction.will_respond_with(200, {"result": A_PAYMENT | nothing_taken})

    with interaction.serve() as url:
        payment = bank(url).find("order-1")

    assert payment == replace(SET_ASIDE, state=PaymentState.CANCELLED)


def test_amount_of_thousands_is_looked_up(interaction):
    interaction.given("a payment is authorised", payment_id="order-1", amount="1234.50")
    interaction.upon_receiving("a look at a payment of more than a thousand")
    interaction.with_request(
        "GET",
        "/api/payments/order-1",
        headers=SHOP,
    )
    interaction.will_respond_with(
        200, {"result": BOOKED | {"amount": exactly("1234.50")}}
    )

    with interaction.serve() as url:
        payment = bank(url).find("order-1")

    assert payment == replace(SET_ASIDE, amount=Money(123450, "EUR"))


def test_unknown_payment_is_not_found_among_others(interaction):
    interaction.given("a payment is authorised", payment_id="order-2")
    interaction.upon_receiving("a look at an unknown payment")
    interaction.with_request("GET", "/api/payments/order-1", headers=SHOP)
    interaction.will_respond_with(404)

    with interaction.serve() as url:
        payment = bank(url).find("order-1")

    assert payment is None


def test_all_payments_are_listed_by_id(interaction):
    interaction.given("a payment is authorised", payment_id="order-2")
    interaction.given("a payment is authorised", payment_id="order-1")
    wish_page(interaction, "a request for two payments", FIRST_PAGE)
    second = BOOKED | {"id": exactly("order-2")}
    interaction.will_respond_with(200, {"results": [BOOKED, second], "next": nothing})

    with interaction.serve() as url:
        page = bank(url).page()

    assert page == PaymentPage((SET_ASIDE, replace(SET_ASIDE, id="order-2")), None)


def test_no_payments_are_an_empty_list(interaction):
    wish_page(interaction, "a request for all payments", FIRST_PAGE)
    interaction.will_respond_with(200, {"results": exactly([]), "next": nothing})

    with interaction.serve() as url:
        page = bank(url).page()

    assert page == PaymentPage((), None)


def test_short_list_is_the_whole(interaction):
    interaction.given("a payment is authorised", payment_id="order-1")
    wish_page(interaction, "a request for all payments", FIRST_PAGE)
    interaction.will_respond_with(200, {"results": some(A_PAYMENT), "next": nothing})

    with interaction.serve() as url:
        page = bank(url).page()

    assert page == PaymentPage((WAITING,), None)


def test_long_list_says_where_it_goes_on(interaction):
    interaction.given("more payments were made than are listed at once")
    wish_page(interaction, "a request for all payments", FIRST_PAGE)
    interaction.will_respond_with(
        200, {"results": some(A_PAYMENT), "next": exactly("order-099")}
    )

    with interaction.serve() as url:
        page = bank(url).page()

    assert page == PaymentPage((WAITING,), "order-099")


def test_list_goes_on_after_a_cursor_and_repeats_nothing(interaction):
    interaction.given("more payments were made than are listed at once")
    wish_page(interaction, "a request for the payments after others", NEXT_PAGE)
    last = BOOKED | {"id": exactly("order-100")}
    interaction.will_respond_with(200, {"results": [last], "next": nothing})

    with interaction.serve() as url:
        page = bank(url).page("order-099")

    assert page == PaymentPage((replace(SET_ASIDE, id="order-100"),), None)


@pytest.mark.parametrize(
    ("deed", "method", "path", "details", "ask"),
    [
        (
            "an authorisation",
            "PUT",
            "/order-1",
            {"json": TWELVE_FORTY},
            lambda bank: bank.authorise("order-1", MONEY, "tok_ok"),
        ),
        ("a capture", "POST", "/order-1/capture", {}, lambda b: b.capture("order-1")),
        (
            "a cancellation",
            "POST",
            "/order-1/cancel",
            {},
            lambda b: b.cancel("order-1"),
        ),
        ("a look", "GET", "/order-1", {}, lambda bank: bank.find("order-1")),
        ("a list", "GET", "", {"query": FIRST_PAGE}, lambda b: list(b.payments())),
    ],
)
def test_wrong_secret_opens_nothing(agree, deed, method, path, details, ask):
    interaction = agree("order-service", "payment-sandbox")
    guess = {"Authorization": "Bearer a-guess"}
    asked = f"{deed} with a wrong secret"
    interaction.upon_receiving(asked)
    interaction.with_request(method, f"/api/payments{path}", headers=guess, **details)
    interaction.will_respond_with(401)

    refused = pytest.raises(ServiceUnavailable, match="refused with 401")
    with refused, interaction.serve() as url:
        ask(bank(url, "a-guess"))


@pytest.mark.parametrize(
    ("asked", "request_", "deed"),
    [
        (
            "an authorisation",
            ("PUT", "", TWELVE_FORTY),
            lambda bank: bank.authorise("order-1", MONEY, "tok_ok"),
        ),
        ("a capture", ("POST", "/capture", None), lambda bank: bank.capture("order-1")),
        (
            "a cancellation",
            ("POST", "/cancel", None),
            lambda bank: bank.cancel("order-1"),
        ),
    ],
)
def test_deed_that_met_an_unreachable_database_is_not_repeated(
    interaction, asked, request_, deed
):
    method, path, body = request_
    interaction.given("the database does not answer")
    interaction.upon_receiving(asked)
    interaction.with_request(
        method, f"/api/payments/order-1{path}", headers=SHOP, json=body
    )
    interaction.will_respond_with(503)

    with pytest.raises(ServiceUnavailable), interaction.serve() as url:
        deed(bank(url))


def test_silent_database_is_no_unknown_payment(interaction):
    interaction.given("the database does not answer")
    interaction.upon_receiving("a look at a payment")
    interaction.with_request("GET", "/api/payments/order-1", headers=SHOP)
    interaction.will_respond_with(503)

    with pytest.raises(ServiceUnavailable), interaction.serve(times=PATIENTLY) as url:
        bank(url).find("order-1")
