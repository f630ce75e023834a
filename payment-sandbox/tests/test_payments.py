import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from payment_sandbox.payment_methods import METHODS

PACKETS = {"amount": "12.40", "currency": "EUR", "method": "tok_ok"}


def authorise(shop: FlaskClient, **changes: str) -> TestResponse:
    return shop.put("/api/payments/order-1", json=PACKETS | changes)


def test_good_card_is_authorised(shop: FlaskClient) -> None:
    answer = authorise(shop)

    assert answer.status_code == 200
    assert answer.json["result"] == {
        "id": "order-1",
        "state": "authorised",
        "amount": "12.40",
        "currency": "EUR",
        "captures": 0,
        "code": None,
        "method": "tok_ok",
        "action_url": None,
    }


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("tok_declined", "card_declined"),
        ("tok_insufficient_funds", "insufficient_funds"),
    ],
)
def test_bad_card_is_declined_with_code(
    shop: FlaskClient, method: str, code: str
) -> None:
    payment = authorise(shop, method=method).json["result"]

    assert (payment["state"], payment["code"]) == ("declined", code)


def test_authorising_again_changes_nothing(shop: FlaskClient) -> None:
    first = authorise(shop)

    again = authorise(shop)

    assert again.json == first.json


@pytest.mark.parametrize(
    "amount",
    ["1e-400000000", "1e400000000", "1e-9999999999999999999", "9" * 5000],
    ids=range(4),
)
def test_amount_out_of_bounds_is_refused_at_once(
    shop: FlaskClient, amount: str
) -> None:
    body = f'{{"amount": {amount}, "currency": "EUR", "method": "tok_ok"}}'

    answer = shop.put(
        "/api/payments/order-1", data=body, content_type="application/json"
    )

    assert answer.status_code == 400
    assert shop.get("/api/payments").json["results"] == []


def test_one_id_stands_for_one_amount(shop: FlaskClient) -> None:
    authorise(shop)

    answer = authorise(shop, amount="1.00")

    assert answer.status_code == 422
    assert answer.json["type"] == "urn:problem-type:payment-differs"


def test_capturing_twice_takes_money_once(shop: FlaskClient) -> None:
    authorise(shop)

    shop.post("/api/payments/order-1/capture")
    answer = shop.post("/api/payments/order-1/capture")

    assert answer.json["result"]["state"] == "captured"
    assert answer.json["result"]["captures"] == 1


def test_declined_payment_is_never_captured(shop: FlaskClient) -> None:
    authorise(shop, method="tok_declined")

    answer = shop.post("/api/payments/order-1/capture")

    assert answer.status_code == 409


def test_cancelled_payment_is_never_captured(shop: FlaskClient) -> None:
    authorise(shop)
    shop.post("/api/payments/order-1/cancel")

    answer = shop.post("/api/payments/order-1/capture")

    assert answer.status_code == 409
    assert shop.get("/api/payments/order-1").json["result"]["captures"] == 0


def test_late_authorisation_meets_the_tombstone(shop: FlaskClient) -> None:
    shop.post("/api/payments/order-1/cancel")

    answer = authorise(shop)

    assert answer.status_code == 409


def test_first_attempt_may_stumble_without_effect(shop: FlaskClient) -> None:
    stumbled = authorise(shop, method="tok_500_once")
    found_between = shop.get("/api/payments/order-1")
    again = authorise(shop, method="tok_500_once")

    assert stumbled.status_code == 500
    assert found_between.status_code == 404
    assert again.json["result"]["state"] == "authorised"


def test_authorised_amount_may_still_be_refused(shop: FlaskClient) -> None:
    authorised = authorise(shop, method="tok_capture_refused")

    answer = shop.post("/api/payments/order-1/capture")

    assert authorised.json["result"]["state"] == "authorised"
    assert answer.status_code == 409
    assert answer.json["type"] == "urn:problem-type:capture-refused"
    assert shop.get("/api/payments/order-1").json["result"]["captures"] == 0


def test_refused_capture_leaves_a_payment_to_cancel(shop: FlaskClient) -> None:
    authorise(shop, method="tok_capture_refused")
    shop.post("/api/payments/order-1/capture")

    answer = shop.post("/api/payments/order-1/cancel")

    assert answer.json["result"]["state"] == "cancelled"


def test_every_method_is_taken(shop: FlaskClient) -> None:
    answers = {
        method: shop.put(f"/api/payments/{method}", json=PACKETS | {"method": method})
        for method in METHODS
    }

    refused = {
        method for method, answer in answers.items() if answer.status_code != 200
    }
    assert refused == {"tok_500_once"}


def test_other_methods_are_refused(shop: FlaskClient) -> None:
    answer = authorise(shop, method="tok_teapot")

    assert answer.status_code == 422
    assert "method" in answer.json["errors"]


def test_unknown_payment_is_not_found(shop: FlaskClient) -> None:
    assert shop.get("/api/payments/nobody").status_code == 404


def test_strangers_are_turned_away(client: FlaskClient) -> None:
    answer = client.get(
        "/api/payments/order-1", headers={"Authorization": "Bearer guess"}
    )

    assert answer.status_code == 401


def test_foreign_currency_is_refused(shop: FlaskClient) -> None:
    answer = authorise(shop, currency="USD")

    assert answer.status_code == 422
    assert "currency" in answer.json["errors"]
