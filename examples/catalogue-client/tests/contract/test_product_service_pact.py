import pytest

from contract_kit.consumer.matchers import (
    decimal,
    exactly,
    from_state,
    integer,
    nothing,
    some,
    text,
)

from ...catalogue_client import Client, Refused

TOKEN = "the-token"
HEADER = {"Authorization": from_state("Bearer ${token}", example=f"Bearer {TOKEN}")}
COOKIE = {"Cookie": from_state("token=${token}", example=f"token={TOKEN}")}
PROBLEM = {"Content-Type": "application/problem+json"}
BASIL = {
    "id": 1,
    "title": "Basil",
    "name": "Basil",
    "brand": "Furrow",
    "price": 2.4,
    "description": "Green.",
}
PRODUCT = {
    "id": integer(1),
    "title": exactly("Basil"),
    "name": exactly("Basil"),
    "brand": exactly("Furrow"),
    "price": decimal("2.40"),
    "description": exactly("Green."),
}


@pytest.fixture
def interaction(agree):
    return agree("catalogue-client", "product-service")


@pytest.fixture
def stocked(interaction):
    return interaction.given("a product is for sale", brand="Furrow")


def by_cookie(url):
    client = Client(url)
    client.session.cookies.set("token", TOKEN, path="/products")
    return client


def by_header(url):
    return Client(url, TOKEN)


WAYS = pytest.mark.parametrize(
    ("way", "headers", "client"),
    [("cookie", COOKIE, by_cookie), ("header", HEADER, by_header)],
)


def wish_products(interaction, description="a list of products", headers=None):
    interaction.upon_receiving(description)
    interaction.with_request("GET", "/products", headers=headers)


def test_products_are_listed_to_everybody(stocked):
    wish_products(stocked)
    stocked.will_respond_with(200, {"data": some(PRODUCT)})

    with stocked.serve() as url:
        assert Client(url).products() == [BASIL]


@WAYS
def test_products_are_listed_to_whoever_shows_a_token(stocked, way, headers, client):
    stocked.given("a shopper is signed in")
    wish_products(stocked, f"a list of products with a {way}", headers)
    stocked.will_respond_with(200, {"data": some(PRODUCT)})

    with stocked.serve() as url:
        assert client(url).products() == [BASIL]


@WAYS
def test_token_that_is_not_good_is_refused(interaction, way, headers, client):
    interaction.given("the token of order-service has ended")
    wish_products(interaction, f"a list of products with an ended {way}", headers)
    interaction.will_respond_with(
        401, {"error": text("Not logged in")}, headers=PROBLEM
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        client(url).products()

    assert str(refused.value) == "401 Not logged in"


def test_product_may_have_no_brand(interaction):
    interaction.given("a product is for sale")
    wish_products(interaction, "a list of products without a brand")
    interaction.will_respond_with(200, {"data": some(PRODUCT | {"brand": nothing})})

    with interaction.serve() as url:
        assert Client(url).products() == [BASIL | {"brand": None}]


def test_brand_stays_when_the_price_changes(stocked):
    stocked.given("the product has become dearer")
    wish_products(stocked, "a list of products one of which is dearer")
    stocked.will_respond_with(200, {"data": [PRODUCT | {"price": decimal("9.99")}]})

    with stocked.serve() as url:
        assert Client(url).products() == [BASIL | {"price": 9.99}]


def test_sold_out_product_is_still_listed(interaction):
    interaction.given("a product is sold out")
    wish_products(interaction, "a list of products that are sold out")
    interaction.will_respond_with(200, {"data": [PRODUCT | {"brand": nothing}]})

    with interaction.serve() as url:
        assert Client(url).products() == [BASIL | {"brand": None}]


def test_only_products_for_sale_are_listed_in_the_order_of_the_shop(interaction):
    interaction.given("the shelves hold different products")
    wish_products(interaction, "a list of different products")
    prices = {
        "Dill": "3.20",
        "basil, sweet": "2.40",
        "Carrot": "12.00",
        "Sweet pea": "1.80",
    }
    products = [
        {
            "id": integer(1),
            "title": exactly(name),
            "name": exactly(name),
            "brand": nothing,
            "price": decimal(price),
            "description": exactly(""),
        }
        for name, price in prices.items()
    ]
    interaction.will_respond_with(200, {"data": products})

    with interaction.serve() as url:
        found = Client(url).products()

    assert [product["title"] for product in found] == list(prices)
    assert {product["description"] for product in found} == {""}


def test_empty_catalogue_is_an_empty_list(interaction):
    interaction.given("there are no products")
    wish_products(interaction)
    interaction.will_respond_with(200, {"data": exactly([])})

    with interaction.serve() as url:
        assert Client(url).products() == []


def test_silent_database_is_a_503(interaction):
    interaction.given("the database does not answer")
    wish_products(interaction)
    interaction.will_respond_with(503, {"error": text("Try later.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        Client(url).products()

    assert str(refused.value) == "503 Try later."
