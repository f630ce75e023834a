import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

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
