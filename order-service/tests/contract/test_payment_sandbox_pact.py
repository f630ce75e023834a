import pytest

from contract_kit.shapes import (
    exactly,
    from_state,
    integer,
    money,
    nothing,
    one_of,
    pattern,
    some,
    text,
    token,
)
from order_service.clients.payment import (
    ActionRequired,
    Payment,
    PaymentDeclined,
    PaymentImpossible,
    PaymentPage,
    PaymentSandboxClient,
    PaymentState,
)
from service_kit.http import Connection, ServiceUnavailable
from service_kit.money import Money

SHOP = {"Authorization": from_state("Bearer ${secret}", example="Bearer the-secret")}
GOOD_CARD = one_of(
    "tok_ok", "tok_slow", "tok_lost", "tok_500_once", "tok_capture_refused"
)
BAD_CARD = one_of("tok_declined", "tok_insufficient_funds")
TWELVE_FORTY = {"amount": money("12.40"), "currency": "EUR", "method": GOOD_CARD}
MONEY = Money(1240, "EUR")
A_PAYMENT = {
    "id": text("order-1"),
    "state": one_of(*PaymentState),
    "amount": money("12.40"),
    "currency": pattern("EUR", r"[A-Z]{3}"),
    "captures": integer(0),
}
WAITING = Payment("order-1", PaymentState.REQUIRES_ACTION, MONEY, 0)


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
        json=TWELVE_FORTY | {"method": BAD_CARD},
    )
    promise.answers(
        200, {"result": {"state": exactly("declined"), "code": text("card_declined")}}
    )

    with pytest.raises(PaymentDeclined) as declined, promise.kept() as url:
        bank(url).authorise("order-1", MONEY, "tok_declined")

    assert declined.value.code == "card_declined"


def test_bank_may_stumble_over_an_authorisation(promise):
    promise.asks(
        "an authorisation over which the bank stumbles once",
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": "tok_500_once"},
    )
    promise.answers(500)

    with pytest.raises(ServiceUnavailable), promise.kept() as url:
        bank(url).authorise("order-1", MONEY, "tok_500_once")


@pytest.mark.parametrize(
    ("state", "method", "card"),
    [
        ("a payment is authorised", "tok_ok", GOOD_CARD),
        (
            "the shopper has confirmed a payment",
            "tok_requires_action",
            "tok_requires_action",
        ),
    ],
)
def test_repeated_authorisation_finds_it_done(promise, state, method, card):
    promise.given(state, payment_id="order-1")
    promise.asks(
        "a repeated authorisation",
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": card},
    )
    promise.answers(200, {"result": {"state": exactly("authorised")}})

    with promise.kept() as url:
        bank(url).authorise("order-1", MONEY, method)


def test_payment_that_its_shopper_refused_is_declined(promise):
    promise.given("the shopper has refused a payment", payment_id="order-1")
    promise.asks(
        "a repeated authorisation",
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": "tok_requires_action"},
    )
    refused = {"state": exactly("declined"), "code": exactly("authentication_failed")}
    promise.answers(200, {"result": refused})

    with pytest.raises(PaymentDeclined) as declined, promise.kept() as url:
        bank(url).authorise("order-1", MONEY, "tok_requires_action")

    assert declined.value.code == "authentication_failed"


def test_payment_never_changes_its_amount(promise):
    promise.given("a payment is authorised", payment_id="order-1")
    promise.asks(
        "an authorisation of another amount than before",
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"amount": "1.00"},
    )
    promise.answers(422)

    with pytest.raises(PaymentImpossible), promise.kept() as url:
        bank(url).authorise("order-1", Money(100, "EUR"), "tok_ok")


def test_some_cards_want_the_shopper_to_confirm(promise):
    promise.asks(
        "an authorisation by a card that wants a confirmation",
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": "tok_requires_action"},
    )
    page = pattern("http://bank.invalid/confirm/1", r"https?://\S+")
    promise.answers(
        200, {"result": {"state": exactly("requires_action"), "action_url": page}}
    )

    with pytest.raises(ActionRequired) as required, promise.kept() as url:
        bank(url).authorise("order-1", MONEY, "tok_requires_action")

    assert required.value.url == "http://bank.invalid/confirm/1"


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
    promise.answers(200, {"result": {"state": exactly("captured")}})

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


def test_bank_may_refuse_to_pay_out(promise):
    promise.given("the bank will not pay out a payment", payment_id="order-1")
    promise.asks(
        "a capture of what is refused",
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
    promise.answers(200, {"result": {"state": exactly("cancelled")}})

    with promise.kept() as url:
        bank(url).cancel("order-1")


def test_unknown_payment_is_cancelled_in_advance(promise):
    promise.asks(
        "a cancellation of an unknown payment",
        "POST",
        "/api/payments/order-2/cancel",
        headers=SHOP,
    )
    promise.answers(200, {"result": {"state": exactly("cancelled")}})

    with promise.kept() as url:
        bank(url).cancel("order-2")


def test_payment_is_looked_up(promise):
    promise.given("a payment is authorised", payment_id="order-1")
    promise.asks("a look at a payment", "GET", "/api/payments/order-1", headers=SHOP)
    promise.answers(200, {"result": A_PAYMENT})

    with promise.kept() as url:
        payment = bank(url).find("order-1")

    assert payment == WAITING


def test_unknown_payment_is_not_found(promise):
    promise.asks("a look at a payment", "GET", "/api/payments/order-1", headers=SHOP)
    promise.answers(404)

    with promise.kept() as url:
        payment = bank(url).find("order-1")

    assert payment is None


def test_all_payments_are_listed(promise):
    promise.given("a payment is authorised", payment_id="order-1")
    promise.asks(
        "a request for all payments",
        "GET",
        "/api/payments",
        query={"limit": "100"},
        headers=SHOP,
    )
    promise.answers(200, {"results": some(A_PAYMENT), "next": nothing})

    with promise.kept() as url:
        page = bank(url).page()

    assert page == PaymentPage((WAITING,), None)


def test_no_payments_are_an_empty_list(promise):
    promise.asks(
        "a request for all payments",
        "GET",
        "/api/payments",
        query={"limit": "100"},
        headers=SHOP,
    )
    promise.answers(200, {"results": exactly([]), "next": nothing})

    with promise.kept() as url:
        page = bank(url).page()

    assert page == PaymentPage((), None)


def test_long_list_says_where_it_goes_on(promise):
    promise.given("more payments were made than are listed at once")
    promise.asks(
        "a request for all payments",
        "GET",
        "/api/payments",
        query={"limit": "100"},
        headers=SHOP,
    )
    promise.answers(200, {"results": some(A_PAYMENT), "next": token("order-100")})

    with promise.kept() as url:
        page = bank(url).page()

    assert page == PaymentPage((WAITING,), "order-100")


def test_list_goes_on_after_a_cursor(promise):
    promise.given("more payments were made than are listed at once")
    promise.asks(
        "a request for the payments after others",
        "GET",
        "/api/payments",
        query={"limit": "100", "cursor": from_state("${cursor}", example="order-100")},
        headers=SHOP,
    )
    promise.answers(200, {"results": some(A_PAYMENT), "next": nothing})

    with promise.kept() as url:
        page = bank(url).page("order-100")

    assert page == PaymentPage((WAITING,), None)
