"""What an answer of the catalogue means, where its shape alone would not show it."""

from dataclasses import replace

import pytest

from contract_kit.consumer.matchers import (
    etag,
    exactly,
    from_state,
    nothing,
    some,
)
from storefront.clients.product_service import CatalogueQuery

from .product_service_interactions import BASIL, PACKET, page_of, shelf, wish_page


@pytest.fixture
def interaction(agree):
    return agree("frontend", "product-service")


@pytest.mark.parametrize(
    ("looked_for", "names"),
    [
        # Whoever types is not done yet, and seeds come by the dozen.
        (CatalogueQuery("carr"), ["Carrot"]),
        (CatalogueQuery("carrots"), ["Carrot"]),
        (CatalogueQuery("vegetables"), ["Carrot"]),
        (CatalogueQuery("herbs"), ["Dill", "basil, sweet"]),
        (CatalogueQuery("herb basil"), ["basil, sweet"]),
        (CatalogueQuery("sweet"), ["basil, sweet", "Sweet pea"]),
        (CatalogueQuery("sweet", sort="price"), ["Sweet pea", "basil, sweet"]),
        (CatalogueQuery("sweet", sort="-price"), ["basil, sweet", "Sweet pea"]),
        (CatalogueQuery("sweet", sort="newest"), ["Sweet pea", "basil, sweet"]),
        (CatalogueQuery(category="herbs", sort="price"), ["basil, sweet", "Dill"]),
        # What is withdrawn is found by no word, and no sign stands for others.
        (CatalogueQuery("purple"), []),
        (CatalogueQuery("oak"), []),
        (CatalogueQuery("%"), []),
        (CatalogueQuery("d_ll"), []),
        (CatalogueQuery(category="herb"), []),
        (CatalogueQuery(category="Herbs"), []),
    ],
)
def test_words_mean_what_a_shopper_means(interaction, looked_for, names):
    interaction.given("the shelves hold different products")
    narrowed = (looked_for.words, looked_for.category, looked_for.sort)
    asked = f"a meaning of {' by '.join(filter(None, narrowed))}"
    wish_page(interaction, asked, looked_for)
    interaction.will_respond_with(200, page_of(*names))

    with interaction.serve() as url:
        page = shelf(url).catalogue(looked_for).value

    assert [product.name for product in page.products] == names
    assert (page.next, page.total) == (None, len(names))


@pytest.mark.parametrize(
    ("plant", "colours", "alt"),
    [
        ("basil", ["#cc2222"], "Drawing of a sprig of red basil"),
        (
            "viola",
            ["#336699", "#ffd93b"],
            "Drawing of six small blue and yellow violas",
        ),
    ],
)
def test_picture_is_described_for_who_cannot_see_it(interaction, plant, colours, alt):
    interaction.given("a product is drawn", plant=plant, colours=colours)
    interaction.upon_receiving(f"a product that is drawn as {plant}")
    interaction.with_request("GET", "/api/product/basil")
    drawn = BASIL | {"image_alt": exactly(alt)}
    interaction.will_respond_with(
        200, {"result": drawn}, headers={"ETag": etag('"1-2"')}
    )

    with interaction.serve() as url:
        answer = shelf(url).product("basil")

    assert (answer.value, answer.etag) == (replace(PACKET, image_alt=alt), '"1-2"')


def test_packet_without_a_picture_is_described_by_its_name(interaction):
    interaction.given("a product is for sale", name="Basil")
    interaction.upon_receiving("a product without a picture")
    interaction.with_request("GET", "/api/product/basil")
    alt = "Drawing of a seed packet of Basil"
    plain = BASIL | {"image_alt": exactly(alt)}
    interaction.will_respond_with(
        200, {"result": plain}, headers={"ETag": etag('"1-1"')}
    )

    with interaction.serve() as url:
        answer = shelf(url).product("basil")

    assert (answer.value, answer.etag) == (replace(PACKET, image_alt=alt), '"1-1"')


def test_product_is_sent_again_when_packets_were_taken(interaction):
    path = "/api/product/basil"
    interaction.given("a product is for sale", name="Basil")
    interaction.given("the consumer knows an answer by its ETag", path=path, query={})
    interaction.given("packets of the product were taken off the shelf", quantity=3)
    known = {"If-None-Match": from_state("${etag}", example='"abc"')}
    interaction.upon_receiving("a product with fewer packets")
    interaction.with_request("GET", path, headers=known)
    fewer = BASIL | {"quantity": exactly(7)}
    interaction.will_respond_with(
        200, {"result": fewer}, headers={"ETag": etag('"1-2"')}
    )

    with interaction.serve() as url:
        answer = shelf(url).product("basil", '"abc"')

    assert (answer.value, answer.etag) == (replace(PACKET, quantity=7), '"1-2"')


def test_a_hundred_products_are_returned_at_once(interaction):
    interaction.given("as many products are for sale as are told at once")
    numbers = range(1, 101)
    interaction.upon_receiving("a hundred products by their ids")
    interaction.with_request(
        "GET",
        "/api/products",
        query={"id": [str(number) for number in numbers]},
    )
    all_of_them = {"next": nothing, "total": exactly(100)}
    interaction.will_respond_with(200, {"results": some(BASIL)} | all_of_them)

    with interaction.serve() as url:
        products = shelf(url).products(numbers)

    assert products == (PACKET,)


def test_products_by_id_stand_in_the_order_of_the_shelf(interaction):
    interaction.given("a product is for sale", product_id=1, name="Basil")
    interaction.given("a product is for sale", product_id=2, name="Dill")
    interaction.upon_receiving("two products the other way round")
    interaction.with_request(
        "GET",
        "/api/products",
        query={"id": ["2", "1"]},
    )
    found = [BASIL | {"id": exactly(number)} for number in (1, 2)]
    interaction.will_respond_with(200, {"results": found, "total": exactly(2)})

    with interaction.serve() as url:
        products = shelf(url).products([2, 1])

    assert products == (PACKET, replace(PACKET, id=2))
