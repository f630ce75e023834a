from flask import Flask
from flask.testing import FlaskClient

from product_service.initial_catalogue import read_initial_catalogue


def stock(app: Flask) -> str:
    result = app.test_cli_runner().invoke(args=["catalogue", "stock"])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_catalogue_is_put_on_the_shelves_in_its_order(
    app: Flask, client: FlaskClient
) -> None:
    stock(app)

    page = client.get("/api/products").json
    slugs = [product["slug"] for product in page["results"]]
    assert len(slugs) >= 36
    assert slugs == [details.slug for details in read_initial_catalogue("EUR")]


def test_every_packet_says_what_a_gardener_needs(
    app: Flask, client: FlaskClient
) -> None:
    stock(app)

    for product in client.get("/api/products").json["results"]:
        assert product["facts"]["botanical_name"]
        assert product["facts"]["sowing_months"]
        assert "seed packet" not in product["image_alt"]


def test_stocking_again_leaves_everything_as_it_is(
    app: Flask, client: FlaskClient, admin: FlaskClient
) -> None:
    stock(app)
    first = client.get("/api/products").json["results"][0]["slug"]
    admin.patch(
        f"/api/product/{first}", json={"price": "9.99"}, headers={"If-Match": "*"}
    )
    before = client.get("/api/products").json

    output = stock(app)

    assert client.get("/api/products").json == before
    assert (
        output
        == f"{before['total']} products: 0 new, {before['total']} there already\n"
    )


def test_removed_product_does_not_come_back(
    app: Flask, client: FlaskClient, admin: FlaskClient
) -> None:
    stock(app)
    first = client.get("/api/products").json["results"][0]["slug"]
    admin.delete(f"/api/product/{first}", headers={"If-Match": "*"})

    stock(app)

    slugs = [item["slug"] for item in client.get("/api/products").json["results"]]
    assert first not in slugs
