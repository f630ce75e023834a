import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from product_service.pictures import Recipe
from product_service.product_details import Facts

from .conftest import MakeProduct

TEAPOT = "/api/product/teapot"
CHANGES = (("PUT", {"name": "Teapot", "price": "13.00"}), ("PATCH", {"price": "13"}))


@pytest.fixture(autouse=True)
def teapot(make_product: MakeProduct) -> None:
    make_product(
        "Teapot",
        category="kitchen",
        description="Holds four cups.",
        picture=Recipe("basil", ("#5f8350",), "#f3e3bf"),
        facts=Facts("Ocimum basilicum", (4,), 40, 20, 5),
    )


def send(admin: FlaskClient, method: str, **changes: object) -> TestResponse:
    etag = admin.get(TEAPOT).headers["ETag"]
    return admin.open(TEAPOT, method=method, json=changes, headers={"If-Match": etag})


def test_patch_changes_what_is_given(admin: FlaskClient) -> None:
    before = admin.get(TEAPOT).json["result"]

    answer = send(admin, "PATCH", price="13.50", quantity=3)

    after = answer.json["result"] | {"updated_at": before["updated_at"]}
    assert answer.status_code == 200
    assert after == before | {"price": "13.50", "quantity": 3}


def test_put_replaces_what_is_sent(admin: FlaskClient) -> None:
    product = send(admin, "PUT", name="Samovar", price="90").json["result"]

    assert (product["name"], product["price"]) == ("Samovar", "90.00")
    assert (product["category"], product["description"]) == ("other", "")
    assert (product["quantity"], product["facts"]) == (0, None)


def test_put_keeps_what_no_reader_sees(admin: FlaskClient) -> None:
    alt = admin.get(TEAPOT).json["result"]["image_alt"]

    product = send(admin, "PUT", name="Samovar", price="90").json["result"]

    assert product["slug"] == "teapot"
    assert product["image_alt"] == alt


def test_changes_are_found_by_search(admin: FlaskClient) -> None:
    send(admin, "PATCH", name="Samovar", brand="Tula")

    found = admin.get("/api/products?q=tula samovar").json

    assert found["total"] == 1


def test_form_changes_a_product_too(admin: FlaskClient) -> None:
    answer = admin.patch(TEAPOT, data={"price": "13.50"}, headers={"If-Match": '"1-1"'})

    assert answer.json["result"]["price"] == "13.50"


@pytest.mark.parametrize(
    "changes",
    [{"name": None}, {"price": None}, {"quantity": None}, {"is_active": None}],
)
def test_nothing_is_no_value_for_what_every_product_has(
    admin: FlaskClient, changes: dict[str, None]
) -> None:
    answer = send(admin, "PATCH", **changes)

    assert answer.status_code == 422
    assert set(answer.json["errors"]) == set(changes)


def test_brand_and_facts_may_be_taken_away(admin: FlaskClient) -> None:
    product = send(admin, "PATCH", brand=None, facts=None).json["result"]

    assert (product["brand"], product["facts"]) == (None, None)


@pytest.mark.parametrize(("method", "changes"), [*CHANGES, ("DELETE", {})])
def test_change_says_which_version_it_starts_from(
    admin: FlaskClient, method: str, changes: dict[str, str]
) -> None:
    answer = admin.open(TEAPOT, method=method, json=changes)

    assert answer.status_code == 428
    assert admin.get(TEAPOT).json["result"]["price"] == "12.00"


@pytest.mark.parametrize(("method", "changes"), [*CHANGES, ("DELETE", {})])
def test_change_of_an_old_version_is_refused(
    admin: FlaskClient, method: str, changes: dict[str, str]
) -> None:
    old = admin.get(TEAPOT).headers["ETag"]
    send(admin, "PATCH", description="Holds six cups.")

    answer = admin.open(TEAPOT, method=method, json=changes, headers={"If-Match": old})

    assert answer.status_code == 412
    assert admin.get(TEAPOT).json["result"]["description"] == "Holds six cups."


def test_change_does_not_undo_a_sale(admin: FlaskClient, orders: FlaskClient) -> None:
    old = admin.get(TEAPOT).headers["ETag"]
    orders.put(
        "/api/reservations/order-1",
        json={"lines": [{"product_id": 1, "quantity": 4}]},
    )

    answer = admin.patch(TEAPOT, json={"quantity": 11}, headers={"If-Match": old})

    assert answer.status_code == 412
    assert admin.get(TEAPOT).json["result"]["quantity"] == 6


@pytest.mark.parametrize("kind", ["application/json", "application/xml"])
def test_version_read_in_any_format_will_do(admin: FlaskClient, kind: str) -> None:
    etag = admin.get(TEAPOT, headers={"Accept": kind}).headers["ETag"]

    answer = admin.patch(TEAPOT, json={"price": 1}, headers={"If-Match": etag})

    assert answer.status_code == 200


def test_tag_weakened_by_a_proxy_will_do(admin: FlaskClient) -> None:
    answer = admin.patch(TEAPOT, json={"price": 1}, headers={"If-Match": 'W/"1-1"'})

    assert answer.status_code == 200


def test_answer_carries_the_new_version(admin: FlaskClient) -> None:
    first = send(admin, "PATCH", price="13")

    second = admin.patch(
        TEAPOT, json={"price": "14"}, headers={"If-Match": first.headers["ETag"]}
    )

    assert second.json["result"]["price"] == "14.00"


def test_saying_the_same_again_changes_nothing(admin: FlaskClient) -> None:
    before = admin.get(TEAPOT).headers["ETag"]

    answer = send(admin, "PATCH", price="12.00")

    assert (answer.status_code, answer.headers["ETag"]) == (200, before)


def test_name_of_another_product_is_refused(
    admin: FlaskClient, make_product: MakeProduct
) -> None:
    make_product("Kettle")

    answer = send(admin, "PATCH", name="kettle", slug="kettle")

    assert answer.status_code == 409
    assert set(answer.json["errors"]) == {"name", "slug"}


def test_product_may_move_to_another_address(admin: FlaskClient) -> None:
    answer = send(admin, "PATCH", slug="four-cups")

    assert answer.json["result"]["image"] == "/pictures/four-cups.svg"
    assert admin.get("/api/product/four-cups").status_code == 200
    assert admin.get(TEAPOT).status_code == 404


def test_removed_product_is_off_sale_and_still_known(admin: FlaskClient) -> None:
    answer = send(admin, "DELETE")

    known = admin.get("/api/products?id=1").json["results"][0]
    assert answer.status_code == 200
    assert answer.json["message"] == "Product removed"
    assert known["is_active"] is False
    assert admin.get("/api/products").json["total"] == 0


def test_removed_product_may_come_back(admin: FlaskClient) -> None:
    send(admin, "DELETE")

    answer = send(admin, "PATCH", is_active=True)

    assert answer.status_code == 200
    assert admin.get("/api/products").json["total"] == 1


@pytest.mark.parametrize(("method", "changes"), [*CHANGES, ("DELETE", {})])
def test_unknown_product_cannot_be_changed(
    admin: FlaskClient, method: str, changes: dict[str, str]
) -> None:
    answer = admin.open(
        "/api/product/kettle", method=method, json=changes, headers={"If-Match": "*"}
    )

    assert answer.status_code == 404
    assert answer.json["message"] == "Cannot find product"


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_change_sets_only_what_is_theirs_to_set(
    admin: FlaskClient, method: str
) -> None:
    answer = send(admin, method, name="Teapot", price="1", version=7)

    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"version"}
