"""One product among others, and one page among others: whatever stands beside it."""

from dataclasses import replace

import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import (
    document,
    etag,
    exactly,
    from_state,
    nothing,
    pattern,
    some,
    token,
)
from service_kit.http_client import NotFound
from service_kit.money import Money
from storefront.clients.product_service import CatalogueQuery
from storefront.service_models import Category, Facts

from .product_service_interactions import BARE, BASIL, PACKET, page_of, shelf, wish_page

SHELVES = "the shelves hold different products"
WALKED = "a page of different products was walked along"
CURSOR = {"cursor": from_state("${cursor}", example="page-2")}
SORTED = [
    ("featured", ["Dill", "basil, sweet", "Carrot", "Sweet pea"]),
    ("name", ["basil, sweet", "Carrot", "Dill", "Sweet pea"]),
    ("price", ["Sweet pea", "basil, sweet", "Dill", "Carrot"]),
    ("-price", ["Carrot", "Dill", "basil, sweet", "Sweet pea"]),
    ("newest", ["Sweet pea", "Carrot", "basil, sweet", "Dill"]),
]
BASIL_FACTS = {
    "botanical_name": "Ocimum basilicum",
    "sowing_months": [4, 5],
    "height_cm": 40,
    "spacing_cm": 25,
    "depth_mm": 5,
}
DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 4" aria-label="{name}">'
    '<path d="M1.5 3.5Q0 2 1.5.5 3 2 1.5 3.5" fill="green"/></svg>'
)


@pytest.fixture
def interaction(agree):
    return agree("frontend", "product-service")


def wish_next_page(
    interaction: ExpectedInteraction, description: str, wanted: CatalogueQuery
) -> None:
    query = {"sort": wanted.sort, "limit": str(wanted.limit)} | CURSOR
    narrowed = {"q": wanted.words, "category": wanted.category}
    query |= {name: value for name, value in narrowed.items() if value}
    interaction.upon_receiving(description)
    interaction.with_request("GET", "/api/products", query=query)


@pytest.mark.parametrize(
    ("name", "slug", "price"),
    [
        ("Dill", "dill", "3.20"),
        ("Carrot", "carrot", "12.00"),
        ("Sweet pea", "sweet-pea", "1.80"),
    ],
)
def test_product_is_the_one_that_was_asked_for(interaction, name, slug, price):
    interaction.given(SHELVES)
    interaction.upon_receiving(f"{name} among others")
    interaction.with_request("GET", f"/api/product/{slug}")
    members = {"name": name, "slug": slug, "price": price}
    members["image"] = f"/pictures/{slug}.svg"
    one = BARE | {member: exactly(value) for member, value in members.items()}
    interaction.will_respond_with(200, {"result": one}, headers={"ETag": etag('"1-1"')})

    with interaction.serve() as url:
        answer = shelf(url).product(slug)

    assert (answer.value.name, answer.value.slug) == (name, slug)
    assert (answer.value.price.amount, answer.etag) == (price, '"1-1"')
    assert answer.value.image == f"/pictures/{slug}.svg"
    assert answer.value.facts is None


@pytest.mark.parametrize("slug", ["oak", "tulip"])
def test_product_that_is_not_sold_is_not_found_among_others(interaction, slug):
    interaction.given(SHELVES)
    interaction.upon_receiving(f"{slug} among others")
    interaction.with_request("GET", f"/api/product/{slug}")
    interaction.will_respond_with(404)

    with pytest.raises(NotFound), interaction.serve() as url:
        shelf(url).product(slug)


@pytest.mark.parametrize(("name", "slug"), [("Carrot", "carrot"), ("Oak", "oak")])
def test_drawing_is_of_the_product_that_was_asked_for(interaction, name, slug):
    interaction.given(SHELVES)
    path, accepted = f"/pictures/{slug}.svg", {"Accept": "image/svg+xml"}
    interaction.upon_receiving(f"a drawing of {name} among others")
    interaction.with_request("GET", path, headers=accepted)
    drawn = DRAWN.format(name=name)
    drawing = pattern(drawn, rf'<svg[^>]* aria-label="{name}"[\s\S]*</svg>\s*')
    shown = document("image/svg+xml", drawing)
    interaction.will_respond_with(200, shown, headers={"ETag": etag('"d1"')})

    with interaction.serve() as url:
        answer = shelf(url).picture(slug)

    assert (answer.value.content, answer.etag) == (drawn.encode(), '"d1"')
    assert answer.value.media_type == "image/svg+xml"


def test_products_of_an_order_are_returned_whatever_has_become_of_them(interaction):
    interaction.given(SHELVES)
    # Three of six, one of them unknown, in no order that the shelf knows.
    query = {"id": ["6", "3", "99", "5"]}
    interaction.upon_receiving("some products of many")
    interaction.with_request("GET", "/api/products", query=query)
    shelved = [(3, "Carrot", True), (5, "Basil, purple", False), (6, "Oak", False)]
    listed = [
        BARE
        | {"id": exactly(number), "name": exactly(name), "is_active": exactly(sold)}
        for number, name, sold in shelved
    ]
    interaction.will_respond_with(200, {"results": listed, "total": exactly(3)})

    with interaction.serve() as url:
        products = shelf(url).products([6, 3, 99, 5])

    found = [(product.id, product.name, product.is_active) for product in products]
    assert found == shelved
    assert {product.facts for product in products} == {None}


def test_ninety_products_of_a_hundred_are_returned_at_once(interaction):
    interaction.given("as many products are for sale as are told at once")
    numbers = range(1, 91)
    query = {"id": [str(number) for number in numbers]}
    interaction.upon_receiving("ninety products by their ids")
    interaction.with_request("GET", "/api/products", query=query)
    all_of_them = {"next": nothing, "total": exactly(90)}
    interaction.will_respond_with(200, {"results": some(BASIL)} | all_of_them)

    with interaction.serve() as url:
        products = shelf(url).products(numbers)

    assert products == (PACKET,)


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("featured", ["Dill", "Basil", "Mint"]),
        ("newest", ["Dill", "Basil", "Mint"]),
        # What costs the same keeps an order, or pages would repeat some of it.
        ("price", ["Mint", "Basil", "Dill"]),
        ("-price", ["Dill", "Basil", "Mint"]),
    ],
)
def test_numbers_of_products_are_not_their_places(interaction, sort, names):
    interaction.given("products stand in another order than that of their numbers")
    looked_for = CatalogueQuery(sort=sort)
    wish_page(interaction, f"products out of number by {sort}", looked_for)
    plain = BASIL | {"facts": nothing, "description": exactly("")}
    listed = [plain | {"name": exactly(name)} for name in names]
    interaction.will_respond_with(
        200, {"results": listed, "next": nothing, "total": exactly(3)}
    )

    with interaction.serve() as url:
        page = shelf(url).catalogue(looked_for).value

    assert [product.name for product in page.products] == names
    assert {product.facts for product in page.products} == {None}
    assert (page.next, page.total) == (None, 3)


@pytest.mark.parametrize(("sort", "names"), SORTED)
def test_first_page_of_different_products_leads_on(interaction, sort, names):
    interaction.given(SHELVES)
    looked_for = CatalogueQuery(sort=sort, limit=2)
    wish_page(interaction, f"two of four products by {sort}", looked_for)
    page = page_of(*names[:2]) | {"next": token("page-2"), "total": exactly(4)}
    interaction.will_respond_with(200, page)

    with interaction.serve() as url:
        page = shelf(url).catalogue(looked_for).value

    assert [product.name for product in page.products] == names[:2]
    assert (page.next, page.total) == ("page-2", 4)


@pytest.mark.parametrize(("sort", "names"), SORTED)
def test_second_page_of_different_products_is_just_full(interaction, sort, names):
    interaction.given(SHELVES).given(WALKED, page=2, sort=sort)
    looked_for = CatalogueQuery(sort=sort, limit=2)
    wish_next_page(interaction, f"the other two of four products by {sort}", looked_for)
    interaction.will_respond_with(200, page_of(*names[2:]) | {"total": exactly(4)})

    with interaction.serve() as url:
        page = shelf(url).catalogue(replace(looked_for, cursor="page-2")).value

    assert [product.name for product in page.products] == names[2:]
    assert (page.next, page.total) == (None, 4)


@pytest.mark.parametrize(
    ("looked_for", "name"),
    [
        (CatalogueQuery("sweet"), "Sweet pea"),
        (CatalogueQuery("sweet", sort="price"), "basil, sweet"),
        (CatalogueQuery(category="herbs"), "basil, sweet"),
        (CatalogueQuery(category="herbs", sort="name"), "Dill"),
        (CatalogueQuery(category="herbs", sort="newest"), "Dill"),
    ],
)
def test_second_page_of_what_was_looked_for_is_the_last(interaction, looked_for, name):
    narrowed = {"words": looked_for.words, "category": looked_for.category}
    interaction.given(SHELVES).given(WALKED, page=1, sort=looked_for.sort, **narrowed)
    wanted = looked_for.words or looked_for.category
    asked = f"the second page of {wanted} by {looked_for.sort}"
    wish_next_page(interaction, asked, replace(looked_for, limit=1))
    interaction.will_respond_with(200, page_of(name) | {"total": exactly(2)})

    with interaction.serve() as url:
        behind = replace(looked_for, limit=1, cursor="page-2")
        page = shelf(url).catalogue(behind).value

    assert [product.name for product in page.products] == [name]
    assert (page.next, page.total) == (None, 2)


@pytest.mark.parametrize(
    "looked_for", [CatalogueQuery(limit=4), CatalogueQuery("sweet", limit=2)]
)
def test_page_that_is_just_full_leads_nowhere(interaction, looked_for):
    interaction.given(SHELVES)
    wanted = looked_for.words or "everything"
    wish_page(interaction, f"a page that is just full of {wanted}", looked_for)
    names = {"": SORTED[0][1], "sweet": ["basil, sweet", "Sweet pea"]}
    interaction.will_respond_with(200, page_of(*names[looked_for.words]))

    with interaction.serve() as url:
        page = shelf(url).catalogue(looked_for).value

    assert [product.name for product in page.products] == names[looked_for.words]
    assert (page.next, page.total) == (None, looked_for.limit)


def test_longest_page_holds_as_many_as_are_shown(interaction):
    # "Show 12 more" was pressed as often as it can be.
    interaction.given("there is more than a page of products", page=96)
    looked_for = CatalogueQuery(limit=96)
    wish_next_page(interaction, "what is left of ninety-seven", looked_for)
    packet = BASIL | {"name": exactly("Basil 96")}
    interaction.will_respond_with(
        200, {"results": [packet], "next": nothing, "total": exactly(97)}
    )

    with interaction.serve() as url:
        page = shelf(url).catalogue(replace(looked_for, cursor="page-2")).value

    assert page.products == (replace(PACKET, name="Basil 96"),)
    assert (page.next, page.total) == (None, 97)


@pytest.mark.parametrize("price", ["0.00", "0.05", "2.50", "99.99", "30000000.00"])
def test_price_is_returned_to_the_cent(interaction, price):
    interaction.given("a product is for sale", price=price, quantity=1000)
    interaction.upon_receiving(f"a product for {price}")
    interaction.with_request("GET", "/api/product/basil")
    members = {"price": exactly(price), "quantity": exactly(1000)}
    members["currency"] = exactly("EUR")
    interaction.will_respond_with(
        200, {"result": BASIL | members}, headers={"ETag": etag('"1-1"')}
    )

    with interaction.serve() as url:
        answer = shelf(url).product("basil")

    cost = Money.parse(price, "EUR")
    assert answer.value == replace(PACKET, price=cost, quantity=1000)
    assert answer.etag == '"1-1"'


@pytest.mark.parametrize(
    ("category", "slug", "name"),
    [
        ("hardy-annuals", "hardy-annuals", "Hardy annuals"),
        ("mens-gloves", "mens-gloves", "Men’s gloves"),
        ("Half-hardy & tender", "half-hardy-tender", "Half-hardy & tender"),
    ],
)
def test_shelf_has_a_name_for_people(interaction, category, slug, name):
    interaction.given("another shelf holds a product", category=category)
    interaction.upon_receiving(f"the name of the shelf {category}")
    interaction.with_request("GET", "/api/categories")
    members = {"slug": slug, "name": name, "count": 1}
    one = {member: exactly(value) for member, value in members.items()}
    interaction.will_respond_with(
        200, {"results": [one]}, headers={"ETag": etag('"abc"')}
    )

    with interaction.serve() as url:
        answer = shelf(url).categories()

    assert (answer.value, answer.etag) == ((Category(**members),), '"abc"')


@pytest.mark.parametrize("looked_for", [CatalogueQuery(), CatalogueQuery("green")])
def test_sold_out_product_stands_among_the_others(interaction, looked_for):
    names = ["Basil", "Dill", "Mint"]
    interaction.given("a product is for sale", product_id=1, name="Basil")
    interaction.given("a product is sold out", product_id=2, name="Dill")
    interaction.given("a product is for sale", product_id=3, name="Mint")
    asked = f"a page with a sold-out product by {looked_for.words or 'place'}"
    wish_page(interaction, asked, looked_for)
    listed = [
        BASIL | {"name": exactly(name), "quantity": exactly(quantity)}
        for name, quantity in zip(names, (10, 0, 10), strict=True)
    ]
    interaction.will_respond_with(
        200, {"results": listed, "next": nothing, "total": exactly(3)}
    )

    with interaction.serve() as url:
        page = shelf(url).catalogue(looked_for).value

    found = zip(names, (10, 0, 10), strict=True)
    assert page.products == tuple(
        replace(PACKET, name=name, quantity=quantity) for name, quantity in found
    )
    assert (page.next, page.total) == (None, 3)


@pytest.mark.parametrize(("page", "name"), [(1, "What? Peas"), (2, "Zinnia")])
def test_cursor_may_have_any_sign(interaction, page, name):
    interaction.given("the shelves hold names with signs")
    interaction.given(WALKED, page=page, sort="name")
    looked_for = CatalogueQuery(sort="name", limit=3 - page)
    wish_next_page(interaction, f"what comes after {page} names with signs", looked_for)
    names = ["What? Peas", "Zinnia"][page - 1 :]
    interaction.will_respond_with(200, page_of(*names) | {"total": exactly(3)})

    with interaction.serve() as url:
        found = shelf(url).catalogue(replace(looked_for, cursor="page-2")).value

    assert [product.name for product in found.products] == names
    assert (names[0], found.next, found.total) == (name, None, 3)


def test_change_of_one_thing_leaves_all_others(interaction):
    interaction.given("a product is drawn", plant="basil", colours=["#cc2222"])
    interaction.given("the product has become dearer")
    path = "/api/product/basil"
    interaction.upon_receiving("a drawn product that has become dearer")
    interaction.with_request("GET", path)
    alt = "Drawing of a sprig of red basil"
    members = {"name": "Basil", "category": "herbs", "description": "Green."}
    members |= {"price": "9.99", "quantity": 10, "image_alt": alt, "facts": BASIL_FACTS}
    one = BASIL | {member: exactly(value) for member, value in members.items()}
    interaction.will_respond_with(200, {"result": one}, headers={"ETag": etag('"1-3"')})

    with interaction.serve() as url:
        answer = shelf(url).product("basil")

    dearer = {"price": Money(999, "EUR"), "image_alt": alt}
    facts = Facts("Ocimum basilicum", (4, 5), 40, 25, 5)
    assert answer.value == replace(PACKET, **dearer, facts=facts)
    assert answer.etag == '"1-3"'


def test_change_puts_nothing_back_on_sale(interaction):
    interaction.given("a product was withdrawn").given("the product has become dearer")
    asked = "a withdrawn product that has become dearer"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", "/api/product/basil")
    interaction.will_respond_with(404)

    with pytest.raises(NotFound), interaction.serve() as url:
        shelf(url).product("basil")
