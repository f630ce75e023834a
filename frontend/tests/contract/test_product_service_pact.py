from collections.abc import Mapping
from dataclasses import replace

import pytest

from contract_kit.consumer.matcher_types import Value
from contract_kit.consumer.matchers import (
    etag,
    exactly,
    flag,
    integer,
    nothing,
    pattern,
    some,
    text,
)
from service_kit.http_client import NotFound, ServiceUnavailable
from service_kit.money import Money
from storefront.service_models import Facts, Product

from .product_service_interactions import BASIL as FOR_SALE
from .product_service_interactions import KNOWN, PACKET, shelf

# A reading call is made twice more where its provider cannot work just now.
PATIENTLY = 3
BASIL = FOR_SALE | {"is_active": flag(True)}
BARE = {"description": exactly(""), "facts": nothing}
LETTERS = "L’Été, Rose d’Álava 薔薇"
ROSE = {
    "id": 1,
    "name": LETTERS,
    "slug": "lete-rose-dalava",
    "category": "herbs",
    "description": "Für É.\n庭",
    "price": "1234.50",
    "currency": "EUR",
    "image": "/pictures/lete-rose-dalava.svg",
    "quantity": 3,
    "is_active": True,
    "facts": {
        "botanical_name": "Ocimum basilicum",
        "sowing_months": [4, 5],
        "height_cm": 40,
        "spacing_cm": 25,
        "depth_mm": 5,
    },
}


@pytest.fixture
def interaction(agree):
    return agree("frontend", "product-service")


def named(packet: Mapping[str, Value], name: str) -> Mapping[str, Value]:
    """A packet that must be the one of this name."""
    return packet | {"name": exactly(name)}


def bare_packet() -> Product:
    return Product(**{**vars(PACKET), "description": "", "facts": None})


def test_product_is_shown_word_for_word(interaction):
    interaction.given(
        "a product was described in many languages",
        name=LETTERS,
        price="1234.50",
        quantity=3,
    )
    path = "/api/product/lete-rose-dalava"
    interaction.upon_receiving("a product of many languages")
    interaction.with_request("GET", path)
    members = {name: exactly(value) for name, value in ROSE.items()}
    rose = members | {"image_alt": text("A drawing of a rose")}
    interaction.will_respond_with(
        200, {"result": rose}, headers={"ETag": etag('"1-1"')}
    )

    with interaction.serve() as url:
        answer = shelf(url).product("lete-rose-dalava")

    assert answer.value == Product(
        id=1,
        name=LETTERS,
        slug="lete-rose-dalava",
        category="herbs",
        description="Für É.\n庭",
        price=Money(123450, "EUR"),
        image="/pictures/lete-rose-dalava.svg",
        image_alt="A drawing of a rose",
        quantity=3,
        is_active=True,
        facts=Facts("Ocimum basilicum", (4, 5), 40, 25, 5),
    )
    assert answer.etag == '"1-1"'


def test_changed_product_is_sent_again(interaction):
    path = "/api/product/basil"
    interaction.given("a product is for sale", name="Basil")
    interaction.given("the consumer knows an answer by its ETag", path=path, query={})
    interaction.given("the product has become dearer")
    interaction.upon_receiving("an outdated product")
    interaction.with_request("GET", path, headers=KNOWN)
    dearer = BASIL | {"price": exactly("9.99")}
    interaction.will_respond_with(
        200, {"result": dearer}, headers={"ETag": etag('"1-2"')}
    )

    with interaction.serve() as url:
        answer = shelf(url).product("basil", '"abc"')

    assert answer.value == replace(PACKET, price=Money(999, "EUR"))
    assert answer.etag == '"1-2"'


def test_product_is_shown_with_all_its_facts(interaction):
    interaction.given("a product is for sale", name="Basil")
    interaction.upon_receiving("a product")
    interaction.with_request("GET", "/api/product/basil")
    interaction.will_respond_with(
        200, {"result": BASIL}, headers={"ETag": etag('"1-1"')}
    )

    with interaction.serve() as url:
        answer = shelf(url).product("basil")

    assert (answer.value, answer.etag) == (PACKET, '"1-1"')


def test_product_may_lack_facts_and_description(interaction):
    interaction.given("a product has neither facts nor a description", name="Basil")
    interaction.upon_receiving("a product")
    interaction.with_request("GET", "/api/product/basil")
    interaction.will_respond_with(
        200, {"result": BASIL | BARE}, headers={"ETag": etag('"1-1"')}
    )

    with interaction.serve() as url:
        answer = shelf(url).product("basil")

    assert (answer.value, answer.etag) == (bare_packet(), '"1-1"')


def test_sold_out_product_is_still_shown(interaction):
    interaction.given("a product is sold out", name="Basil")
    interaction.upon_receiving("a product")
    interaction.with_request("GET", "/api/product/basil")
    sold_out = BASIL | {"quantity": exactly(0)}
    interaction.will_respond_with(
        200, {"result": sold_out}, headers={"ETag": etag('"1-1"')}
    )

    with interaction.serve() as url:
        answer = shelf(url).product("basil")

    assert answer.value == Product(**{**vars(PACKET), "quantity": 0})
    assert (answer.value.is_for_sale, answer.etag) == (False, '"1-1"')


@pytest.mark.parametrize("state", ["there are no products", "a product was withdrawn"])
def test_product_that_is_not_sold_is_not_found(interaction, state):
    interaction.given(state)
    interaction.upon_receiving("a product")
    interaction.with_request("GET", "/api/product/basil")
    interaction.will_respond_with(404)

    with pytest.raises(NotFound), interaction.serve() as url:
        shelf(url).product("basil")


def test_unchanged_product_is_not_sent_again(interaction):
    path = "/api/product/basil"
    interaction.given("a product is for sale", name="Basil")
    interaction.given("the consumer knows an answer by its ETag", path=path, query={})
    interaction.upon_receiving("a known product")
    interaction.with_request("GET", path, headers=KNOWN)
    interaction.will_respond_with(304)

    with interaction.serve() as url:
        answer = shelf(url).product("basil", '"abc"')

    assert answer is None


@pytest.mark.parametrize(
    ("state", "is_active"),
    [("a product is for sale", True), ("a product was withdrawn", False)],
)
def test_product_of_an_order_is_found_by_id(interaction, state, is_active):
    interaction.given(state, product_id=1, name="Basil")
    an_id = {"id": pattern("1", r"[1-9]\d*")}
    interaction.upon_receiving("products by id")
    interaction.with_request("GET", "/api/products", query=an_id)
    found = BASIL | {"is_active": exactly(is_active)}
    interaction.will_respond_with(200, {"results": some(found), "total": integer(1)})

    with interaction.serve() as url:
        (product,) = shelf(url).products([1])

    assert product == Product(**{**vars(PACKET), "is_active": is_active})


def test_each_of_several_products_is_returned(interaction):
    interaction.given("a product is for sale", product_id=1, name="Basil")
    interaction.given("a product is for sale", product_id=2, name="Dill")
    interaction.upon_receiving("several products by their ids")
    interaction.with_request(
        "GET",
        "/api/products",
        query={"id": ["1", "2"]},
    )
    found = [BASIL, BASIL | {"id": exactly(2)}]
    interaction.will_respond_with(200, {"results": found, "total": integer(2)})

    with interaction.serve() as url:
        products = shelf(url).products([1, 2])

    assert products == (PACKET, Product(**{**vars(PACKET), "id": 2}))


def test_only_the_products_asked_for_are_returned(interaction):
    interaction.given("a product is for sale", product_id=1, name="Basil")
    interaction.given("another shelf holds a product")
    interaction.upon_receiving("one of two products")
    interaction.with_request("GET", "/api/products", query={"id": "1"})
    interaction.will_respond_with(
        200, {"results": [named(BASIL, "Basil")], "total": integer(1)}
    )

    with interaction.serve() as url:
        products = shelf(url).products([1])

    assert products == (PACKET,)


def test_unknown_id_finds_nothing_else(interaction):
    interaction.given("another shelf holds a product")
    interaction.upon_receiving("an unknown id")
    interaction.with_request("GET", "/api/products", query={"id": "99"})
    interaction.will_respond_with(200, {"results": exactly([]), "total": exactly(0)})

    with interaction.serve() as url:
        answer = shelf(url).products([99])

    assert answer == ()


def test_unknown_id_is_left_out(interaction):
    interaction.given("there are no products")
    an_id = {"id": pattern("1", r"[1-9]\d*")}
    interaction.upon_receiving("products by id")
    interaction.with_request("GET", "/api/products", query=an_id)
    interaction.will_respond_with(200, {"results": exactly([]), "total": exactly(0)})

    with interaction.serve() as url:
        answer = shelf(url).products([1])

    assert answer == ()


@pytest.mark.parametrize(
    ("states", "status"), [([], 200), (["the database does not answer"], 503)]
)
def test_readiness_is_read_from_the_status(interaction, states, status):
    for state in states:
        interaction.given(state)
    interaction.upon_receiving("whether it is ready")
    interaction.with_request("GET", "/health/ready")
    interaction.will_respond_with(status)

    with interaction.serve(times=1 if status == 200 else PATIENTLY) as url:
        answer = shelf(url).is_healthy()

    assert answer is (status == 200)


@pytest.mark.parametrize(
    ("description", "path", "query", "ask"),
    [
        ("products by id", "/api/products", {"id": "1"}, lambda s: s.products([1])),
        ("the categories", "/api/categories", {}, lambda s: s.categories()),
    ],
)
def test_silent_database_is_no_empty_shelf(interaction, description, path, query, ask):
    interaction.given("the database does not answer")
    interaction.upon_receiving(description)
    interaction.with_request("GET", path, query=query)
    interaction.will_respond_with(503)

    with pytest.raises(ServiceUnavailable), interaction.serve(times=PATIENTLY) as url:
        ask(shelf(url))
