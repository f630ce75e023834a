from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PACKETS = {"amount": "12.40", "currency": "EUR", "method": "tok_requires_action"}


def authorise(shop: FlaskClient) -> dict:
    return shop.put("/api/payments/order-1", json=PACKETS).json["result"]


def address(payment: dict) -> str:
    return payment["action_url"].removeprefix("http://127.0.0.1:5004")


def answer(client: FlaskClient, payment: dict, word: str) -> TestResponse:
    return client.post(address(payment), data={"answer": word})


def test_payment_waits_for_the_shopper(shop: FlaskClient) -> None:
    payment = authorise(shop)

    refused = shop.post("/api/payments/order-1/capture")

    assert payment["state"] == "requires_action"
    assert payment["action_url"].startswith("http://127.0.0.1:5004/confirm/")
    assert refused.status_code == 409


def test_asking_again_names_the_same_page(shop: FlaskClient) -> None:
    assert authorise(shop) == authorise(shop)


def test_page_asks_for_the_amount(shop: FlaskClient, client: FlaskClient) -> None:
    page = client.get(address(authorise(shop)))

    assert page.status_code == 200
    assert "12.40 EUR" in page.text
    assert 'value="yes"' in page.text


def test_page_shows_nothing_of_the_order(shop: FlaskClient) -> None:
    payment = authorise(shop)

    assert "order-1" not in payment["action_url"]
    assert "order-1" not in shop.get(address(payment)).text


def test_confirmed_payment_is_authorised(
    shop: FlaskClient, client: FlaskClient
) -> None:
    payment = authorise(shop)

    sent = answer(client, payment, "yes")

    now = authorise(shop)
    assert (sent.status_code, sent.location) == (303, address(payment))
    assert (now["state"], now["action_url"]) == ("authorised", None)
    assert "You confirmed" in client.get(address(payment)).text


def test_payment_that_is_not_confirmed_is_declined(
    shop: FlaskClient, client: FlaskClient
) -> None:
    answer(client, authorise(shop), "no")

    payment = authorise(shop)

    assert (payment["state"], payment["code"]) == ("declined", "authentication_failed")


def test_first_answer_of_the_shopper_counts(
    shop: FlaskClient, client: FlaskClient
) -> None:
    payment = authorise(shop)
    answer(client, payment, "no")

    answer(client, payment, "yes")

    assert authorise(shop)["state"] == "declined"


def test_cancelled_payment_is_never_confirmed(
    shop: FlaskClient, client: FlaskClient
) -> None:
    payment = authorise(shop)
    shop.post("/api/payments/order-1/cancel")

    answer(client, payment, "yes")

    assert shop.get("/api/payments/order-1").json["result"]["state"] == "cancelled"


def test_guessed_address_shows_nothing(client: FlaskClient) -> None:
    assert client.get("/confirm/" + "x" * 43).status_code == 404
    assert client.post("/confirm/" + "x" * 43).status_code == 404


def test_address_is_the_one_that_browsers_find(app: Flask, shop: FlaskClient) -> None:
    settings = app.extensions["settings"]
    outside = {"payment_public_url": "https://bank.example/", "public_url": "/shop"}
    app.extensions["settings"] = settings.model_copy(update=outside)

    payment = authorise(shop)

    assert payment["action_url"].startswith("https://bank.example/confirm/")


def test_host_of_the_caller_is_in_no_address(shop: FlaskClient) -> None:
    host = {"Host": "evil.example"}

    payment = shop.put("/api/payments/order-1", json=PACKETS, headers=host).json

    assert "evil.example" not in payment["result"]["action_url"]


def test_word_that_is_neither_yes_nor_no_decides_nothing(
    shop: FlaskClient, client: FlaskClient
) -> None:
    payment = authorise(shop)

    unclear = answer(client, payment, "perhaps")
    no_form = client.post(address(payment), json={"answer": "yes"})

    assert (unclear.status_code, no_form.status_code) == (422, 422)
    assert authorise(shop)["state"] == "requires_action"
