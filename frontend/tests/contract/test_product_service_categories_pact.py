"""The shelves of the shop, with how many products each holds."""

import pytest

from contract_kit.consumer.matchers import (
    etag,
    exactly,
    integer,
    some,
    text,
    token,
)
from storefront.service_models import Category

from .product_service_interactions import KNOWN, shelf


@pytest.fixture
def interaction(agree):
    return agree("frontend", "product-service")


def test_shelves_are_listed_with_their_counts(interaction):
    interaction.given("a product is for sale", name="Basil")
    interaction.upon_receiving("the categories")
    interaction.with_request("GET", "/api/categories")
    herbs = {"slug": token("herbs"), "name": text("Herbs"), "count": integer(1)}
    interaction.will_respond_with(
        200, {"results": some(herbs)}, headers={"ETag": etag('"abc"')}
    )

    with interaction.serve() as url:
        answer = shelf(url).categories()

    assert answer.value == (Category("herbs", "Herbs", 1),)
    assert answer.etag == '"abc"'


def test_shelves_stand_in_the_order_of_the_shop(interaction):
    interaction.given("the shelves hold different products")
    interaction.upon_receiving("all categories")
    interaction.with_request("GET", "/api/categories")
    shelves = [
        ("herbs", "Herbs", 2),
        ("vegetables", "Vegetables", 1),
        ("flowers", "Flowers", 1),
    ]
    listed = [
        {"slug": exactly(slug), "name": exactly(name), "count": exactly(count)}
        for slug, name, count in shelves
    ]
    interaction.will_respond_with(
        200, {"results": listed}, headers={"ETag": etag('"abc"')}
    )

    with interaction.serve() as url:
        answer = shelf(url).categories()

    assert answer.value == tuple(Category(*each) for each in shelves)
    assert answer.etag == '"abc"'


def test_changed_shelves_are_sent_again(interaction):
    path = "/api/categories"
    interaction.given("a product is for sale", name="Basil")
    interaction.given("the consumer knows an answer by its ETag", path=path, query={})
    interaction.given("another shelf holds a product")
    interaction.upon_receiving("the outdated categories")
    interaction.with_request("GET", path, headers=KNOWN)
    herbs = {"slug": token("herbs"), "name": text("Herbs"), "count": integer(1)}
    interaction.will_respond_with(
        200, {"results": [herbs, herbs]}, headers={"ETag": etag('"def"')}
    )

    with interaction.serve() as url:
        answer = shelf(url).categories('"abc"')

    assert answer.value == (Category("herbs", "Herbs", 1),) * 2
    assert answer.etag == '"def"'


def test_empty_shop_has_no_shelves(interaction):
    interaction.given("there are no products")
    interaction.upon_receiving("the categories")
    interaction.with_request("GET", "/api/categories")
    interaction.will_respond_with(200, {"results": exactly([])})

    with interaction.serve() as url:
        answer = shelf(url).categories().value

    assert answer == ()


def test_unchanged_shelves_are_not_sent_again(interaction):
    path = "/api/categories"
    interaction.given("a product is for sale", name="Basil")
    interaction.given("the consumer knows an answer by its ETag", path=path, query={})
    interaction.upon_receiving("the known categories")
    interaction.with_request("GET", path, headers=KNOWN)
    interaction.will_respond_with(304)

    with interaction.serve() as url:
        answer = shelf(url).categories('"abc"')

    assert answer is None
