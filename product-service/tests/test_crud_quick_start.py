"""The quick start of the CRUD tutorial, as people type it: decision 0017."""

import pytest
from flask.testing import FlaskClient

from .conftest import MakeProduct

TEAPOT = {"name": "Teapot", "price": 12.5, "quantity": 3}


def add(admin: FlaskClient, **changes: object) -> int:
    answer = admin.post("/products", json=TEAPOT | changes)
    assert answer.status_code == 201, answer.json
    return answer.json["product"]["id"]


def test_product_is_created(admin: FlaskClient) -> None:
    answer = admin.post("/products", json=TEAPOT)

    assert answer.status_code == 201
    product = {"id": 1} | TEAPOT
    assert answer.json == {"message": "Product created successfully"} | {
        "product": product
    }
    assert admin.get("/products").json["products"] == [product]
    assert admin.get("/products/1").json == product


def test_product_is_one_of_the_shop(admin: FlaskClient) -> None:
    add(admin)

    product = admin.get("/api/product/teapot").json["result"]

    assert (product["price"], product["quantity"]) == ("12.50", 3)


@pytest.mark.parametrize(
    ("price", "written"),
    [
        ("0.01", b"0.01,"),
        ("0.29", b"0.29,"),
        ("2.40", b"2.4,"),
        ("12", b"12.0,"),
        ("1000000000.00", b"1000000000.0,"),
        ("999999999.99", b"999999999.99,"),
    ],
)
def test_price_is_a_number_to_the_cent(
    client: FlaskClient, make_product: MakeProduct, price: str, written: bytes
) -> None:
    product = make_product("Teapot", price)

    assert b'"price": ' + written in client.get(f"/products/{product.id}").data


def test_change_leaves_the_rest_as_it_is(
    admin: FlaskClient, make_product: MakeProduct
) -> None:
    teapot = make_product("Teapot", category="kitchen", description="Holds four cups.")

    answer = admin.put(f"/products/{teapot.id}", json={"name": "Samovar", "price": 90})

    assert answer.status_code == 200
    product = {"id": teapot.id, "name": "Samovar", "price": 90.0, "quantity": 10}
    assert answer.json == {"message": "Product updated successfully"} | {
        "product": product
    }
    kept = admin.get("/api/product/teapot").json["result"]
    assert (kept["category"], kept["description"]) == ("kitchen", "Holds four cups.")


def test_deleted_product_is_off_sale_and_not_gone(admin: FlaskClient) -> None:
    product_id = add(admin)

    answer = admin.delete(f"/products/{product_id}")

    assert (answer.status_code, answer.json) == (
        200,
        {"message": "Product deleted successfully"},
    )
    assert admin.get("/products").json["products"] == []
    kept = admin.get("/api/product/teapot").json["result"]
    assert (kept["id"], kept["is_active"]) == (product_id, False)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_missing_product_is_not_found(
    admin: FlaskClient, make_product: MakeProduct, method: str, is_withdrawn: bool
) -> None:
    product_id = make_product("Teapot", is_active=False).id if is_withdrawn else 7

    answer = admin.open(f"/products/{product_id}", method=method, json={"price": 1})

    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"
    assert answer.json["message"] == answer.json["error"] == "Product not found"


def test_version_that_a_client_names_must_be_the_present_one(
    admin: FlaskClient,
) -> None:
    product_id = add(admin)
    seen = {"If-Match": admin.get("/api/product/teapot").headers["ETag"]}
    address = f"/products/{product_id}"

    changed = admin.put(address, json={"quantity": 5}, headers=seen)
    again = admin.put(address, json={"quantity": 7}, headers=seen)

    assert (changed.status_code, again.status_code) == (200, 412)
    assert admin.get(address).json["quantity"] == 5


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"name": "Teapot"}, "price: This is needed."),
        ({"name": "Teapot", "price": -1}, "price: Write the amount as a decimal"),
        ({"name": "Teapot", "price": "cheap"}, "price: Write the amount as"),
        ({"name": "Teapot", "price": 1, "quantity": -1}, "quantity: Use 0 or"),
        ({"name": "Teapot", "price": 1, "quantity": "3"}, "quantity: Write this"),
        ({"name": "", "price": 1}, "name: Use at least 1 characters."),
        ({"name": "Teapot", "price": 1, "colour": "red"}, "colour: This field"),
        ([], "body: Write this as an object."),
        (None, "name: This is needed. price: This is needed."),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(
    admin: FlaskClient, body: object, sentence: str
) -> None:
    given = {} if body is None else {"json": body}

    answer = admin.post("/products", **given)

    assert answer.status_code == 422
    assert sentence in answer.json["error"]


def test_taken_name_is_refused(admin: FlaskClient) -> None:
    add(admin)

    answer = admin.post("/products", json=TEAPOT)

    assert answer.status_code == 409
    assert "name: Another product has this name." in answer.json["error"]
