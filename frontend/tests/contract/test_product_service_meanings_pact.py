"""What an answer of the catalogue means, where its shape alone would not tell."""

from dataclasses import replace

import pytest

from contract_kit import Promise
from contract_kit.shapes import (
    etag,
    exactly,
    from_state,
    integer,
    money,
    nothing,
    pattern,
    some,
    text,
)
from contract_kit.values import Value
from service_kit.http import Connection
from service_kit.money import Money
from storefront.clients.product_service import CatalogueQuery, ProductServiceClient
from storefront.payloads import Facts, Product

BASIL = {
    "id": integer(1),
    "name": text("Basil"),
    "slug": text("basil"),
    "category": text("herbs"),
    "description": text("Green.", lines=True),
    "price": money("2.40"),
    "currency": pattern("EUR", r"[A-Z]{3}"),
    "image": pattern("/pictures/basil.svg", r"/pictures/\S+\.svg"),
    "image_alt": text("A drawing of basil"),
    "quantity": integer(10),
    "is_active": exactly(True),
    "facts": {
        "botanical_name": text("Ocimum basilicum"),
        "sowing_months": some(integer(4)),
        "height_cm": integer(40),
        "spacing_cm": integer(25),
        "depth_mm": integer(5),
    },
}
BARE = BASIL | {"description": exactly(""), "facts": nothing}
PACKET = Product(
    id=1,
    name="Basil",
    slug="basil",
    category="herbs",
    description="Green.",
    price=Money(240, "EUR"),
    image="/pictures/basil.svg",
    image_alt="A drawing of basil",
    quantity=10,
    is_active=True,
    facts=Facts("Ocimum basilicum", (4,), 40, 25, 5),
)


@pytest.fixture
def promise(agree):
    return agree("frontend", "product-service")


def shelf(url: str) -> ProductServiceClient:
    return ProductServiceClient(Connection("frontend", "product-service", url))


def wish_page(promise: Promise, description: str, wanted: CatalogueQuery) -> None:
    query = {"sort": wanted.sort, "limit": str(wanted.limit)}
    narrowed = {"q": wanted.words, "category": wanted.category}
    query |= {name: value for name, value in narrowed.items() if value}
    promise.asks(description, "GET", "/api/products", query=query)


def page_of(*names: str) -> dict[str, Value]:
    told = [BARE | {"name": exactly(name)} for name in names]
    results = told if told else exactly([])
    return {"results": results, "next": nothing, "total": exactly(len(names))}


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
def test_words_mean_what_a_shopper_means(promise, looked_for, names):
    promise.given("the shelves hold different products")
    narrowed = (looked_for.words, looked_for.category, looked_for.sort)
    asked = f"a meaning of {' by '.join(filter(None, narrowed))}"
    wish_page(promise, asked, looked_for)
    promise.answers(200, page_of(*names))

    with promise.kept() as url:
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
def test_picture_is_described_for_who_cannot_see_it(promise, plant, colours, alt):
    promise.given("a product is drawn", plant=plant, colours=colours)
    promise.asks(f"a product that is drawn as {plant}", "GET", "/api/product/basil")
    drawn = BASIL | {"image_alt": exactly(alt)}
    promise.answers(200, {"result": drawn}, headers={"ETag": etag('"1-2"')})

    with promise.kept() as url:
        answer = shelf(url).product("basil")

    assert (answer.value, answer.etag) == (replace(PACKET, image_alt=alt), '"1-2"')


def test_packet_without_a_picture_is_described_by_its_name(promise):
    promise.given("a product is for sale", name="Basil")
    promise.asks("a product without a picture", "GET", "/api/product/basil")
    alt = "Drawing of a seed packet of Basil"
    plain = BASIL | {"image_alt": exactly(alt)}
    promise.answers(200, {"result": plain}, headers={"ETag": etag('"1-1"')})

    with promise.kept() as url:
        answer = shelf(url).product("basil")

    assert (answer.value, answer.etag) == (replace(PACKET, image_alt=alt), '"1-1"')


def test_product_is_sent_again_when_packets_were_taken(promise):
    path = "/api/product/basil"
    promise.given("a product is for sale", name="Basil")
    promise.given("the consumer knows an answer by its ETag", path=path, query={})
    promise.given("packets of the product were taken off the shelf", quantity=3)
    known = {"If-None-Match": from_state("${etag}", example='"abc"')}
    promise.asks("a product with fewer packets", "GET", path, headers=known)
    fewer = BASIL | {"quantity": exactly(7)}
    promise.answers(200, {"result": fewer}, headers={"ETag": etag('"1-2"')})

    with promise.kept() as url:
        answer = shelf(url).product("basil", '"abc"')

    assert (answer.value, answer.etag) == (replace(PACKET, quantity=7), '"1-2"')


def test_a_hundred_products_are_told_at_once(promise):
    promise.given("as many products are for sale as are told at once")
    numbers = range(1, 101)
    promise.asks(
        "a hundred products by their ids",
        "GET",
        "/api/products",
        query={"id": [str(number) for number in numbers]},
    )
    promise.answers(200, {"results": some(BASIL), "total": exactly(100)})

    with promise.kept() as url:
        products = shelf(url).products(numbers)

    assert products == (PACKET,)


def test_products_by_id_stand_in_the_order_of_the_shelf(promise):
    promise.given("a product is for sale", product_id=1, name="Basil")
    promise.given("a product is for sale", product_id=2, name="Dill")
    promise.asks(
        "two products the other way round",
        "GET",
        "/api/products",
        query={"id": ["2", "1"]},
    )
    found = [BASIL | {"id": exactly(number)} for number in (1, 2)]
    promise.answers(200, {"results": found, "total": exactly(2)})

    with promise.kept() as url:
        products = shelf(url).products([2, 1])

    assert products == (PACKET, replace(PACKET, id=2))
