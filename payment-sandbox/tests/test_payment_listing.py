import pytest
from flask import Flask
from flask.testing import FlaskClient

from payment_sandbox.payment_listing import ON_ONE_PAGE

PACKETS = {"amount": "12.40", "currency": "EUR", "method": "tok_ok"}


def pay(shop: FlaskClient, *payment_ids: str, **changes: str) -> None:
    for payment_id in payment_ids:
        shop.put(f"/api/payments/{payment_id}", json=PACKETS | changes)


def test_every_payment_is_listed_once(shop: FlaskClient) -> None:
    pay(shop, "cress", "basil", "dill")

    first = shop.get("/api/payments", query_string={"limit": 2}).json
    second = shop.get(
        "/api/payments", query_string={"limit": 2, "cursor": first["next"]}
    ).json

    assert [payment["id"] for payment in first["results"]] == ["basil", "cress"]
    assert [payment["id"] for payment in second["results"]] == ["dill"]
    assert second["next"] is None


def test_list_says_what_has_become_of_each(shop: FlaskClient) -> None:
    pay(shop, "basil")
    shop.post("/api/payments/basil/capture")

    payment = shop.get("/api/payments").json["results"][0]

    assert payment == {
        "id": "basil",
        "state": "captured",
        "amount": "12.40",
        "currency": "EUR",
        "captures": 1,
        "code": None,
        "method": "tok_ok",
        "action_url": None,
    }


def test_list_is_for_the_shop_alone(client: FlaskClient) -> None:
    assert client.get("/api/payments").status_code == 401


def test_cursor_of_nobodys_making_is_refused(shop: FlaskClient) -> None:
    answer = shop.get("/api/payments", query_string={"cursor": "a b"})

    assert answer.status_code == 422


def test_page_shows_payments_and_captures(
    shop: FlaskClient, client: FlaskClient
) -> None:
    pay(shop, "basil")
    pay(shop, "teapot", method="tok_declined")
    shop.post("/api/payments/basil/capture")

    page = client.get("/").text

    assert "basil" in page
    assert "12.40 EUR" in page
    assert "card_declined" in page
    assert '<td class="number">1</td>' in page


def test_page_allows_no_script(client: FlaskClient) -> None:
    page = client.get("/")

    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "<script" not in page.text
    with client.get("/static/sandbox.css") as sheet:
        assert sheet.status_code == 200


def test_old_payments_are_on_older_pages(
    shop: FlaskClient, client: FlaskClient
) -> None:
    pay(shop, *(f"order-{number:02}" for number in range(ON_ONE_PAGE + 1)))

    first, second = client.get("/"), client.get("/?page=2")

    assert first.text.count('<th scope="row">') == ON_ONE_PAGE
    assert "/?page=2" in first.text
    assert second.text.count('<th scope="row">') == 1
    assert "Older payments" not in second.text


def test_page_of_nonsense_is_not_found(client: FlaskClient) -> None:
    assert client.get("/?page=teapot").status_code == 404
    assert client.get("/?page=" + "9" * 40).status_code == 404


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {"Host": "127.0.0.1:5004"}, 200),
        ("::1", {"Host": "[::1]:5004"}, 200),
        ("127.0.0.1", {"Host": "localhost"}, 200),
        ("203.0.113.7", {"Host": "localhost"}, 404),
        ("", {"Host": "localhost"}, 404),
        ("127.0.0.1", {"Host": "teapot.example"}, 404),
        ("127.0.0.1", {"Host": "localhost.teapot.example"}, 404),
        ("127.0.0.1", {"Host": "localhost", "X-Forwarded-For": "203.0.113.7"}, 404),
    ],
)
def test_in_earnest_this_machine_alone_sees_the_page(
    app: Flask, address: str, headers: dict[str, str], status: int
) -> None:
    settings = app.extensions["settings"]
    app.extensions["settings"] = settings.model_copy(
        update={"environment": "production"}
    )

    page = app.test_client().get(
        "/", headers=headers, environ_base={"REMOTE_ADDR": address}
    )

    assert page.status_code == status
