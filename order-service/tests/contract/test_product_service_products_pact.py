"""Products as order-service reads them: their prices, and how many are left."""

import pytest

from contract_kit.consumer.matchers import (
    exactly,
    flag,
    integer,
    money,
    pattern,
    some,
    text,
)
from order_service.clients.product_service import (
    Product,
)
from service_kit.http_client import ServiceUnavailable
from service_kit.money import Money

from .product_service_messages import (
    PRICE,
    product_service,
)

# A reading call is made twice more where its provider cannot work just now.
PATIENTLY = 3
AN_ID = pattern("1", r"[1-9]\d*")
BASIL = {
    "id": integer(1),
    "name": text("Basil"),
    "slug": text("basil"),
    "price": money("2.40"),
    "currency": pattern("EUR", r"[A-Z]{3}"),
    "quantity": integer(10),
    "is_active": flag(True),
}
DILL = BASIL | {"id": exactly(2), "name": text("Dill"), "slug": text("dill")}
# A catalogue is written in every language, and some of it is dear.
ROSE = {
    "id": exactly(1),
    "name": exactly("L’Été, Rose d’Álava 薔薇"),
    "slug": exactly("lete-rose-dalava"),
    "price": exactly("1234.50"),
    "currency": exactly("EUR"),
    "quantity": exactly(3),
    "is_active": exactly(True),
}


@pytest.fixture
def interaction(agree):
    return agree("order-service", "product-service")


def test_product_is_returned_with_price_and_stock(interaction):
    interaction.given("a product is for sale", product_id=1, name="Basil", quantity=10)
    interaction.upon_receiving("products by id")
    interaction.with_request("GET", "/api/products", query={"id": AN_ID})
    interaction.will_respond_with(200, {"results": some(BASIL)})

    with interaction.serve() as url:
        found = product_service(url).products([1])

    assert found == {1: Product(1, "Basil", "basil", PRICE, 10, True)}


def test_each_of_several_products_is_returned(interaction):
    interaction.given("a product is for sale", product_id=1, name="Basil", quantity=10)
    interaction.given("a product is for sale", product_id=2, name="Dill", quantity=5)
    interaction.upon_receiving("several products by their ids")
    interaction.with_request(
        "GET",
        "/api/products",
        query={"id": ["1", "2"]},
    )
    interaction.will_respond_with(200, {"results": [BASIL, DILL]})

    with interaction.serve() as url:
        found = product_service(url).products([2, 1, 2])

    assert found == {
        1: Product(1, "Basil", "basil", PRICE, 10, True),
        2: Product(2, "Dill", "dill", PRICE, 10, True),
    }


def test_product_is_returned_letter_for_letter(interaction):
    interaction.given(
        "a product is for sale",
        product_id=1,
        name="L’Été, Rose d’Álava 薔薇",
        quantity=3,
        price="1234.50",
    )
    interaction.upon_receiving("a product of many languages by id")
    interaction.with_request(
        "GET",
        "/api/products",
        query={"id": AN_ID},
    )
    interaction.will_respond_with(200, {"results": [ROSE]})

    with interaction.serve() as url:
        found = product_service(url).products([1])

    rose = Product(
        1,
        "L’Été, Rose d’Álava 薔薇",
        "lete-rose-dalava",
        Money(123450, "EUR"),
        3,
        True,
    )
    assert found == {1: rose}


def test_only_the_products_asked_for_are_returned(interaction):
    interaction.given("a product is for sale", product_id=1, name="Basil", quantity=10)
    interaction.given("a product is for sale", product_id=2, name="Dill", quantity=5)
    interaction.upon_receiving("one of two products")
    interaction.with_request("GET", "/api/products", query={"id": AN_ID})
    interaction.will_respond_with(200, {"results": [BASIL | {"id": exactly(1)}]})

    with interaction.serve() as url:
        found = product_service(url).products([1])

    assert list(found) == [1]


@pytest.mark.parametrize(
    ("state", "parameters", "left"),
    [
        ("a product is held for an order", {}, 8),
        ("a held product was sold to an order", {}, 8),
        ("what was held for an order was put back", {}, 10),
        ("what was held for an order was put back", {"times": 2}, 10),
        ("what was sold to an order was put back", {}, 10),
        ("what was sold to an order was put back", {"times": 2}, 10),
        ("the hold of an order has run out", {}, 10),
        ("an order was refused for want of a second product", {}, 10),
    ],
)
def test_stock_is_what_orders_have_left(interaction, state, parameters, left):
    often = " however often" if parameters else ""
    interaction.given(state, order_id="order-1", **parameters)
    interaction.upon_receiving(f"the stock of a product{often}")
    interaction.with_request("GET", "/api/products", query={"id": AN_ID})
    interaction.will_respond_with(
        200, {"results": [BASIL | {"quantity": exactly(left)}]}
    )

    with interaction.serve() as url:
        basil = product_service(url).products([1])[1]

    assert basil == Product(1, "Basil", "basil", PRICE, left, True)


def test_withdrawn_product_is_returned_as_such(interaction):
    interaction.given("a product was withdrawn", product_id=1, name="Basil")
    interaction.upon_receiving("products by id")
    interaction.with_request("GET", "/api/products", query={"id": AN_ID})
    interaction.will_respond_with(
        200, {"results": [BASIL | {"is_active": exactly(False)}]}
    )

    with interaction.serve() as url:
        basil = product_service(url).products([1])[1]

    assert basil == Product(1, "Basil", "basil", PRICE, 10, False)


def test_sold_out_product_is_returned_with_none_left(interaction):
    interaction.given("a product is sold out", product_id=1, name="Basil")
    interaction.upon_receiving("products by id")
    interaction.with_request("GET", "/api/products", query={"id": AN_ID})
    interaction.will_respond_with(200, {"results": [BASIL | {"quantity": exactly(0)}]})

    with interaction.serve() as url:
        basil = product_service(url).products([1])[1]

    assert basil == Product(1, "Basil", "basil", PRICE, 0, True)


def test_unknown_product_is_left_out(interaction):
    interaction.given("there are no products")
    interaction.upon_receiving("products by id")
    interaction.with_request("GET", "/api/products", query={"id": AN_ID})
    interaction.will_respond_with(200, {"results": exactly([])})

    with interaction.serve() as url:
        found = product_service(url).products([1])

    assert found == {}


def test_silent_database_leaves_no_product_out(interaction):
    interaction.given("the database does not answer")
    interaction.upon_receiving("products by id")
    interaction.with_request("GET", "/api/products", query={"id": AN_ID})
    interaction.will_respond_with(503)

    with pytest.raises(ServiceUnavailable), interaction.serve(times=PATIENTLY) as url:
        product_service(url).products([1])
