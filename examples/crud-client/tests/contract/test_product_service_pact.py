import pytest

from contract_kit.consumer.matchers import (
    decimal,
    exactly,
    from_state,
    integer,
    pattern,
    some,
    text,
)

from ...crud_client import Client, Refused

TOKEN = "the-token"
KEY = {"Authorization": from_state("Bearer ${token}", example=f"Bearer {TOKEN}")}
PROBLEM = {"Content-Type": "application/problem+json"}
BASIL = {"id": 1, "name": "Basil", "price": 2.4, "quantity": 10}
NEW = {"name": "Basil", "price": 2.4, "quantity": 10}
PRODUCT = {
    "id": integer(1),
    "name": exactly("Basil"),
    "price": decimal("2.40"),
    "quantity": exactly(10),
}
MISSING = {"message": "Product not found"}


@pytest.fixture
def interaction(agree):
    return agree("crud-client", "product-service")


@pytest.fixture
def managed(interaction):
    return interaction.given("an administrator is signed in")


@pytest.fixture
def stocked(managed):
    return managed.given("a product is for sale")


def wish_new_product(interaction, description="a new product", headers=KEY, **changes):
    product = NEW | {"price": decimal("2.40")} | changes
    interaction.upon_receiving(description)
    interaction.with_request("POST", "/products", headers=headers, json=product)


def wish_change(interaction, description="a change of a product", headers=KEY):
    changes = {"name": "Dill", "quantity": 3}
    interaction.upon_receiving(description)
    interaction.with_request("PUT", "/products/1", headers=headers, json=changes)


def wish_deletion(interaction, description="a deletion of a product", headers=KEY):
    interaction.upon_receiving(description)
    interaction.with_request("DELETE", "/products/1", headers=headers)


def create(shop):
    return shop.create(**NEW)


def update(shop):
    return shop.update(1, name="Dill", quantity=3)


def delete(shop):
    return shop.delete(1)


CALLS = pytest.mark.parametrize(
    ("wish", "call"),
    [(wish_new_product, create), (wish_change, update), (wish_deletion, delete)],
)


def refused(interaction, call, token=TOKEN):
    with pytest.raises(Refused) as refused, interaction.serve() as url:
        call(Client(url, token))
    return str(refused.value)


# Looking


def test_products_are_listed(interaction):
    interaction.given("a product is for sale")
    interaction.upon_receiving("a list of products")
    interaction.with_request("GET", "/products")
    interaction.will_respond_with(200, {"products": some(PRODUCT)})

    with interaction.serve() as url:
        assert Client(url).products() == [BASIL]


def test_only_products_for_sale_are_listed_in_the_order_of_the_shop(interaction):
    interaction.given("the shelves hold different products")
    interaction.upon_receiving("a list of different products")
    interaction.with_request("GET", "/products")
    prices = {
        "Dill": "3.20",
        "basil, sweet": "2.40",
        "Carrot": "12.00",
        "Sweet pea": "1.80",
    }
    listed = [
        PRODUCT | {"name": exactly(name), "price": decimal(price)}
        for name, price in prices.items()
    ]
    interaction.will_respond_with(200, {"products": listed})

    with interaction.serve() as url:
        products = Client(url).products()

    assert [product["name"] for product in products] == list(prices)
    assert [product["price"] for product in products] == [3.2, 2.4, 12, 1.8]


def test_empty_catalogue_is_an_empty_list(interaction):
    interaction.given("there are no products")
    interaction.upon_receiving("a list of products")
    interaction.with_request("GET", "/products")
    interaction.will_respond_with(200, {"products": exactly([])})

    with interaction.serve() as url:
        assert Client(url).products() == []


def test_product_is_shown(interaction):
    interaction.given("a product is for sale")
    interaction.upon_receiving("a look at a product")
    interaction.with_request("GET", "/products/1")
    interaction.will_respond_with(200, PRODUCT | {"id": exactly(1)})

    with interaction.serve() as url:
        assert Client(url).product(1) == BASIL


@pytest.mark.parametrize("state", ["there are no products", "a product was withdrawn"])
def test_product_that_is_not_for_sale_is_not_found(interaction, state):
    interaction.given(state)
    interaction.upon_receiving("a look at a product that is not for sale")
    interaction.with_request("GET", "/products/1")
    interaction.will_respond_with(404, MISSING, headers=PROBLEM)

    message = refused(interaction, lambda shop: shop.product(1))

    assert message == "404 Product not found"


# Changing


def test_administrator_adds_a_product(managed):
    managed.given("there are no products")
    wish_new_product(managed)
    managed.will_respond_with(
        201, {"message": "Product created successfully", "product": PRODUCT}
    )

    with managed.serve() as url:
        created = create(Client(url, TOKEN))

    assert created == ("Product created successfully", BASIL)


def test_taken_name_is_refused(stocked):
    wish_new_product(stocked)
    stocked.will_respond_with(409, {"message": text("It is taken.")}, headers=PROBLEM)

    assert refused(stocked, create) == "409 It is taken."


def test_price_that_is_no_number_is_refused(managed):
    managed.given("there are no products")
    wish_new_product(managed, "a new product with an unfit price", price="cheap")
    named = pattern("Look again. price: Give a number.", ".+ price: .+")
    managed.will_respond_with(422, {"message": named}, headers=PROBLEM)

    message = refused(managed, lambda shop: shop.create(**NEW | {"price": "cheap"}))

    assert message == "422 Look again. price: Give a number."


def test_administrator_changes_what_is_given(stocked):
    wish_change(stocked)
    dill = PRODUCT | {"id": exactly(1), "name": exactly("Dill"), "quantity": exactly(3)}
    stocked.will_respond_with(
        200, {"message": "Product updated successfully", "product": dill}
    )

    with stocked.serve() as url:
        updated = update(Client(url, TOKEN))

    changed = BASIL | {"name": "Dill", "quantity": 3}
    assert updated == ("Product updated successfully", changed)


def test_name_of_another_product_is_refused(stocked):
    stocked.given("a product is for sale", product_id=2, name="Dill")
    wish_change(stocked)
    stocked.will_respond_with(409, {"message": text("It is taken.")}, headers=PROBLEM)

    assert refused(stocked, update) == "409 It is taken."


def test_administrator_deletes_a_product(stocked):
    wish_deletion(stocked)
    stocked.will_respond_with(200, {"message": "Product deleted successfully"})

    with stocked.serve() as url:
        message = delete(Client(url, TOKEN))

    assert message == "Product deleted successfully"


@pytest.mark.parametrize("state", ["there are no products", "a product was withdrawn"])
@pytest.mark.parametrize(
    ("wish", "kind", "call"),
    [(wish_change, "a change", update), (wish_deletion, "a deletion", delete)],
)
def test_product_that_is_not_for_sale_is_not_changed(managed, state, wish, kind, call):
    managed.given(state)
    wish(managed, f"{kind} of a product that is not for sale")
    managed.will_respond_with(404, MISSING, headers=PROBLEM)

    assert refused(managed, call) == "404 Product not found"


@CALLS
def test_shopper_may_not_change_the_shelves(interaction, wish, call):
    interaction.given("a shopper is signed in")
    wish(interaction)
    interaction.will_respond_with(
        403, {"message": text("You may not.")}, headers=PROBLEM
    )

    assert refused(interaction, call) == "403 You may not."


@CALLS
def test_nobody_changes_the_shelves_without_a_token(interaction, wish, call):
    wish(interaction, headers={})
    interaction.will_respond_with(
        401, {"message": text("Not logged in")}, headers=PROBLEM
    )

    assert refused(interaction, call, token="") == "401 Not logged in"


def test_silent_database_is_a_503(interaction):
    interaction.given("the database does not answer")
    interaction.upon_receiving("a list of products")
    interaction.with_request("GET", "/products")
    interaction.will_respond_with(503, {"message": text("Try later.")}, headers=PROBLEM)

    assert refused(interaction, Client.products) == "503 Try later."
