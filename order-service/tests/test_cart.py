from typing import Any

import pytest

from .conftest import BASIL, LAST_POPPY, TEAPOT, Shopper
from .fakes import FakeProductService


def test_nobody_has_a_cart_at_first(ada: Shopper) -> None:
    answer = ada.get("/api/order")

    assert answer.status_code == 200
    assert answer.json["message"] == "No order found"
    assert answer.json["result"]["items"] == []
    assert answer.json["result"]["total"] == "0.00"


def test_added_packets_are_priced_with_delivery(ada: Shopper) -> None:
    answer = ada.add(BASIL, 3)

    order = answer.json["result"]
    assert answer.status_code == 200
    assert (order["subtotal"], order["delivery"], order["total"]) == (
        "7.20",
        "2.90",
        "10.10",
    )
    assert order["items"] == [
        {
            "product": BASIL,
            "product_id": BASIL,
            "name": "Basil",
            "slug": "basil",
            "quantity": 3,
            "unit_price": "2.40",
            "line_total": "7.20",
            "notice": None,
            "available": None,
        }
    ]


def test_adding_again_adds_up(ada: Shopper) -> None:
    ada.add(BASIL, 2)

    order = ada.add(BASIL, 3).json["result"]

    assert [line["quantity"] for line in order["items"]] == [5]


def test_form_body_is_taken_like_json(ada: Shopper) -> None:
    answer = ada.client.post(
        "/api/order/add-item",
        data={"product_id": "1", "qty": "2"},
        headers={"Authorization": f"Basic {ada.token}"},
    )

    assert answer.json["result"]["items"][0]["quantity"] == 2


def test_unknown_product_is_not_found(ada: Shopper) -> None:
    answer = ada.add(404)

    assert answer.status_code == 404
    assert answer.json["message"] == "Cannot find product"


def test_product_off_sale_cannot_be_added(
    ada: Shopper, product_service: FakeProductService
) -> None:
    product_service.change(TEAPOT, is_active=False)

    assert ada.add(TEAPOT).status_code == 404


def test_ninety_nine_of_one_product_are_enough(ada: Shopper) -> None:
    ada.add(BASIL, 99)

    answer = ada.add(BASIL)

    assert answer.status_code == 422
    assert answer.json["errors"] == {
        "qty": ["An order takes at most 99 of one product."]
    }
    assert ada.cart()["items"][0]["quantity"] == 99


def test_quantity_is_set_and_line_removed(ada: Shopper) -> None:
    ada.add(BASIL)
    ada.add(TEAPOT)

    ada.client.patch(
        f"/api/order/items/{TEAPOT}",
        json={"qty": 4},
        headers={"Authorization": f"Bearer {ada.token}"},
    )
    ada.client.delete(
        f"/api/order/items/{BASIL}",
        headers={"Authorization": f"Bearer {ada.token}"},
    )

    lines = ada.cart()["items"]
    assert [(line["name"], line["quantity"]) for line in lines] == [("Teapot", 4)]


def test_every_change_moves_the_version(ada: Shopper) -> None:
    versions = [
        ada.add(BASIL).json["result"]["version"],
        ada.add(BASIL).json["result"]["version"],
        ada.cart()["version"],
    ]

    assert versions == [1, 2, 2]


def test_carts_of_others_stay_theirs(ada: Shopper, bob: Shopper) -> None:
    ada.add(BASIL)

    assert bob.cart()["items"] == []


def test_guest_cart_is_merged_and_capped(ada: Shopper) -> None:
    ada.add(BASIL, 60)

    lines = [{"product_id": BASIL, "qty": 60}, {"product_id": 404, "qty": 1}]
    answer = ada.post("/api/order/merge", {"lines": lines})

    assert answer.status_code == 200
    assert [line["quantity"] for line in answer.json["result"]["items"]] == [99]


def test_guest_gets_a_quote_without_a_token(ada: Shopper) -> None:
    lines = [{"product_id": TEAPOT, "qty": 2}]
    answer = ada.client.post(
        "/api/order/quote", json={"lines": lines, "delivery": "express"}
    )

    order = answer.json["result"]
    assert answer.status_code == 200
    assert (order["total"], order["user_id"], order["number"]) == ("29.90", None, None)


@pytest.mark.parametrize(
    ("changes", "notice", "available"),
    [
        ({"available": 0}, "sold-out", None),
        ({"available": 1}, "short", 1),
        ({"is_active": False}, "not-for-sale", None),
    ],
)
def test_line_says_what_stands_in_the_way(
    ada: Shopper,
    product_service: FakeProductService,
    changes: dict[str, Any],
    notice: str,
    available: int | None,
) -> None:
    ada.add(TEAPOT, 2)

    product_service.change(TEAPOT, **changes)

    line = ada.cart()["items"][0]
    assert (line["notice"], line["available"]) == (notice, available)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", f"/api/order/items/{BASIL}", {"qty": 4}),
        ("DELETE", f"/api/order/items/{BASIL}", None),
        ("POST", "/api/order/add-item", {"product_id": BASIL}),
        ("POST", "/api/order/merge", {"lines": [{"product_id": BASIL}]}),
    ],
)
def test_cart_that_cannot_be_priced_is_not_changed(
    ada: Shopper,
    product_service: FakeProductService,
    method: str,
    path: str,
    body: object,
) -> None:
    ada.add(BASIL, 2)
    before = ada.cart()
    product_service.is_down = True

    headers = {"Authorization": f"Bearer {ada.token}"}
    answer = ada.client.open(path, method=method, json=body, headers=headers)

    product_service.is_down = False
    assert answer.status_code == 503
    assert ada.cart() == before


def test_changed_line_is_answered_with_its_price(ada: Shopper) -> None:
    ada.add(BASIL)
    ada.add(TEAPOT)

    headers = {"Authorization": f"Bearer {ada.token}"}
    path = f"/api/order/items/{TEAPOT}"
    answer = ada.client.patch(path, json={"qty": 4}, headers=headers)

    assert answer.json["result"] == ada.cart()
    assert answer.json["result"]["total"] == "53.30"


def test_cart_needs_the_prices_of_product_service(
    ada: Shopper, product_service: FakeProductService
) -> None:
    ada.add(LAST_POPPY)
    product_service.is_down = True

    answer = ada.get("/api/order")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
