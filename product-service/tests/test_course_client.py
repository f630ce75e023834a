"""The public course's own client: forms, `Basic <api_key>`, its paths and its words."""

from flask.testing import FlaskClient

from .conftest import ADA
from .fakes import FakeUserService


def test_course_client_lists_products(client: FlaskClient, admin: FlaskClient) -> None:
    admin.post("/api/product/create", data={"name": "Product 1", "price": "100"})

    products = client.get("/api/products").json["results"]

    assert [product["name"] for product in products] == ["Product 1"]


def test_course_client_adds_a_product(
    client: FlaskClient, user_service: FakeUserService
) -> None:
    key = user_service.sign_in(ADA, is_admin=True)

    answer = client.post(
        "/api/product/create",
        data={
            "name": "Product 1",
            "slug": "product-1",
            "image": "product1.jpg",
            "price": "100",
        },
        headers={"Authorization": f"Basic {key}"},
    )

    assert answer.status_code == 201
    assert answer.json["message"] == "Product added"
    assert answer.json["product"]["slug"] == "product-1"


def test_course_client_shows_a_product(client: FlaskClient, admin: FlaskClient) -> None:
    admin.post("/api/product/create", data={"name": "Product 1", "price": "100"})

    product = client.get("/api/product/product-1").json["result"]

    assert (product["name"], product["price"]) == ("Product 1", "100.00")


def test_course_client_gets_a_message_about_a_missing_product(
    client: FlaskClient,
) -> None:
    answer = client.get("/api/product/product-2")

    assert answer.json["message"] == "Cannot find product"
