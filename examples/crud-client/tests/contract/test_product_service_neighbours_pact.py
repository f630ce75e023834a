"""One product among others, and what becomes of it."""

import pytest

from contract_kit.consumer.matchers import decimal, exactly, integer, pattern, text

from ...crud_client import Client
from .test_product_service_pact import (
    BASIL,
    CALLS,
    KEY,
    MISSING,
    NEW,
    PROBLEM,
    TOKEN,
    refused,
)

CREATED, UPDATED = "Product created successfully", "Product updated successfully"


@pytest.fixture
def interaction(agree):
    return agree("crud-client", "product-service")


@pytest.fixture
def managed(interaction):
    return interaction.given("an administrator is signed in")


@pytest.fixture
def stocked(managed):
    return managed.given("a product is for sale")


def counted(product):
    members = {name: product[name] for name in ("id", "name", "quantity")}
    price = decimal(f"{product['price']:.2f}")
    return {name: exactly(value) for name, value in members.items()} | {"price": price}


def wish_new_product(interaction, description, **changes):
    given = NEW | changes
    price = given["price"]
    product = given | {"price": decimal(f"{price:.2f}") if price >= 0 else price}
    interaction.upon_receiving(description)
    interaction.with_request("POST", "/products", headers=KEY, json=product)


# Looking


def test_product_is_the_one_that_was_asked_for(interaction):
    interaction.given("the shelves hold different products")
    interaction.upon_receiving("a look at one of many products")
    interaction.with_request("GET", "/products/3")
    carrot = {"id": 3, "name": "Carrot", "price": 12.0, "quantity": 10}
    interaction.will_respond_with(200, counted(carrot))

    with interaction.serve() as url:
        assert Client(url).product(3) == carrot


def test_a_hundred_products_are_listed_at_once(interaction):
    interaction.given("as many products are for sale as are told at once")
    interaction.upon_receiving("a list of a hundred products")
    interaction.with_request("GET", "/products")
    products = [
        BASIL | {"id": place + 1, "name": f"Basil {place}"} for place in range(100)
    ]
    interaction.will_respond_with(
        200, {"products": [counted(each) for each in products]}
    )

    with interaction.serve() as url:
        assert Client(url).products() == products


@pytest.mark.parametrize(
    ("product_id", "what"), [(5, "a withdrawn one"), (99, "an unknown one")]
)
def test_product_that_is_not_for_sale_is_not_found(interaction, product_id, what):
    interaction.given("the shelves hold different products")
    asked = f"a look at {what} among many products"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", f"/products/{product_id}")
    interaction.will_respond_with(404, MISSING, headers=PROBLEM)

    message = refused(interaction, lambda shop: shop.product(product_id))

    assert message == "404 Product not found"


@pytest.mark.parametrize(
    ("state", "left"),
    [
        (
            "an administrator has deleted one of two products",
            [{"id": 2, "name": "Dill", "price": 2.4, "quantity": 10}],
        ),
        (
            "an administrator has changed one of two products",
            [
                {"id": 1, "name": "Thai basil", "price": 2.4, "quantity": 3},
                {"id": 2, "name": "Dill", "price": 2.4, "quantity": 10},
            ],
        ),
        (
            "a product is sold out",
            [{"id": 1, "name": "Basil", "price": 2.4, "quantity": 0}],
        ),
    ],
)
def test_list_shows_what_has_become_of_products(interaction, state, left):
    interaction.given(state)
    interaction.upon_receiving(f"a list of products when {state}")
    interaction.with_request("GET", "/products")
    interaction.will_respond_with(
        200, {"products": [counted(product) for product in left]}
    )

    with interaction.serve() as url:
        assert Client(url).products() == left


# Changing


@pytest.mark.parametrize(
    ("description", "product"),
    [
        ("a new product of which there is none", NEW | {"quantity": 0}),
        ("a new product of which there is much", NEW | {"quantity": 1_000_000}),
        ("a new product for nothing", NEW | {"price": 0.0}),
        ("a new product for some cents", NEW | {"price": 0.05}),
        ("a new product for thousands", NEW | {"price": 1234.5}),
        ("a new product with a long name", NEW | {"name": "B" * 120}),
        ("a new product of another language", NEW | {"name": "L’Été & 薔薇"}),
    ],
)
def test_product_is_added_as_it_was_described(managed, description, product):
    wish_new_product(managed, description, **product)
    shape = counted(product | {"id": 1}) | {"id": integer(1)}
    managed.will_respond_with(201, {"message": CREATED, "product": shape})

    with managed.serve() as url:
        created = Client(url, TOKEN).create(**product)

    assert created == (CREATED, {"id": 1} | product)


@pytest.mark.parametrize(
    ("description", "changes"),
    [
        ("a new product of which there is less than none", {"quantity": -1}),
        ("a new product of which there is too much", {"quantity": 1_000_001}),
        ("a new product for less than nothing", {"price": -1}),
        ("a new product without a name", {"name": ""}),
        ("a new product with too long a name", {"name": "B" * 121}),
    ],
)
def test_product_that_cannot_be_is_refused(managed, description, changes):
    wish_new_product(managed, description, **changes)
    (field,) = changes
    named = pattern(f"Look again. {field}: Mend it.", f".+ {field}: .+")
    managed.will_respond_with(422, {"message": named}, headers=PROBLEM)

    message = refused(managed, lambda shop: shop.create(**NEW | changes))

    assert message == f"422 Look again. {field}: Mend it."


def test_name_that_nobody_can_spell_needs_an_address(managed):
    changes = {"name": "薔薇"}
    wish_new_product(managed, "a new product that nobody can spell", **changes)
    named = pattern("Look again. slug: Give one.", ".+ slug: .+")
    managed.will_respond_with(422, {"message": named}, headers=PROBLEM)

    message = refused(managed, lambda shop: shop.create(**NEW | changes))

    assert message == "422 Look again. slug: Give one."


@pytest.mark.parametrize("name", ["BASIL", "Básil", "Basil!"])
def test_name_is_taken_however_it_is_written(stocked, name):
    wish_new_product(stocked, f"a new product by the taken name {name}", name=name)
    stocked.will_respond_with(409, {"message": text("It is taken.")}, headers=PROBLEM)

    message = refused(stocked, lambda shop: shop.create(**NEW | {"name": name}))

    assert message == "409 It is taken."


def test_name_of_a_product_that_was_withdrawn_stays_taken(managed):
    managed.given("a product was withdrawn")
    wish_new_product(managed, "a new product by the name of a withdrawn one")
    managed.will_respond_with(409, {"message": text("It is taken.")}, headers=PROBLEM)

    message = refused(managed, lambda shop: shop.create(**NEW))

    assert message == "409 It is taken."


@pytest.mark.parametrize(
    ("description", "changes", "sent"),
    [
        ("a change of the quantity alone", {"quantity": 0}, {}),
        ("a change of the price alone", {"price": 3.5}, {"price": decimal("3.50")}),
        ("a change of the name alone", {"name": "Thai basil"}, {}),
        ("a change that keeps the name", {"name": "Basil", "quantity": 3}, {}),
        ("a change of the letters of a name", {"name": "BASIL"}, {}),
    ],
)
def test_what_is_not_given_stays_as_it_was(stocked, description, changes, sent):
    asked = changes | sent
    stocked.upon_receiving(description)
    stocked.with_request("PUT", "/products/1", headers=KEY, json=asked)
    changed = BASIL | changes
    stocked.will_respond_with(200, {"message": UPDATED, "product": counted(changed)})

    with stocked.serve() as url:
        updated = Client(url, TOKEN).update(1, **changes)

    assert updated == (UPDATED, changed)


def test_other_product_is_changed_by_its_number(stocked):
    stocked.given("a product is for sale", product_id=2, name="Dill")
    asked, changes = "a change of the second product", {"quantity": 3}
    stocked.upon_receiving(asked)
    stocked.with_request("PUT", "/products/2", headers=KEY, json=changes)
    dill = {"id": 2, "name": "Dill", "price": 2.4, "quantity": 3}
    stocked.will_respond_with(200, {"message": UPDATED, "product": counted(dill)})

    with stocked.serve() as url:
        updated = Client(url, TOKEN).update(2, quantity=3)

    assert updated == (UPDATED, dill)


@CALLS
@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("somebody who is an administrator no longer is signed in", 403),
        ("somebody who was an administrator and is shut out is signed in", 403),
        ("the sign-in of an administrator has ended", 401),
        ("an administrator is signed in whose account was closed", 401),
    ],
)
def test_only_who_is_an_administrator_now_changes_the_shelves(
    interaction, wish, call, state, status
):
    interaction.given(state)
    wish(interaction)
    interaction.will_respond_with(
        status, {"message": text("You may not.")}, headers=PROBLEM
    )

    assert refused(interaction, call) == f"{status} You may not."
