from dataclasses import replace

import pytest

from contract_kit import Promise
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
)
from order_service.clients.payment import (
    ActionRequired,
    Payment,
    PaymentDeclined,
    PaymentImpossible,
    PaymentPage,
    PaymentState,
)
from service_kit.http import ServiceUnavailable
from service_kit.money import Money

from .asking_payment_sandbox import BOOKED, MONEY, SET_ASIDE, SHOP, bank

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
def promise(agree):
    promise = agree("order-service", "payment-sandbox")
    return promise.given("the sandbox knows the shop by a secret")


def wish_page(promise: Promise, description: str, query: dict[str, object]) -> None:
    promise.asks(description, "GET", "/api/payments", query=query, headers=SHOP)


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


@DECLINED_CARDS
def test_declined_card_comes_with_its_code(promise, card, code):
    promise.asks(
        f"an authorisation by a card that is declined as {code}",
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": card},
    )
    promise.answers(
        200, {"result": {"state": exactly("declined"), "code": exactly(code)}}
    )

    with pytest.raises(PaymentDeclined) as declined, promise.kept() as url:
        bank(url).authorise("order-1", MONEY, card)

    assert declined.value.code == code


@DECLINED_CARDS
def test_declined_payment_stays_declined(promise, card, code):
    promise.given("a payment was declined", payment_id="order-1", method=card)
    promise.asks(
        f"a repeated authorisation by a card that is declined as {code}",
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": card},
    )
    promise.answers(
        200, {"result": {"state": exactly("declined"), "code": exactly(code)}}
    )

    with pytest.raises(PaymentDeclined) as declined, promise.kept() as url:
        bank(url).authorise("order-1", MONEY, card)

    assert declined.value.code == code


def test_thousands_are_set_aside_like_any_amount(promise):
    promise.asks(
        "an authorisation of more than a thousand",
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"amount": "1234.50"},
    )
    promise.answers(200, {"result": {"state": exactly("authorised")}})

    with promise.kept() as url:
        bank(url).authorise("order-1", Money(123450, "EUR"), "tok_ok")


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
        ("a payment is authorised", "tok_ok", "tok_ok"),
        (
            "the shopper has confirmed a payment",
            "tok_requires_action",
            "tok_requires_action",
        ),
        ("the sandbox has stumbled over a payment", "tok_500_once", "tok_500_once"),
    ],
)
def test_repeated_authorisation_finds_it_done(promise, state, method, card):
    promise.given(state, payment_id="order-1")
    promise.asks(
        f"a repeated authorisation by {card}",
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": card},
    )
    promise.answers(200, {"result": {"state": exactly("authorised")}})

    with promise.kept() as url:
        bank(url).authorise("order-1", MONEY, method)


def test_repeated_authorisation_finds_the_money_taken(promise):
    promise.given("a payment was captured", payment_id="order-1")
    promise.asks(
        "a repeated authorisation by tok_ok",
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": "tok_ok"},
    )
    promise.answers(200, {"result": {"state": exactly("captured")}})

    with promise.kept() as url:
        bank(url).authorise("order-1", MONEY, "tok_ok")


def test_payment_that_its_shopper_refused_is_declined(promise):
    promise.given("the shopper has refused a payment", payment_id="order-1")
    promise.asks(
        "a repeated authorisation by tok_requires_action",
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


def test_shopper_is_sent_to_where_the_bank_is_found(promise):
    promise.given("shoppers find the bank elsewhere", url="https://bank.example:8443")
    promise.asks(
        "an authorisation that is confirmed elsewhere",
        "PUT",
        "/api/payments/order-1",
        headers=SHOP,
        json=TWELVE_FORTY | {"method": "tok_requires_action"},
    )
    there = "https://bank.example:8443/confirm/1"
    page = pattern(there, r"https://bank\.example:8443/confirm/\S+")
    promise.answers(
        200, {"result": {"state": exactly("requires_action"), "action_url": page}}
    )

    with pytest.raises(ActionRequired) as required, promise.kept() as url:
        bank(url).authorise("order-1", MONEY, "tok_requires_action")

    assert required.value.url == there


def test_shopper_is_asked_until_they_have_answered(promise):
    promise.given("the shopper is asked to confirm a payment", payment_id="order-1")
    promise.asks(
        "a repeated authorisation by tok_requires_action",
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


@pytest.mark.parametrize("state", ["a payment is authorised", "a payment was captured"])
def test_amount_is_captured_however_often_it_is_asked_for(promise, state):
    promise.given(state, payment_id="order-1")
    promise.asks("a capture", "POST", "/api/payments/order-1/capture", headers=SHOP)
    promise.answers(200, {"result": {"state": exactly("captured")}})

    with promise.kept() as url:
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
def test_what_is_not_set_aside_is_never_captured(promise, state, parameters):
    promise.given(state, payment_id="order-1", **parameters)
    promise.asks(
        "a capture that is refused",
        "POST",
        "/api/payments/order-1/capture",
        headers=SHOP,
    )
    promise.answers(409)

    with pytest.raises(PaymentImpossible), promise.kept() as url:
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
def test_payment_is_cancelled_whatever_has_become_of_it(promise, state, parameters):
    promise.given(state, payment_id="order-1", **parameters)
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
def test_payment_is_looked_up(promise, given, parameters, state, captures):
    promise.given(given, payment_id="order-1", **parameters)
    once_more = ", asked for twice" if parameters.get("times") else ""
    promise.asks(
        f"a look at a payment that is {state}{once_more}",
        "GET",
        "/api/payments/order-1",
        headers=SHOP,
    )
    booked = BOOKED | {"state": exactly(state.value), "captures": exactly(captures)}
    promise.answers(200, {"result": booked})

    with promise.kept() as url:
        payment = bank(url).find("order-1")

    assert payment == replace(SET_ASIDE, state=state, captures=captures)


def test_cancelled_payment_is_looked_up_whatever_its_amount(promise):
    promise.given("a payment was cancelled", payment_id="order-1")
    promise.asks(
        "a look at a payment that is cancelled",
        "GET",
        "/api/payments/order-1",
        headers=SHOP,
    )
    nothing_taken = {"state": exactly("cancelled"), "captures": exactly(0)}
    promise.answers(200, {"result": A_PAYMENT | nothing_taken})

    with promise.kept() as url:
        payment = bank(url).find("order-1")

    assert payment == replace(SET_ASIDE, state=PaymentState.CANCELLED)


def test_amount_of_thousands_is_looked_up(promise):
    promise.given("a payment is authorised", payment_id="order-1", amount="1234.50")
    promise.asks(
        "a look at a payment of more than a thousand",
        "GET",
        "/api/payments/order-1",
        headers=SHOP,
    )
    promise.answers(200, {"result": BOOKED | {"amount": exactly("1234.50")}})

    with promise.kept() as url:
        payment = bank(url).find("order-1")

    assert payment == replace(SET_ASIDE, amount=Money(123450, "EUR"))


def test_unknown_payment_is_not_found_among_others(promise):
    promise.given("a payment is authorised", payment_id="order-2")
    promise.asks(
        "a look at an unknown payment", "GET", "/api/payments/order-1", headers=SHOP
    )
    promise.answers(404)

    with promise.kept() as url:
        payment = bank(url).find("order-1")

    assert payment is None


def test_all_payments_are_listed_by_id(promise):
    promise.given("a payment is authorised", payment_id="order-2")
    promise.given("a payment is authorised", payment_id="order-1")
    wish_page(promise, "a request for two payments", FIRST_PAGE)
    second = BOOKED | {"id": exactly("order-2")}
    promise.answers(200, {"results": [BOOKED, second], "next": nothing})

    with promise.kept() as url:
        page = bank(url).page()

    assert page == PaymentPage((SET_ASIDE, replace(SET_ASIDE, id="order-2")), None)


def test_no_payments_are_an_empty_list(promise):
    wish_page(promise, "a request for all payments", FIRST_PAGE)
    promise.answers(200, {"results": exactly([]), "next": nothing})

    with promise.kept() as url:
        page = bank(url).page()

    assert page == PaymentPage((), None)


def test_short_list_is_the_whole(promise):
    promise.given("a payment is authorised", payment_id="order-1")
    wish_page(promise, "a request for all payments", FIRST_PAGE)
    promise.answers(200, {"results": some(A_PAYMENT), "next": nothing})

    with promise.kept() as url:
        page = bank(url).page()

    assert page == PaymentPage((WAITING,), None)


def test_long_list_says_where_it_goes_on(promise):
    promise.given("more payments were made than are listed at once")
    wish_page(promise, "a request for all payments", FIRST_PAGE)
    promise.answers(200, {"results": some(A_PAYMENT), "next": exactly("order-099")})

    with promise.kept() as url:
        page = bank(url).page()

    assert page == PaymentPage((WAITING,), "order-099")


def test_list_goes_on_after_a_cursor_and_repeats_nothing(promise):
    promise.given("more payments were made than are listed at once")
    wish_page(promise, "a request for the payments after others", NEXT_PAGE)
    last = BOOKED | {"id": exactly("order-100")}
    promise.answers(200, {"results": [last], "next": nothing})

    with promise.kept() as url:
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
        ("a list", "GET", "", {"query": FIRST_PAGE}, lambda bank: bank.page()),
    ],
)
def test_wrong_secret_opens_nothing(agree, deed, method, path, details, ask):
    promise = agree("order-service", "payment-sandbox")
    guess = {"Authorization": "Bearer a-guess"}
    asked = f"{deed} with a wrong secret"
    promise.asks(asked, method, f"/api/payments{path}", headers=guess, **details)
    promise.answers(401)

    with pytest.raises(ServiceUnavailable), promise.kept() as url:
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
def test_deed_that_met_a_silent_database_is_not_repeated(
    promise, asked, request_, deed
):
    method, path, body = request_
    promise.given("the database does not answer")
    promise.asks(asked, method, f"/api/payments/order-1{path}", headers=SHOP, json=body)
    promise.answers(503)

    with pytest.raises(ServiceUnavailable), promise.kept() as url:
        deed(bank(url))
