from collections.abc import Mapping
from dataclasses import replace

import pytest

from contract_kit.shapes import (
    document,
    etag,
    exactly,
    flag,
    from_state,
    integer,
    money,
    nothing,
    pattern,
    some,
    text,
    token,
)
from contract_kit.values import Value
from service_kit.http import Connection, NotFound, Rejected
from service_kit.money import Money
from storefront.clients.product_service import CatalogueQuery, ProductServiceClient
from storefront.payloads import CataloguePage, Category, Facts, Product

# A reading call is made twice more where its provider cannot work just now.
PATIENTLY = 3
KNOWN = {"If-None-Match": from_state("${etag}", example='"abc"')}
SVG = {"Accept": "image/svg+xml"}
# A leaf that can be seen: pages are also looked at with the examples alone.
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 4">'
    '<path d="M1.5 3.5Q0 2 1.5.5 3 2 1.5 3.5" fill="green"/></svg>'
)
WORDS, HERBS = {"q": text("basil")}, {"category": token("herbs")}
CURSOR = {"cursor": from_state("cursor", example="page-2")}
SORT = {"sort": pattern("featured", r"featured|name|price|-price|newest")}
PAGE = SORT | {"limit": pattern("12", r"[1-9]\d*")}
FIRST_PAGES = [
    ("a page of the catalogue", {}, CatalogueQuery()),
    ("a search for words", WORDS, CatalogueQuery("basil")),
    ("the products of a category", HERBS, CatalogueQuery(category="herbs")),
    ("words in a category", WORDS | HERBS, CatalogueQuery("basil", "herbs")),
]
NEXT_PAGES = [
    (
        f"{description}, behind a cursor",
        query | CURSOR,
        replace(looked_for, cursor="page-2"),
    )
    for description, query, looked_for in FIRST_PAGES
]
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
    "is_active": flag(True),
    "facts": {
        "botanical_name": text("Ocimum basilicum"),
        "sowing_months": some(integer(4)),
        "height_cm": integer(40),
        "spacing_cm": integer(25),
        "depth_mm": integer(5),
    },
}
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
BARE = {"description": exactly(""), "facts": nothing}
# Packets of which nothing but the name is looked at: they show what comes when.
PLAIN = BASIL | BARE
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


first_page, next_page, any_page = (
    pytest.mark.parametrize(("description", "query", "looked_for"), pages)
    for pages in (FIRST_PAGES, NEXT_PAGES, [*FIRST_PAGES, *NEXT_PAGES])
)


@pytest.fixture
def promise(agree):
    return agree("frontend", "product-service")


def shelf(url: str) -> ProductServiceClient:
    return ProductServiceClient(Connection("frontend", "product-service", url))


def plain(looked_for: CatalogueQuery) -> dict[str, str]:
    """What somebody looks for, without a cursor, which only the provider knows."""
    query = {"sort": looked_for.sort, "limit": str(looked_for.limit)}
    narrowed = {"q": looked_for.words, "category": looked_for.category}
    return query | {name: value for name, value in narrowed.items() if value}


def named(packet: Mapping[str, Value], name: str) -> Mapping[str, Value]:
    """A packet that must be the one of this name."""
    return packet | {"name": exactly(name)}


def page_of(
    *names: str, total: int, packet: Mapping[str, Value] = BASIL
) -> dict[str, Value]:
    """A last page that holds these packets in this order, and no others."""
    told = [named(packet, name) for name in names]
    results = told if told else exactly([])
    return {"results": results, "next": nothing, "total": exactly(total)}


def names_on(page: CataloguePage) -> list[str]:
    return [product.name for product in page.products]


def bare_packet() -> Product:
    return Product(**{**vars(PACKET), "description": "", "facts": None})


@first_page
def test_catalogue_shows_what_somebody_looks_for(
    promise, description, query, looked_for
):
    promise.given("a product is for sale", name="Basil")
    promise.asks(description, "GET", "/api/products", query=PAGE | query)
    promise.answers(
        200,
        {"results": some(BASIL), "next": nothing, "total": integer(1)},
        headers={"ETag": etag('"abc"')},
    )

    with promise.kept() as url:
        answer = shelf(url).catalogue(looked_for)

    assert answer.value.products == (PACKET,)
    assert (answer.value.next, answer.value.total) == (None, 1)
    assert answer.etag == '"abc"'


def test_slip_of_the_keyboard_brings_what_was_meant(promise):
    looked_for = CatalogueQuery("bazil")
    promise.given("a product is for sale", name="Basil")
    promise.asks(
        "a search with a wrong letter",
        "GET",
        "/api/products",
        query=PAGE | {"q": "bazil"},
    )
    promise.answers(
        200,
        {
            "results": some(BASIL),
            "next": nothing,
            "total": integer(1),
            "did_you_mean": exactly("basil"),
        },
    )

    with promise.kept() as url:
        page = shelf(url).catalogue(looked_for).value

    assert (page.products, page.did_you_mean) == ((PACKET,), "basil")


@pytest.mark.parametrize("sort", ["featured", "name", "price", "-price", "newest"])
def test_long_catalogue_says_where_it_goes_on(promise, sort):
    query = PAGE | {"sort": sort}
    promise.given("there is more than a page of products", page=12)
    promise.asks(f"a page sorted by {sort}", "GET", "/api/products", query=query)
    promise.answers(
        200,
        {"results": some(BASIL), "next": token("page-2"), "total": integer(13)},
        headers={"ETag": etag('"abc"')},
    )

    with promise.kept() as url:
        answer = shelf(url).catalogue(CatalogueQuery(sort=sort))

    assert answer.value.products == (PACKET,)
    assert (answer.value.next, answer.value.total) == ("page-2", 13)
    assert answer.etag == '"abc"'


@any_page
def test_page_among_many_leads_on(promise, description, query, looked_for):
    promise.given("there are several pages of products", page=12)
    promise.asks(description, "GET", "/api/products", query=PAGE | query)
    promise.answers(
        200,
        {"results": some(BASIL), "next": token("page-3"), "total": integer(25)},
        headers={"ETag": etag('"abc"')},
    )

    with promise.kept() as url:
        answer = shelf(url).catalogue(looked_for)

    assert answer.value.products == (PACKET,)
    assert (answer.value.next, answer.value.total) == ("page-3", 25)
    assert answer.etag == '"abc"'


@next_page
def test_cursor_leads_to_the_next_page(promise, description, query, looked_for):
    promise.given("there is more than a page of products", page=12)
    promise.asks(description, "GET", "/api/products", query=PAGE | query)
    promise.answers(
        200,
        {"results": some(BASIL), "next": nothing, "total": integer(13)},
        headers={"ETag": etag('"abc"')},
    )

    with promise.kept() as url:
        answer = shelf(url).catalogue(looked_for)

    assert answer.value.products == (PACKET,)
    assert (answer.value.next, answer.value.total) == (None, 13)
    assert answer.etag == '"abc"'


@first_page
def test_bare_shelves_hold_no_products(promise, description, query, looked_for):
    promise.given("there are no products")
    promise.asks(description, "GET", "/api/products", query=PAGE | query)
    promise.answers(200, {"results": exactly([]), "next": nothing, "total": exactly(0)})

    with promise.kept() as url:
        page = shelf(url).catalogue(looked_for).value

    assert (page.products, page.next, page.total) == ((), None, 0)


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("featured", ["Dill", "basil, sweet", "Carrot", "Sweet pea"]),
        ("name", ["basil, sweet", "Carrot", "Dill", "Sweet pea"]),
        ("price", ["Sweet pea", "basil, sweet", "Dill", "Carrot"]),
        ("-price", ["Carrot", "Dill", "basil, sweet", "Sweet pea"]),
        ("newest", ["Sweet pea", "Carrot", "basil, sweet", "Dill"]),
    ],
)
def test_shelves_are_sorted_and_hold_what_is_for_sale(promise, sort, names):
    promise.given("the shelves hold different products")
    query = {"sort": sort, "limit": "12"}
    promise.asks(f"all shelves sorted by {sort}", "GET", "/api/products", query=query)
    promise.answers(200, page_of(*names, total=4, packet=PLAIN))

    with promise.kept() as url:
        page = shelf(url).catalogue(CatalogueQuery(sort=sort)).value

    assert names_on(page) == names
    assert (page.next, page.total) == (None, 4)


@pytest.mark.parametrize(
    ("looked_for", "names"),
    [
        (CatalogueQuery("sweet basil"), ["basil, sweet"]),
        (CatalogueQuery("basil sweet"), ["basil, sweet"]),
        (CatalogueQuery("CÁRROT"), ["Carrot"]),
        (CatalogueQuery("tulip"), []),
        (CatalogueQuery(category="flowers"), ["Sweet pea"]),
        (CatalogueQuery(category="herbs"), ["Dill", "basil, sweet"]),
        (CatalogueQuery(category="trees"), []),
        (CatalogueQuery("sweet", "flowers"), ["Sweet pea"]),
        (CatalogueQuery("dill", "flowers"), []),
    ],
)
def test_what_does_not_match_stays_on_the_shelf(promise, looked_for, names):
    promise.given("the shelves hold different products")
    wanted = " in ".join(filter(None, (looked_for.words, looked_for.category)))
    promise.asks(
        f"a search for {wanted}", "GET", "/api/products", query=plain(looked_for)
    )
    promise.answers(200, page_of(*names, total=len(names), packet=PLAIN))

    with promise.kept() as url:
        page = shelf(url).catalogue(looked_for).value

    assert names_on(page) == names
    assert (page.next, page.total) == (None, len(names))


def test_product_that_is_called_so_comes_first(promise):
    promise.given("a product is written of beside another")
    looked_for = CatalogueQuery("mint")
    query = plain(looked_for)
    promise.asks("a search for a name", "GET", "/api/products", query=query)
    promise.answers(200, page_of("Mint", "Dill", total=2))

    with promise.kept() as url:
        page = shelf(url).catalogue(looked_for).value

    found = (replace(PACKET, name=name) for name in ("Mint", "Dill"))
    assert page.products == tuple(found)
    assert page.total == 2


@pytest.mark.parametrize(
    ("sort", "last"),
    [
        ("featured", "Basil 12"),
        ("name", "Basil 9"),
        ("price", "Basil 12"),
        ("-price", "Basil 0"),
        ("newest", "Basil 0"),
    ],
)
def test_last_page_holds_what_the_first_has_left(promise, sort, last):
    promise.given("there is more than a page of products", page=12, sort=sort)
    query = {"sort": sort, "limit": "12"} | CURSOR
    promise.asks(f"the last page by {sort}", "GET", "/api/products", query=query)
    promise.answers(200, page_of(last, total=13))

    with promise.kept() as url:
        looked_for = CatalogueQuery(sort=sort, cursor="page-2")
        page = shelf(url).catalogue(looked_for).value

    assert page.products == (replace(PACKET, name=last),)
    assert (page.next, page.total) == (None, 13)


@pytest.mark.parametrize(
    ("description", "looked_for"),
    [
        ("the other shelf behind a cursor", CatalogueQuery(category="herbs")),
        ("other words behind a cursor", CatalogueQuery("green")),
    ],
)
def test_total_counts_what_matches_on_all_pages(promise, description, looked_for):
    promise.given("there is more than a page of products", page=12)
    promise.given("another shelf holds a product")
    query = plain(looked_for) | CURSOR
    promise.asks(description, "GET", "/api/products", query=query)
    promise.answers(200, page_of("Basil 12", total=13))

    with promise.kept() as url:
        page = shelf(url).catalogue(replace(looked_for, cursor="page-2")).value

    assert page.products == (replace(PACKET, name="Basil 12"),)
    assert (page.next, page.total) == (None, 13)


def test_page_holds_as_many_as_are_asked_for(promise):
    promise.given("there is more than a page of products", page=4)
    names = [f"Basil {number}" for number in range(4)]
    looked_for = CatalogueQuery(limit=4)
    promise.asks("four of five", "GET", "/api/products", query=plain(looked_for))
    told = [named(BASIL, name) for name in names]
    page = {"results": told, "next": token("page-2"), "total": exactly(5)}
    promise.answers(200, page)

    with promise.kept() as url:
        page = shelf(url).catalogue(looked_for).value

    assert page.products == tuple(replace(PACKET, name=name) for name in names)
    assert (page.next, page.total) == ("page-2", 5)


def test_cursor_of_another_order_is_refused(promise):
    promise.given("there is more than a page of products", page=12, sort="newest")
    query = {"sort": "price", "limit": "12"} | CURSOR
    promise.asks("a page behind another cursor", "GET", "/api/products", query=query)
    promise.answers(422)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
        shelf(url).catalogue(CatalogueQuery(sort="price", cursor="page-2"))

    assert refused.value.status == 422


def test_made_up_cursor_is_refused(promise):
    query = PAGE | {"cursor": "made-up"}
    promise.asks("a page from a made-up cursor", "GET", "/api/products", query=query)
    promise.answers(422)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
        shelf(url).catalogue(CatalogueQuery(cursor="made-up"))

    assert refused.value.status == 422


@any_page
def test_unchanged_catalogue_is_not_sent_again(promise, description, query, looked_for):
    promise.given(
        "the consumer knows a page of products by its ETag",
        query=plain(looked_for),
        is_first=not looked_for.cursor,
    )
    promise.asks(description, "GET", "/api/products", query=PAGE | query, headers=KNOWN)
    promise.answers(304)

    with promise.kept() as url:
        answer = shelf(url).catalogue(looked_for, '"abc"')

    assert answer is None


def test_changed_catalogue_is_sent_again(promise):
    query = {"sort": "featured", "limit": "12"}
    promise.given(
        "the consumer knows a page of products by its ETag", query=query, is_first=True
    )
    promise.given("the product has become dearer")
    promise.asks("an outdated page", "GET", "/api/products", query=query, headers=KNOWN)
    page = {"results": some(BASIL), "next": token("page-2"), "total": exactly(13)}
    promise.answers(200, page, headers={"ETag": etag('"def"')})

    with promise.kept() as url:
        answer = shelf(url).catalogue(CatalogueQuery(), '"abc"')

    assert answer.value.products == (PACKET,)
    assert (answer.value.next, answer.value.total) == ("page-2", 13)
    assert answer.etag == '"def"'


def test_product_is_shown_word_for_word(promise):
    promise.given(
        "a product was described in many languages",
        name=LETTERS,
        price="1234.50",
        quantity=3,
    )
    path = "/api/product/lete-rose-dalava"
    promise.asks("a product of many languages", "GET", path)
    told = {name: exactly(value) for name, value in ROSE.items()}
    rose = told | {"image_alt": text("A drawing of a rose")}
    promise.answers(200, {"result": rose}, headers={"ETag": etag('"1-1"')})

    with promise.kept() as url:
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


def test_changed_product_is_sent_again(promise):
    path = "/api/product/basil"
    promise.given("a product is for sale", name="Basil")
    promise.given("the consumer knows an answer by its ETag", path=path, query={})
    promise.given("the product has become dearer")
    promise.asks("an outdated product", "GET", path, headers=KNOWN)
    dearer = BASIL | {"price": exactly("9.99")}
    promise.answers(200, {"result": dearer}, headers={"ETag": etag('"1-2"')})

    with promise.kept() as url:
        answer = shelf(url).product("basil", '"abc"')

    assert answer.value == replace(PACKET, price=Money(999, "EUR"))
    assert answer.etag == '"1-2"'


def test_product_is_shown_with_all_its_facts(promise):
    promise.given("a product is for sale", name="Basil")
    promise.asks("a product", "GET", "/api/product/basil")
    promise.answers(200, {"result": BASIL}, headers={"ETag": etag('"1-1"')})

    with promise.kept() as url:
        answer = shelf(url).product("basil")

    assert (answer.value, answer.etag) == (PACKET, '"1-1"')


def test_product_may_lack_facts_and_description(promise):
    promise.given("a product has neither facts nor a description", name="Basil")
    promise.asks("a product", "GET", "/api/product/basil")
    promise.answers(200, {"result": BASIL | BARE}, headers={"ETag": etag('"1-1"')})

    with promise.kept() as url:
        answer = shelf(url).product("basil")

    assert (answer.value, answer.etag) == (bare_packet(), '"1-1"')


def test_sold_out_product_is_still_shown(promise):
    promise.given("a product is sold out", name="Basil")
    promise.asks("a product", "GET", "/api/product/basil")
    sold_out = BASIL | {"quantity": exactly(0)}
    promise.answers(200, {"result": sold_out}, headers={"ETag": etag('"1-1"')})

    with promise.kept() as url:
        answer = shelf(url).product("basil")

    assert answer.value == Product(**{**vars(PACKET), "quantity": 0})
    assert (answer.value.is_for_sale, answer.etag) == (False, '"1-1"')


@pytest.mark.parametrize("state", ["there are no products", "a product was withdrawn"])
def test_product_that_is_not_sold_is_not_found(promise, state):
    promise.given(state)
    promise.asks("a product", "GET", "/api/product/basil")
    promise.answers(404)

    with pytest.raises(NotFound), promise.kept() as url:
        shelf(url).product("basil")


def test_unchanged_product_is_not_sent_again(promise):
    path = "/api/product/basil"
    promise.given("a product is for sale", name="Basil")
    promise.given("the consumer knows an answer by its ETag", path=path, query={})
    promise.asks("a known product", "GET", path, headers=KNOWN)
    promise.answers(304)

    with promise.kept() as url:
        answer = shelf(url).product("basil", '"abc"')

    assert answer is None


@pytest.mark.parametrize(
    ("state", "is_active"),
    [("a product is for sale", True), ("a product was withdrawn", False)],
)
def test_product_of_an_order_is_found_by_id(promise, state, is_active):
    promise.given(state, product_id=1, name="Basil")
    an_id = {"id": pattern("1", r"[1-9]\d*")}
    promise.asks("products by id", "GET", "/api/products", query=an_id)
    found = BASIL | {"is_active": exactly(is_active)}
    promise.answers(200, {"results": some(found), "total": integer(1)})

    with promise.kept() as url:
        (product,) = shelf(url).products([1])

    assert product == Product(**{**vars(PACKET), "is_active": is_active})


def test_each_of_several_products_is_told(promise):
    promise.given("a product is for sale", product_id=1, name="Basil")
    promise.given("a product is for sale", product_id=2, name="Dill")
    promise.asks(
        "several products by their ids",
        "GET",
        "/api/products",
        query={"id": ["1", "2"]},
    )
    found = [BASIL, BASIL | {"id": exactly(2)}]
    promise.answers(200, {"results": found, "total": integer(2)})

    with promise.kept() as url:
        products = shelf(url).products([1, 2])

    assert products == (PACKET, Product(**{**vars(PACKET), "id": 2}))


def test_only_the_products_asked_for_are_told(promise):
    promise.given("a product is for sale", product_id=1, name="Basil")
    promise.given("another shelf holds a product")
    promise.asks("one of two products", "GET", "/api/products", query={"id": "1"})
    promise.answers(200, {"results": [named(BASIL, "Basil")], "total": integer(1)})

    with promise.kept() as url:
        products = shelf(url).products([1])

    assert products == (PACKET,)


def test_unknown_id_finds_nothing_else(promise):
    promise.given("another shelf holds a product")
    promise.asks("an unknown id", "GET", "/api/products", query={"id": "99"})
    promise.answers(200, {"results": exactly([]), "total": exactly(0)})

    with promise.kept() as url:
        answer = shelf(url).products([99])

    assert answer == ()


def test_unknown_id_is_left_out(promise):
    promise.given("there are no products")
    an_id = {"id": pattern("1", r"[1-9]\d*")}
    promise.asks("products by id", "GET", "/api/products", query=an_id)
    promise.answers(200, {"results": exactly([]), "total": exactly(0)})

    with promise.kept() as url:
        answer = shelf(url).products([1])

    assert answer == ()


def test_shelves_are_listed_with_their_counts(promise):
    promise.given("a product is for sale", name="Basil")
    promise.asks("the categories", "GET", "/api/categories")
    herbs = {"slug": token("herbs"), "name": text("Herbs"), "count": integer(1)}
    promise.answers(200, {"results": some(herbs)}, headers={"ETag": etag('"abc"')})

    with promise.kept() as url:
        answer = shelf(url).categories()

    assert answer.value == (Category("herbs", "Herbs", 1),)
    assert answer.etag == '"abc"'


def test_shelves_stand_in_the_order_of_the_shop(promise):
    promise.given("the shelves hold different products")
    promise.asks("all categories", "GET", "/api/categories")
    shelves = [
        ("herbs", "Herbs", 2),
        ("vegetables", "Vegetables", 1),
        ("flowers", "Flowers", 1),
    ]
    told = [
        {"slug": exactly(slug), "name": exactly(name), "count": exactly(count)}
        for slug, name, count in shelves
    ]
    promise.answers(200, {"results": told}, headers={"ETag": etag('"abc"')})

    with promise.kept() as url:
        answer = shelf(url).categories()

    assert answer.value == tuple(Category(*each) for each in shelves)
    assert answer.etag == '"abc"'


def test_changed_shelves_are_sent_again(promise):
    path = "/api/categories"
    promise.given("a product is for sale", name="Basil")
    promise.given("the consumer knows an answer by its ETag", path=path, query={})
    promise.given("another shelf holds a product")
    promise.asks("the outdated categories", "GET", path, headers=KNOWN)
    herbs = {"slug": token("herbs"), "name": text("Herbs"), "count": integer(1)}
    promise.answers(200, {"results": [herbs, herbs]}, headers={"ETag": etag('"def"')})

    with promise.kept() as url:
        answer = shelf(url).categories('"abc"')

    assert answer.value == (Category("herbs", "Herbs", 1),) * 2
    assert answer.etag == '"def"'


def test_empty_shop_has_no_shelves(promise):
    promise.given("there are no products")
    promise.asks("the categories", "GET", "/api/categories")
    promise.answers(200, {"results": exactly([])})

    with promise.kept() as url:
        answer = shelf(url).categories().value

    assert answer == ()


def test_unchanged_shelves_are_not_sent_again(promise):
    path = "/api/categories"
    promise.given("a product is for sale", name="Basil")
    promise.given("the consumer knows an answer by its ETag", path=path, query={})
    promise.asks("the known categories", "GET", path, headers=KNOWN)
    promise.answers(304)

    with promise.kept() as url:
        answer = shelf(url).categories('"abc"')

    assert answer is None


@pytest.mark.parametrize("state", ["a product is for sale", "a product was withdrawn"])
def test_drawing_of_a_product_is_fetched(promise, state):
    drawing = pattern(DRAWING, r"<svg[\s\S]*</svg>\s*")
    promise.given(state, name="Basil")
    promise.asks("a drawing", "GET", "/pictures/basil.svg", headers=SVG)
    promise.answers(
        200, document("image/svg+xml", drawing), headers={"ETag": etag('"d1"')}
    )

    with promise.kept() as url:
        answer = shelf(url).picture("basil")

    assert (answer.value.content, answer.etag) == (DRAWING.encode(), '"d1"')
    assert answer.value.media_type == "image/svg+xml"


def test_changed_drawing_is_sent_again(promise):
    path, drawing = "/pictures/basil.svg", pattern(DRAWING, r"<svg[\s\S]*</svg>\s*")
    promise.given("a product is for sale", name="Basil")
    promise.given("the consumer knows an answer by its ETag", path=path, query={})
    promise.given("the product is drawn in another colour")
    promise.asks("an outdated drawing", "GET", path, headers=SVG | KNOWN)
    promise.answers(
        200, document("image/svg+xml", drawing), headers={"ETag": etag('"d2"')}
    )

    with promise.kept() as url:
        answer = shelf(url).picture("basil", '"abc"')

    assert (answer.value.content, answer.etag) == (DRAWING.encode(), '"d2"')
    assert answer.value.media_type == "image/svg+xml"


def test_drawing_of_no_product_is_not_found(promise):
    promise.given("there are no products")
    promise.asks("a drawing", "GET", "/pictures/basil.svg", headers=SVG)
    promise.answers(404)

    with pytest.raises(NotFound), promise.kept() as url:
        shelf(url).picture("basil")


def test_unchanged_drawing_is_not_sent_again(promise):
    path = "/pictures/basil.svg"
    promise.given("a product is for sale", name="Basil")
    promise.given("the consumer knows an answer by its ETag", path=path, query={})
    promise.asks("a known drawing", "GET", path, headers=SVG | KNOWN)
    promise.answers(304)

    with promise.kept() as url:
        answer = shelf(url).picture("basil", '"abc"')

    assert answer is None


@pytest.mark.parametrize(
    ("states", "status"), [([], 200), (["the database does not answer"], 503)]
)
def test_readiness_is_told_by_the_status(promise, states, status):
    for state in states:
        promise.given(state)
    promise.asks("whether it is ready", "GET", "/health/ready")
    promise.answers(status)

    with promise.kept(times=1 if status == 200 else PATIENTLY) as url:
        answer = shelf(url).is_healthy()

    assert answer is (status == 200)
