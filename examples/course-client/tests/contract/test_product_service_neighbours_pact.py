"""One product among others, and who may see or add it."""

import pytest

from contract_kit.consumer.matchers import element, exactly, text

from ...course_client import ProductClient, Refused
from .test_product_service_pact import (
    BASIL,
    KEY,
    PROBLEM,
    PRODUCT,
    SHOWN,
    XML,
    wish_new_product,
)

CARROT = {
    "id": 3,
    "name": "Carrot",
    "slug": "carrot",
    "price": "12.00",
    "image": "/pictures/carrot.svg",
}


@pytest.fixture
def interaction(agree):
    return agree("course-client", "product-service")


def test_product_is_the_one_that_was_asked_for(interaction):
    interaction.given("the shelves hold different products")
    interaction.upon_receiving("a look at one of many products")
    interaction.with_request("GET", "/api/product/carrot")
    carrot = {name: exactly(value) for name, value in CARROT.items()}
    interaction.will_respond_with(200, {"result": carrot})

    with interaction.serve() as url:
        assert ProductClient(url).product("carrot") == CARROT


def test_product_in_xml_is_the_one_that_was_asked_for(interaction):
    interaction.given("the shelves hold different products")
    asked = "a look at one of many products in XML"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", "/api/product/carrot", headers=XML)
    carrot = {name: str(value) for name, value in CARROT.items()}
    members = [element(name, value) for name, value in carrot.items()]
    interaction.will_respond_with(200, element("response", element("result", *members)))

    with interaction.serve() as url:
        assert ProductClient(url).product_in_xml("carrot") == carrot


def test_signs_of_a_name_are_escaped_in_xml(interaction):
    name = "Salt & <Pepper>"
    interaction.given("a product is for sale", name=name)
    path = "/api/product/salt-pepper"
    interaction.upon_receiving("a look at a name with signs in XML")
    interaction.with_request("GET", path, headers=XML)
    shapes = PRODUCT | {"name": name}
    members = [element(member, shape) for member, shape in shapes.items()]
    interaction.will_respond_with(200, element("response", element("result", *members)))

    with interaction.serve() as url:
        product = ProductClient(url).product_in_xml("salt-pepper")

    assert product == SHOWN | {"id": "1", "name": name}


@pytest.mark.parametrize(
    "state",
    [
        "a shopper is signed in",
        "somebody who is an administrator no longer is signed in",
        "somebody who was an administrator and is shut out is signed in",
    ],
)
def test_withdrawn_product_is_shown_to_no_shopper(interaction, state):
    interaction.given("a product was withdrawn").given(state)
    asked = "a look at a withdrawn product with a key"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", "/api/product/basil", headers=KEY)
    interaction.will_respond_with(
        404, {"message": "Cannot find product"}, headers=PROBLEM
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        ProductClient(url, "the-key").product("basil")

    assert str(refused.value) == "404 Cannot find product"


def test_withdrawn_product_is_shown_to_administrators(interaction):
    interaction.given("a product was withdrawn").given("an administrator is signed in")
    asked = "a look at a withdrawn product with an administrator's key"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", "/api/product/basil", headers=KEY)
    interaction.will_respond_with(200, {"result": PRODUCT})

    with interaction.serve() as url:
        assert ProductClient(url, "the-key").product("basil") == SHOWN


@pytest.mark.parametrize(
    ("description", "changes"),
    [
        ("a new product by a taken name", {"slug": "sweet-basil"}),
        ("a new product at a taken address", {"name": "Sweet basil"}),
    ],
)
def test_name_and_address_are_taken_each_for_itself(interaction, description, changes):
    interaction.given("an administrator is signed in").given("a product is for sale")
    wish_new_product(interaction, description, **changes)
    interaction.will_respond_with(
        409, {"message": text("It is taken.")}, headers=PROBLEM
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        ProductClient(url, "the-key").create(**BASIL | changes)

    assert str(refused.value) == "409 It is taken."


def test_name_of_a_withdrawn_product_stays_taken(interaction):
    interaction.given("an administrator is signed in").given("a product was withdrawn")
    asked, changes = "a new product by a withdrawn one's name", {"slug": "sweet-basil"}
    wish_new_product(interaction, asked, **changes)
    interaction.will_respond_with(
        409, {"message": text("It is taken.")}, headers=PROBLEM
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        ProductClient(url, "the-key").create(**BASIL | changes)

    assert str(refused.value) == "409 It is taken."


def test_product_is_added_beside_others(interaction):
    interaction.given("an administrator is signed in").given("a product is for sale")
    changes = {"name": "Dill", "slug": "garden-dill", "price": "0.05"}
    wish_new_product(interaction, "a new product beside another", **changes)
    added = PRODUCT | {name: exactly(value) for name, value in changes.items()}
    added["image"] = exactly("/pictures/garden-dill.svg")
    interaction.will_respond_with(201, {"message": "Product added", "product": added})

    with interaction.serve() as url:
        message, product = ProductClient(url, "the-key").create(**BASIL | changes)

    there = {"id": 1, "image": "/pictures/garden-dill.svg"}
    assert (message, product) == ("Product added", changes | there)


@pytest.mark.parametrize(
    ("description", "changes"),
    [
        ("a new product for less than nothing", {"price": "-1.00"}),
        ("a new product for parts of a cent", {"price": "2.405"}),
        ("a new product at an odd address", {"slug": "Basil Sweet"}),
        ("a new product without a name", {"name": ""}),
    ],
)
def test_product_that_cannot_be_is_refused(interaction, description, changes):
    interaction.given("an administrator is signed in")
    wish_new_product(interaction, description, **changes)
    interaction.will_respond_with(
        422, {"message": text("Look again.")}, headers=PROBLEM
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        ProductClient(url, "the-key").create(**BASIL | changes)

    assert str(refused.value) == "422 Look again."


def test_ended_key_adds_nothing(interaction):
    interaction.given("the sign-in of an administrator has ended")
    wish_new_product(interaction, "a new product with an ended key")
    interaction.will_respond_with(401, {"message": "Not logged in"}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        ProductClient(url, "the-key").create(**BASIL)

    assert str(refused.value) == "401 Not logged in"
