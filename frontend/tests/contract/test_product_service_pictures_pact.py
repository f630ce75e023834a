"""Drawings of products, and those that the storefront knows already."""

import pytest

from contract_kit.consumer.matchers import (
    document,
    etag,
    pattern,
)
from service_kit.http_client import NotFound

from .product_service_interactions import KNOWN, shelf

SVG = {"Accept": "image/svg+xml"}
# A leaf that can be seen: pages are also looked at with the examples alone.
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 4">'
    '<path d="M1.5 3.5Q0 2 1.5.5 3 2 1.5 3.5" fill="green"/></svg>'
)


@pytest.fixture
def interaction(agree):
    return agree("frontend", "product-service")


@pytest.mark.parametrize("state", ["a product is for sale", "a product was withdrawn"])
def test_drawing_of_a_product_is_fetched(interaction, state):
    drawing = pattern(DRAWING, r"<svg[\s\S]*</svg>\s*")
    interaction.given(state, name="Basil")
    interaction.upon_receiving("a drawing")
    interaction.with_request("GET", "/pictures/basil.svg", headers=SVG)
    interaction.will_respond_with(
        200, document("image/svg+xml", drawing), headers={"ETag": etag('"d1"')}
    )

    with interaction.serve() as url:
        answer = shelf(url).picture("basil")

    assert (answer.value.content, answer.etag) == (DRAWING.encode(), '"d1"')
    assert answer.value.media_type == "image/svg+xml"


def test_changed_drawing_is_sent_again(interaction):
    path, drawing = "/pictures/basil.svg", pattern(DRAWING, r"<svg[\s\S]*</svg>\s*")
    interaction.given("a product is for sale", name="Basil")
    interaction.given("the consumer knows an answer by its ETag", path=path, query={})
    interaction.given("the product is drawn in another colour")
    interaction.upon_receiving("an outdated drawing")
    interaction.with_request("GET", path, headers=SVG | KNOWN)
    interaction.will_respond_with(
        200, document("image/svg+xml", drawing), headers={"ETag": etag('"d2"')}
    )

    with interaction.serve() as url:
        answer = shelf(url).picture("basil", '"abc"')

    assert (answer.value.content, answer.etag) == (DRAWING.encode(), '"d2"')
    assert answer.value.media_type == "image/svg+xml"


def test_drawing_of_no_product_is_not_found(interaction):
    interaction.given("there are no products")
    interaction.upon_receiving("a drawing")
    interaction.with_request("GET", "/pictures/basil.svg", headers=SVG)
    interaction.will_respond_with(404)

    with pytest.raises(NotFound), interaction.serve() as url:
        shelf(url).picture("basil")


def test_unchanged_drawing_is_not_sent_again(interaction):
    path = "/pictures/basil.svg"
    interaction.given("a product is for sale", name="Basil")
    interaction.given("the consumer knows an answer by its ETag", path=path, query={})
    interaction.upon_receiving("a known drawing")
    interaction.with_request("GET", path, headers=SVG | KNOWN)
    interaction.will_respond_with(304)

    with interaction.serve() as url:
        answer = shelf(url).picture("basil", '"abc"')

    assert answer is None
