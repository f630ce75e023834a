import pytest
from flask.testing import FlaskClient

from .conftest import MakeProduct

TEAPOT = {"name": "Teapot", "price": "12.00"}


@pytest.mark.parametrize("address", ["/api/products", "/api/product/create"])
def test_new_product_is_in_the_shop_at_once(admin: FlaskClient, address: str) -> None:
    answer = admin.post(address, json=TEAPOT)

    product = answer.json["result"]
    assert answer.status_code == 201
    assert answer.json["message"] == "Product added"
    assert answer.json["product"] == product
    assert answer.headers["Location"] == "/api/product/teapot"
    assert admin.get("/api/products").json["results"] == [product]


def test_product_needs_only_name_and_price(admin: FlaskClient) -> None:
    product = admin.post("/api/products", json=TEAPOT).json["result"]

    assert product["slug"] == "teapot"
    assert product["category"] == "other"
    assert product["quantity"] == 0
    assert product["is_active"] is True


def test_everything_may_be_sent_at_once(admin: FlaskClient) -> None:
    answer = admin.post(
        "/api/products",
        json={
            "name": "Basil",
            "slug": "sweet-basil",
            "price": 2.4,
            "category": "Kitchen herbs",
            "brand": "Furrow",
            "description": "Sweet.\nPeppery.",
            "quantity": 30,
            "image": "https://images.example/basil.png",
            "picture": {"plant": "basil", "colours": ["#5f8350"], "ground": "#f3e3bf"},
            "facts": {
                "botanical_name": "Ocimum basilicum",
                "sowing_months": [5, 4, 5],
                "height_cm": 40,
                "spacing_cm": 20,
                "depth_mm": 5,
            },
        },
    )

    product = answer.json["result"]
    assert answer.status_code == 201, answer.json
    assert (product["price"], product["currency"]) == ("2.40", "EUR")
    assert product["category"] == "kitchen-herbs"
    assert product["facts"]["sowing_months"] == [4, 5]
    assert product["image"] == "/pictures/sweet-basil.svg"
    assert product["image_alt"].startswith("Drawing of a sprig of")


def test_form_may_hold_everything_too(admin: FlaskClient) -> None:
    answer = admin.post(
        "/api/products",
        data={
            "name": "Basil",
            "price": "2.40",
            "quantity": "30",
            "picture.plant": "basil",
            "picture.colours.0": "#5f8350",
            "picture.ground": "#f3e3bf",
        },
    )

    assert answer.status_code == 201, answer.json
    assert answer.json["result"]["quantity"] == 30
    assert answer.json["result"]["image_alt"].startswith("Drawing of a sprig of")


@pytest.mark.parametrize(
    ("taken", "fields"),
    [
        ({"name": "TEAPOT", "slug": "other-pot"}, {"name"}),
        ({"name": "Kettle", "slug": "teapot"}, {"slug"}),
        ({"name": "Téapot"}, {"name", "slug"}),
    ],
)
def test_name_and_address_belong_to_one_product(
    admin: FlaskClient, make_product: MakeProduct, taken: dict[str, str], fields: set
) -> None:
    make_product("Teapot")

    answer = admin.post("/api/products", json=TEAPOT | taken)

    assert answer.status_code == 409
    assert set(answer.json["errors"]) == fields


def test_withdrawn_product_keeps_its_address(
    admin: FlaskClient, make_product: MakeProduct
) -> None:
    make_product("Teapot", is_active=False)

    assert admin.post("/api/products", json=TEAPOT).status_code == 409


@pytest.mark.parametrize(
    "extra",
    ["id", "version", "position", "created_at", "currency", "available", "feed_sku"],
)
@pytest.mark.parametrize("kind", ["json", "data"])
def test_nobody_sets_what_is_not_theirs_to_set(
    admin: FlaskClient, extra: str, kind: str
) -> None:
    answer = admin.post("/api/products", **{kind: TEAPOT | {extra: "1"}})

    assert answer.status_code == 422
    assert answer.json["errors"] == {extra: ["This field is not known here."]}


def test_name_without_letters_needs_an_address(admin: FlaskClient) -> None:
    answer = admin.post("/api/products", json={"name": "茶", "price": "3"})
    named = admin.post("/api/products", json={"name": "茶", "price": 3, "slug": "tea"})

    assert (answer.status_code, set(answer.json["errors"])) == (422, {"slug"})
    assert named.status_code == 201


def test_posted_image_is_kept_and_never_shown(admin: FlaskClient) -> None:
    remote = "https://tracker.example/pixel.png"

    answer = admin.post("/api/products", json=TEAPOT | {"image": remote})

    assert remote not in answer.text
    assert answer.json["result"]["image"] == "/pictures/teapot.svg"
