import pytest

from contract_kit.consumer.matchers import (
    element,
    exactly,
    from_state,
    integer,
    money,
    pattern,
    some,
    text,
    token,
)

from ...course_client import ProductClient, Refused

KEY = {"Authorization": from_state("Basic ${token}", example="Basic the-key")}
PROBLEM = {"Content-Type": "application/problem+json"}
XML = {"Accept": "application/xml"}
BASIL = {"name": "Basil", "slug": "basil", "price": "2.40", "image": "basil.png"}
SHOWN = {"id": 1} | BASIL | {"image": "/pictures/basil.svg"}
PRODUCT = {
    "id": integer(1),
    "name": text("Basil"),
    "slug": token("basil"),
    "price": money("2.40"),
    "image": pattern("/pictures/basil.svg", r"/\S+"),
}


@pytest.fixture
def interaction(agree):
    return agree("course-client", "product-service")


def wish_new_product(interaction, description, **changes):
    interaction.upon_receiving(description)
    interaction.with_request(
        "POST",
        "/api/product/create",
        headers=KEY,
        form=BASIL | changes,
    )


def test_products_are_listed(interaction):
    interaction.given("a product is for sale")
    interaction.upon_receiving("a list of products")
    interaction.with_request("GET", "/api/products")
    interaction.will_respond_with(200, {"results": some(PRODUCT)})

    with interaction.serve() as url:
        products = ProductClient(url).products()

    assert products == [SHOWN]


def test_only_products_for_sale_are_listed_in_the_order_of_the_shop(interaction):
    interaction.given("the shelves hold different products")
    interaction.upon_receiving("a list of different products")
    interaction.with_request("GET", "/api/products")
    names = ["Dill", "basil, sweet", "Carrot", "Sweet pea"]
    listed = [PRODUCT | {"name": exactly(name)} for name in names]
    interaction.will_respond_with(200, {"results": listed})

    with interaction.serve() as url:
        products = ProductClient(url).products()

    assert products == [SHOWN | {"name": name} for name in names]


def test_a_hundred_products_are_listed_at_once(interaction):
    interaction.given("as many products are for sale as are told at once")
    interaction.upon_receiving("a list of a hundred products")
    interaction.with_request("GET", "/api/products")
    products = [
        {
            "id": number + 1,
            "name": f"Basil {number}",
            "slug": f"basil-{number}",
            "price": "2.40",
            "image": f"/pictures/basil-{number}.svg",
        }
        for number in range(100)
    ]
    interaction.will_respond_with(200, {"results": exactly(products)})

    with interaction.serve() as url:
        assert ProductClient(url).products() == products


def test_empty_catalogue_is_an_empty_list(interaction):
    interaction.given("there are no products")
    interaction.upon_receiving("a list of products")
    interaction.with_request("GET", "/api/products")
    interaction.will_respond_with(200, {"results": exactly([])})

    with interaction.serve() as url:
        products = ProductClient(url).products()

    assert products == []


def test_product_is_shown(interaction):
    interaction.given("a product is for sale")
    interaction.upon_receiving("a look at a product")
    interaction.with_request("GET", "/api/product/basil")
    interaction.will_respond_with(200, {"result": PRODUCT})

    with interaction.serve() as url:
        product = ProductClient(url).product("basil")

    assert product == SHOWN


def test_missing_product_has_the_message_of_the_course(interaction):
    interaction.given("there are no products")
    interaction.upon_receiving("a look at a product")
    interaction.with_request("GET", "/api/product/basil")
    interaction.will_respond_with(
        404, {"message": "Cannot find product"}, headers=PROBLEM
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        ProductClient(url).product("basil")

    assert str(refused.value) == "404 Cannot find product"


def test_product_is_read_from_xml(interaction):
    interaction.given("a product is for sale")
    interaction.upon_receiving("a look at a product in XML")
    interaction.with_request("GET", "/api/product/basil", headers=XML)
    members = [element(name, shape) for name, shape in PRODUCT.items()]
    interaction.will_respond_with(200, element("response", element("result", *members)))

    with interaction.serve() as url:
        product = ProductClient(url).product_in_xml("basil")

    assert product == SHOWN | {"id": "1"}


def test_missing_product_is_a_404_in_xml(interaction):
    interaction.given("there are no products")
    interaction.upon_receiving("a look at a product in XML")
    interaction.with_request("GET", "/api/product/basil", headers=XML)
    interaction.will_respond_with(
        404,
        element("problem", element("message", "Cannot find product")),
        headers={"Content-Type": "application/problem+xml"},
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        ProductClient(url).product_in_xml("basil")

    assert str(refused.value) == "404 Cannot find product"


def test_administrator_adds_a_product(interaction):
    interaction.given("an administrator is signed in").given("there are no products")
    wish_new_product(interaction, "a new product")
    product = PRODUCT | {"name": "Basil", "slug": "basil", "price": "2.40"}
    interaction.will_respond_with(201, {"message": "Product added", "product": product})

    with interaction.serve() as url:
        added = ProductClient(url, "the-key").create(**BASIL)

    assert added == ("Product added", SHOWN)


def test_nobody_adds_a_product_without_a_key(interaction):
    interaction.upon_receiving("a new product from nobody")
    interaction.with_request("POST", "/api/product/create", form=BASIL)
    interaction.will_respond_with(401, {"message": "Not logged in"}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        ProductClient(url).create(**BASIL)

    assert str(refused.value) == "401 Not logged in"


def test_shopper_may_not_add_a_product(interaction):
    interaction.given("a shopper is signed in")
    wish_new_product(interaction, "a new product")
    interaction.will_respond_with(
        403, {"message": text("You may not.")}, headers=PROBLEM
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        ProductClient(url, "the-key").create(**BASIL)

    assert str(refused.value) == "403 You may not."


def test_former_administrator_may_not_add_a_product(interaction):
    interaction.given("somebody who is an administrator no longer is signed in")
    wish_new_product(interaction, "a new product from a former administrator")
    interaction.will_respond_with(
        403, {"message": text("You may not.")}, headers=PROBLEM
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        ProductClient(url, "the-key").create(**BASIL)

    assert str(refused.value) == "403 You may not."


def test_taken_name_of_a_product_is_refused(interaction):
    interaction.given("an administrator is signed in").given("a product is for sale")
    wish_new_product(interaction, "a new product")
    interaction.will_respond_with(
        409, {"message": text("It is taken.")}, headers=PROBLEM
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        ProductClient(url, "the-key").create(**BASIL)

    assert str(refused.value) == "409 It is taken."


def test_price_that_is_no_number_is_refused(interaction):
    interaction.given("an administrator is signed in").given("there are no products")
    wish_new_product(interaction, "a new product with an unfit price", price="cheap")
    interaction.will_respond_with(
        422, {"message": text("Look again.")}, headers=PROBLEM
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        ProductClient(url, "the-key").create(**BASIL | {"price": "cheap"})

    assert str(refused.value) == "422 Look again."


def test_silent_database_is_a_503(interaction):
    interaction.given("the database does not answer")
    interaction.upon_receiving("a list of products")
    interaction.with_request("GET", "/api/products")
    interaction.will_respond_with(503, {"message": text("Try later.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        ProductClient(url).products()

    assert str(refused.value) == "503 Try later."
