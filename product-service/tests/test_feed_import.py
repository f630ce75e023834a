import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from product_service.database import db
from product_service.models import Product

from .conftest import MakeProduct
from .feeds import APPLE, GREEN_APPLE, LIPSTICK, bring

# A large feed of the real world, for where it lies beside the repository.
REAL = Path(__file__).parents[3] / "shared" / "data" / "dummyjson-products.json"
Write = Callable[..., Path]


def walk(client: FlaskClient) -> list[dict[str, Any]]:
    found, cursor = [], ""
    while cursor is not None:
        page = client.get("/api/products", query_string={"cursor": cursor}).json
        found += page["results"]
        cursor = page["next"]
    return found


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_feed(*products: dict[str, object]) -> Path:
        feed = tmp_path / "feed.json"
        feed.write_text(json.dumps({"products": products, "total": len(products)}))
        return feed

    return write_feed


@pytest.fixture(params=["made", *(["real"] if REAL.exists() else [])])
def feed(request: pytest.FixtureRequest, write: Write) -> Path:
    return REAL if request.param == "real" else write(LIPSTICK, APPLE, GREEN_APPLE)


def test_whole_feed_is_taken_in(app: Flask, client: FlaskClient, feed: Path) -> None:
    entries = json.loads(feed.read_text(), parse_float=Decimal)["products"]

    result = bring(app, feed)

    count = len(entries)
    assert result.exit_code == 0, result.output
    assert result.stdout == (f"{count} products: {count} new, 0 changed, 0 unchanged\n")
    assert [
        (product["name"], Decimal(product["price"]), product["brand"])
        for product in walk(client)
    ] == [(entry["title"], entry["price"], entry.get("brand")) for entry in entries]


def test_second_time_brings_nothing_new(
    app: Flask, client: FlaskClient, feed: Path
) -> None:
    bring(app, feed)
    before = walk(client)

    result = bring(app, feed)

    count = len(before)
    assert result.stdout == (f"{count} products: 0 new, 0 changed, {count} unchanged\n")
    assert walk(client) == before


def test_progress_is_shown_beside_the_answer(app: Flask, feed: Path) -> None:
    result = bring(app, feed)

    assert "Import" in result.stderr
    assert "Import" not in result.stdout


def test_product_of_a_feed_is_like_any_other(
    app: Flask, client: FlaskClient, write: Write
) -> None:
    bring(app, write(LIPSTICK))

    product = client.get("/api/product/red-lipstick").json["result"]

    assert (product["price"], product["currency"]) == ("12.99", "EUR")
    assert (product["quantity"], product["brand"]) == (7, "Poppy & Co")
    assert product["image"] == "/pictures/red-lipstick.svg"
    assert "cdn.example" not in json.dumps(product)
    assert client.get("/api/categories").json["results"] == [
        {"slug": "womens-beauty", "name": "Women’s beauty", "count": 1}
    ]


def test_changed_entry_changes_its_product(
    app: Flask, client: FlaskClient, write: Write
) -> None:
    bring(app, write(LIPSTICK, APPLE))
    before = client.get("/api/product/red-lipstick").json["result"]

    result = bring(app, write(LIPSTICK | {"price": 10.49, "stock": 0}, APPLE))

    after = client.get("/api/product/red-lipstick").json["result"]
    assert result.stdout == "2 products: 0 new, 1 changed, 1 unchanged\n"
    assert after["id"] == before["id"]
    assert (after["price"], after["quantity"]) == ("10.49", 0)


def test_import_again_does_not_bring_back_what_was_sold(
    app: Flask, client: FlaskClient, orders: FlaskClient, write: Write
) -> None:
    bring(app, write(LIPSTICK))
    orders.put(
        "/api/reservations/order-1",
        json={"lines": [{"product_id": 1, "quantity": 2}]},
    )

    bring(app, write(LIPSTICK))

    product = client.get("/api/product/red-lipstick").json["result"]
    assert product["quantity"] == 5


def reserve(orders: FlaskClient, order_id: str, quantity: int) -> None:
    lines = [{"product_id": 1, "quantity": quantity}]
    held = orders.put(f"/api/reservations/{order_id}", json={"lines": lines})
    assert held.status_code == 201, held.json


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ({"price": 1}, 4),
        ({"title": "Scarlet Lipstick"}, 4),
        ({"stock": 17}, 14),
        ({"stock": 5}, 2),
        ({"stock": 1}, 0),
        ({"price": 2, "stock": 8}, 5),
    ],
)
def test_stock_changes_by_what_the_feed_changed(
    app: Flask,
    client: FlaskClient,
    orders: FlaskClient,
    write: Write,
    change: dict[str, object],
    left: int,
) -> None:
    bring(app, write(LIPSTICK))
    reserve(orders, "order-1", 3)

    bring(app, write(LIPSTICK | change))

    [product] = walk(client)
    assert product["quantity"] == left


def test_stock_of_a_feed_from_before_stays_as_it_is(
    app: Flask, client: FlaskClient, orders: FlaskClient, write: Write
) -> None:
    bring(app, write(LIPSTICK))
    reserve(orders, "order-1", 3)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(update(Product).values(feed_entry=None))

    bring(app, write(LIPSTICK | {"price": 1, "stock": 9}))

    [product] = walk(client)
    assert (product["price"], product["quantity"]) == ("1.00", 4)


def test_renamed_product_is_known_by_its_sku(
    app: Flask, client: FlaskClient, write: Write
) -> None:
    bring(app, write(LIPSTICK))

    result = bring(app, write(LIPSTICK | {"title": "Scarlet Lipstick"}))

    [product] = walk(client)
    assert result.stdout == "1 products: 0 new, 1 changed, 0 unchanged\n"
    assert (product["name"], product["slug"]) == ("Scarlet Lipstick", "red-lipstick")


def test_product_that_is_given_a_sku_stays_the_same(
    app: Flask, client: FlaskClient, write: Write
) -> None:
    bring(app, write({"title": "Apple", "price": 1}))

    bring(app, write({"title": "Apple", "price": 1, "sku": "GRO-2"}))
    bring(app, write({"title": "Red apple", "price": 1, "sku": "GRO-2"}))

    [product] = walk(client)
    assert product["name"] == "Red apple"


@pytest.mark.parametrize("blank", ["", " ", "\u00ad"])
def test_blank_sku_is_none(
    app: Flask, client: FlaskClient, write: Write, blank: str
) -> None:
    feed = [{"title": title, "price": 1, "sku": blank} for title in ("Apple", "Pear")]
    bring(app, write(*feed))

    result = bring(app, write(*(entry | {"price": 2} for entry in feed)))

    assert result.stdout == "2 products: 0 new, 2 changed, 0 unchanged\n"
    assert [product["price"] for product in walk(client)] == ["2.00", "2.00"]


def test_names_that_people_mended_outlast_another_price(
    app: Flask, client: FlaskClient, admin: FlaskClient, write: Write
) -> None:
    bring(app, write(LIPSTICK))
    mended = {"name": "Lipstick, red", "description": "Redder than a poppy."}
    admin.patch("/api/product/red-lipstick", json=mended, headers={"If-Match": "*"})

    bring(app, write(LIPSTICK | {"price": 1}))

    [product] = walk(client)
    assert mended.items() <= product.items()
    assert product["price"] == "1.00"


def test_changed_entry_leaves_withdrawn_product_withdrawn(
    app: Flask, client: FlaskClient, admin: FlaskClient, write: Write
) -> None:
    bring(app, write(LIPSTICK))
    admin.delete("/api/product/red-lipstick", headers={"If-Match": "*"})

    bring(app, write(LIPSTICK | {"price": 1}))

    assert client.get("/api/product/red-lipstick").status_code == 404


def test_products_of_one_title_have_addresses_by_sku(
    app: Flask, client: FlaskClient, write: Write
) -> None:
    bring(app, write(APPLE, GREEN_APPLE))
    forwards = {product["slug"]: product["id"] for product in walk(client)}

    bring(app, write(GREEN_APPLE, APPLE))

    assert set(forwards) == {"apple-gro-2", "apple-gro-3"}
    assert {product["slug"]: product["id"] for product in walk(client)} == forwards


def test_feed_does_not_take_over_our_own_product(
    app: Flask, client: FlaskClient, make_product: MakeProduct, write: Write
) -> None:
    make_product("Apple", "3.00")

    bring(app, write(APPLE))

    assert [(product["slug"], product["price"]) for product in walk(client)] == [
        ("apple", "3.00"),
        ("apple-gro-2", "1.00"),
    ]


def test_entry_without_sku_does_not_either(
    app: Flask, client: FlaskClient, make_product: MakeProduct, write: Write
) -> None:
    make_product("Apple", "3.00")

    result = bring(app, write({"title": "Apple", "price": 1}))

    assert (result.exit_code, "needs a sku of its own" in result.stderr) == (1, True)
    assert client.get("/api/product/apple").json["result"]["price"] == "3.00"


def test_feed_in_parts_keeps_namesakes_apart(
    app: Flask, client: FlaskClient, write: Write
) -> None:
    for part in (APPLE, GREEN_APPLE, APPLE, GREEN_APPLE):
        bring(app, write(part))

    assert [(product["slug"], product["price"]) for product in walk(client)] == [
        ("apple", "1.00"),
        ("apple-gro-3", "1.20"),
    ]
