from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from product_service.pictures import Recipe
from product_service.product_details import Facts

from .conftest import MakeProduct


def test_product_is_returned_with_all_its_members(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    basil = make_product(
        "Basil",
        "2.40",
        category="herbs",
        image="https://images.example/basil.png",
        picture=Recipe("basil", ("#5f8350",), "#f3e3bf"),
        facts=Facts("Ocimum basilicum", (4, 5), 40, 20, 5),
    )

    product = client.get("/api/product/basil").json["result"]

    assert product.pop("created_at") == product.pop("updated_at")
    assert "basil" in product.pop("image_alt")
    assert product == {
        "id": basil.id,
        "name": "Basil",
        "slug": "basil",
        "brand": None,
        "category": "herbs",
        "description": "",
        "price": "2.40",
        "currency": "EUR",
        "image": "/pictures/basil.svg",
        "quantity": 10,
        "is_active": True,
        "facts": {
            "botanical_name": "Ocimum basilicum",
            "sowing_months": [4, 5],
            "height_cm": 40,
            "spacing_cm": 20,
            "depth_mm": 5,
        },
    }


def test_product_without_a_plant_is_drawn_as_packet(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    make_product("Teapot")

    product = client.get("/api/product/teapot").json["result"]

    assert product["facts"] is None
    assert product["image_alt"] == "Drawing of a seed packet of Teapot"


def test_unknown_product_cannot_be_found(client: FlaskClient) -> None:
    answer = client.get("/api/product/Un_known~Thing.2")

    assert answer.status_code == 404
    assert answer.json["message"] == "Cannot find product"
    assert answer.json["type"] == "urn:problem-type:product-missing"


def test_known_version_is_not_sent_again(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    make_product("Teapot")
    etag = client.get("/api/product/teapot").headers["ETag"]

    again = client.get("/api/product/teapot", headers={"If-None-Match": etag})

    assert not etag.startswith("W/")
    assert (again.status_code, again.headers["ETag"]) == (304, etag)


def test_sale_makes_a_new_version(
    client: FlaskClient, orders: FlaskClient, make_product: MakeProduct
) -> None:
    teapot = make_product("Teapot")
    before = client.get("/api/product/teapot").headers["ETag"]

    orders.put(
        "/api/reservations/order-1",
        json={"lines": [{"product_id": teapot.id, "quantity": 1}]},
    )
    after = client.get("/api/product/teapot")

    assert after.headers["ETag"] != before
    assert after.json["result"]["quantity"] == 9


def test_withdrawn_product_is_there_for_administrators_alone(
    client: FlaskClient,
    shopper: FlaskClient,
    admin: FlaskClient,
    make_product: MakeProduct,
) -> None:
    make_product("Clogs", is_active=False)

    statuses = [
        visitor.get("/api/product/clogs").status_code
        for visitor in (client, shopper, admin)
    ]

    assert statuses == [404, 404, 200]


def test_product_is_shown_whatever_the_token(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    make_product("Teapot")

    answer = client.get(
        "/api/product/teapot", headers={"Authorization": "Bearer of.bad.news"}
    )

    assert answer.status_code == 200


def test_new_product_was_changed_when_it_was_created(
    client: FlaskClient, make_product: MakeProduct, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = datetime(2126, 5, 1, tzinfo=UTC)
    monkeypatch.setattr("product_service.product_writer.now", lambda: later)

    make_product("Basil")

    basil = client.get("/api/product/basil").json["result"]
    assert basil["updated_at"] == basil["created_at"]
