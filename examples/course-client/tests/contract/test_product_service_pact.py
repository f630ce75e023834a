import pytest

from contract_kit.shapes import (
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
def promise(agree):
    return agree("course-client", "product-service")


def wish_new_product(promise, description, **changes):
    promise.asks(
        description,
        "POST",
        "/api/product/create",
        headers=KEY,
        form=BASIL | changes,
    )


def test_products_are_listed(promise):
    promise.given("a product is for sale")
    promise.asks("a list of products", "GET", "/api/products")
    promise.answers(200, {"results": some(PRODUCT)})

    with promise.kept() as url:
        products = ProductClient(url).products()

    assert products == [SHOWN]


def test_only_products_for_sale_are_listed_in_the_order_of_the_shop(promise):
    promise.given("the shelves hold different products")
    promise.asks("a list of different products", "GET", "/api/products")
    names = ["Dill", "basil, sweet", "Carrot", "Sweet pea"]
    told = [PRODUCT | {"name": exactly(name)} for name in names]
    promise.answers(200, {"results": told})

    with promise.kept() as url:
        products = ProductClient(url).products()

    assert products == [SHOWN | {"name": name} for name in names]


def test_empty_catalogue_is_an_empty_list(promise):
    promise.given("there are no products")
    promise.asks("a list of products", "GET", "/api/products")
    promise.answers(200, {"results": exactly([])})

    with promise.kept() as url:
        products = ProductClient(url).products()

    assert products == []


def test_product_is_shown(promise):
    promise.given("a product is for sale")
    promise.asks("a look at a product", "GET", "/api/product/basil")
    promise.answers(200, {"result": PRODUCT})

    with promise.kept() as url:
        product = ProductClient(url).product("basil")

    assert product == SHOWN


def test_missing_product_is_told_in_the_words_of_the_course(promise):
    promise.given("there are no products")
    promise.asks("a look at a product", "GET", "/api/product/basil")
    promise.answers(404, {"message": "Cannot find product"}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        ProductClient(url).product("basil")

    assert str(refused.value) == "404 Cannot find product"


def test_product_is_read_from_xml(promise):
    promise.given("a product is for sale")
    promise.asks("a look at a product in XML", "GET", "/api/product/basil", headers=XML)
    members = [element(name, shape) for name, shape in PRODUCT.items()]
    promise.answers(200, element("response", element("result", *members)))

    with promise.kept() as url:
        product = ProductClient(url).product_in_xml("basil")

    assert product == SHOWN | {"id": "1"}


def test_missing_product_is_told_in_xml(promise):
    promise.given("there are no products")
    promise.asks("a look at a product in XML", "GET", "/api/product/basil", headers=XML)
    promise.answers(
        404,
        element("problem", element("message", "Cannot find product")),
        headers={"Content-Type": "application/problem+xml"},
    )

    with pytest.raises(Refused) as refused, promise.kept() as url:
        ProductClient(url).product_in_xml("basil")

    assert str(refused.value) == "404 Cannot find product"


def test_administrator_adds_a_product(promise):
    promise.given("an administrator is signed in").given("there are no products")
    wish_new_product(promise, "a new product")
    product = PRODUCT | {"name": "Basil", "slug": "basil", "price": "2.40"}
    promise.answers(201, {"message": "Product added", "product": product})

    with promise.kept() as url:
        told = ProductClient(url, "the-key").create(**BASIL)

    assert told == ("Product added", SHOWN)


def test_nobody_adds_a_product_without_a_key(promise):
    promise.asks("a new product from nobody", "POST", "/api/product/create", form=BASIL)
    promise.answers(401, {"message": "Not logged in"}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        ProductClient(url).create(**BASIL)

    assert str(refused.value) == "401 Not logged in"


def test_shopper_may_not_add_a_product(promise):
    promise.given("a shopper is signed in")
    wish_new_product(promise, "a new product")
    promise.answers(403, {"message": text("You may not.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        ProductClient(url, "the-key").create(**BASIL)

    assert str(refused.value) == "403 You may not."


def test_former_administrator_may_not_add_a_product(promise):
    promise.given("somebody who is an administrator no longer is signed in")
    wish_new_product(promise, "a new product from a former administrator")
    promise.answers(403, {"message": text("You may not.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        ProductClient(url, "the-key").create(**BASIL)

    assert str(refused.value) == "403 You may not."


def test_taken_name_of_a_product_is_refused(promise):
    promise.given("an administrator is signed in").given("a product is for sale")
    wish_new_product(promise, "a new product")
    promise.answers(409, {"message": text("It is taken.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        ProductClient(url, "the-key").create(**BASIL)

    assert str(refused.value) == "409 It is taken."


def test_price_that_is_none_is_refused(promise):
    promise.given("an administrator is signed in").given("there are no products")
    wish_new_product(promise, "a new product with an unfit price", price="cheap")
    promise.answers(422, {"message": text("Look again.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        ProductClient(url, "the-key").create(**BASIL | {"price": "cheap"})

    assert str(refused.value) == "422 Look again."


def test_silent_database_is_told(promise):
    promise.given("the database does not answer")
    promise.asks("a list of products", "GET", "/api/products")
    promise.answers(503, {"message": text("Try later.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        ProductClient(url).products()

    assert str(refused.value) == "503 Try later."
