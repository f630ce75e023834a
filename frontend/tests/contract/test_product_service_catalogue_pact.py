"""Pages of the catalogue: searched, sorted, one after the other, and kept."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from contract_kit.consumer.matcher_types import Value
from contract_kit.consumer.matchers import (
    etag,
    exactly,
    from_state,
    integer,
    nothing,
    pattern,
    some,
    text,
    token,
)
from service_kit.http_client import Rejected
from storefront.clients.product_service import CatalogueQuery
from storefront.service_models import CataloguePage

from .product_service_interactions import KNOWN, PACKET, shelf
from .test_product_service_pact import BARE, BASIL, named

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
# Packets of which nothing but the name is looked at: they show what comes when.
PLAIN = BASIL | BARE
first_page, next_page, any_page = (
    pytest.mark.parametrize(("description", "query", "looked_for"), pages)
    for pages in (FIRST_PAGES, NEXT_PAGES, [*FIRST_PAGES, *NEXT_PAGES])
)


@pytest.fixture
def interaction(agree):
    return agree("frontend", "product-service")


def plain(looked_for: CatalogueQuery) -> dict[str, str]:
    """What somebody looks for, without a cursor, which only the provider knows."""
    query = {"sort": looked_for.sort, "limit": str(looked_for.limit)}
    narrowed = {"q": looked_for.words, "category": looked_for.category}
    return query | {name: value for name, value in narrowed.items() if value}


def page_of(
    *names: str, total: int, packet: Mapping[str, Value] = BASIL
) -> dict[str, Value]:
    """A last page that holds these packets in this order, and no others."""
    listed = [named(packet, name) for name in names]
    results = listed if listed else exactly([])
    return {"results": results, "next": nothing, "total": exactly(total)}


def names_on(page: CataloguePage) -> list[str]:
    return [product.name for product in page.products]


@first_page
def test_catalogue_shows_what_somebody_looks_for(
    interaction, description, query, looked_for
):
    interaction.given("a product is for sale", name="Basil")
    interaction.upon_receiving(description)
    interaction.with_request("GET", "/api/products", query=PAGE | query)
    interaction.will_respond_with(
        200,
        {"results": some(BASIL), "next": nothing, "total": integer(1)},
        headers={"ETag": etag('"abc"')},
    )

    with interaction.serve() as url:
        answer = shelf(url).catalogue(looked_for)

    assert answer.value.products == (PACKET,)
    assert (answer.value.next, answer.value.total) == (None, 1)
    assert answer.etag == '"abc"'


def test_slip_of_the_keyboard_brings_what_was_meant(interaction):
    looked_for = CatalogueQuery("bazil")
    interaction.given("a product is for sale", name="Basil")
    interaction.upon_receiving("a search with a wrong letter")
    interaction.with_request(
        "GET",
        "/api/products",
        query=PAGE | {"q": "bazil"},
    )
    interaction.will_respond_with(
        200,
        {
            "results": some(BASIL),
            "next": nothing,
            "total": integer(1),
            "did_you_mean": exactly("basil"),
        },
    )

    with interaction.serve() as url:
        page = shelf(url).catalogue(looked_for).value

    assert (page.products, page.did_you_mean) == ((PACKET,), "basil")


@pytest.mark.parametrize("sort", ["featured", "name", "price", "-price", "newest"])
def test_long_catalogue_says_where_it_goes_on(interaction, sort):
    query = PAGE | {"sort": sort}
    interaction.given("there is more than a page of products", page=12)
    interaction.upon_receiving(f"a page sorted by {sort}")
    interaction.with_request("GET", "/api/products", query=query)
    interaction.will_respond_with(
        200,
        {"results": some(BASIL), "next": token("page-2"), "total": integer(13)},
        headers={"ETag": etag('"abc"')},
    )

    with interaction.serve() as url:
        answer = shelf(url).catalogue(CatalogueQuery(sort=sort))

    assert answer.value.products == (PACKET,)
    assert (answer.value.next, answer.value.total) == ("page-2", 13)
    assert answer.etag == '"abc"'


@any_page
def test_page_among_many_leads_on(interaction, description, query, looked_for):
    interaction.given("there are several pages of products", page=12)
    interaction.upon_receiving(description)
    interaction.with_request("GET", "/api/products", query=PAGE | query)
    interaction.will_respond_with(
        200,
        {"results": some(BASIL), "next": token("page-3"), "total": integer(25)},
        headers={"ETag": etag('"abc"')},
    )

    with interaction.serve() as url:
        answer = shelf(url).catalogue(looked_for)

    assert answer.value.products == (PACKET,)
    assert (answer.value.next, answer.value.total) == ("page-3", 25)
    assert answer.etag == '"abc"'


@next_page
def test_cursor_leads_to_the_next_page(interaction, description, query, looked_for):
    interaction.given("there is more than a page of products", page=12)
    interaction.upon_receiving(description)
    interaction.with_request("GET", "/api/products", query=PAGE | query)
    interaction.will_respond_with(
        200,
        {"results": some(BASIL), "next": nothing, "total": integer(13)},
        headers={"ETag": etag('"abc"')},
    )

    with interaction.serve() as url:
        answer = shelf(url).catalogue(looked_for)

    assert answer.value.products == (PACKET,)
    assert (answer.value.next, answer.value.total) == (None, 13)
    assert answer.etag == '"abc"'


@first_page
def test_bare_shelves_hold_no_products(interaction, description, query, looked_for):
    interaction.given("there are no products")
    interaction.upon_receiving(description)
    interaction.with_request("GET", "/api/products", query=PAGE | query)
    interaction.will_respond_with(
        200, {"results": exactly([]), "next": nothing, "total": exactly(0)}
    )

    with interaction.serve() as url:
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
def test_shelves_are_sorted_and_hold_what_is_for_sale(interaction, sort, names):
    interaction.given("the shelves hold different products")
    query = {"sort": sort, "limit": "12"}
    interaction.upon_receiving(f"all shelves sorted by {sort}")
    interaction.with_request("GET", "/api/products", query=query)
    interaction.will_respond_with(200, page_of(*names, total=4, packet=PLAIN))

    with interaction.serve() as url:
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
def test_what_does_not_match_stays_on_the_shelf(interaction, looked_for, names):
    interaction.given("the shelves hold different products")
    wanted = " in ".join(filter(None, (looked_for.words, looked_for.category)))
    interaction.upon_receiving(f"a search for {wanted}")
    interaction.with_request("GET", "/api/products", query=plain(looked_for))
    interaction.will_respond_with(200, page_of(*names, total=len(names), packet=PLAIN))

    with interaction.serve() as url:
        page = shelf(url).catalogue(looked_for).value

    assert names_on(page) == names
    assert (page.next, page.total) == (None, len(names))


def test_product_that_is_called_so_comes_first(interaction):
    interaction.given("a product is written of beside another")
    looked_for = CatalogueQuery("mint")
    query = plain(looked_for)
    interaction.upon_receiving("a search for a name")
    interaction.with_request("GET", "/api/products", query=query)
    interaction.will_respond_with(200, page_of("Mint", "Dill", total=2))

    with interaction.serve() as url:
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
def test_last_page_holds_what_the_first_has_left(interaction, sort, last):
    interaction.given("there is more than a page of products", page=12, sort=sort)
    query = {"sort": sort, "limit": "12"} | CURSOR
    interaction.upon_receiving(f"the last page by {sort}")
    interaction.with_request("GET", "/api/products", query=query)
    interaction.will_respond_with(200, page_of(last, total=13))

    with interaction.serve() as url:
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
def test_total_counts_what_matches_on_all_pages(interaction, description, looked_for):
    interaction.given("there is more than a page of products", page=12)
    interaction.given("another shelf holds a product")
    query = plain(looked_for) | CURSOR
    interaction.upon_receiving(description)
    interaction.with_request("GET", "/api/products", query=query)
    interaction.will_respond_with(200, page_of("Basil 12", total=13))

    with interaction.serve() as url:
        page = shelf(url).catalogue(replace(looked_for, cursor="page-2")).value

    assert page.products == (replace(PACKET, name="Basil 12"),)
    assert (page.next, page.total) == (None, 13)


def test_page_holds_as_many_as_are_asked_for(interaction):
    interaction.given("there is more than a page of products", page=4)
    names = [f"Basil {number}" for number in range(4)]
    looked_for = CatalogueQuery(limit=4)
    interaction.upon_receiving("four of five")
    interaction.with_request("GET", "/api/products", query=plain(looked_for))
    listed = [named(BASIL, name) for name in names]
    page = {"results": listed, "next": token("page-2"), "total": exactly(5)}
    interaction.will_respond_with(200, page)

    with interaction.serve() as url:
        page = shelf(url).catalogue(looked_for).value

    assert page.products == tuple(replace(PACKET, name=name) for name in names)
    assert (page.next, page.total) == ("page-2", 5)


def test_cursor_of_another_order_is_refused(interaction):
    interaction.given("there is more than a page of products", page=12, sort="newest")
    query = {"sort": "price", "limit": "12"} | CURSOR
    interaction.upon_receiving("a page behind another cursor")
    interaction.with_request("GET", "/api/products", query=query)
    interaction.will_respond_with(422)

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        shelf(url).catalogue(CatalogueQuery(sort="price", cursor="page-2"))

    assert refused.value.status == 422


def test_made_up_cursor_is_refused(interaction):
    query = PAGE | {"cursor": "made-up"}
    interaction.upon_receiving("a page from a made-up cursor")
    interaction.with_request("GET", "/api/products", query=query)
    interaction.will_respond_with(422)

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        shelf(url).catalogue(CatalogueQuery(cursor="made-up"))

    assert refused.value.status == 422


@any_page
def test_unchanged_catalogue_is_not_sent_again(
    interaction, description, query, looked_for
):
    interaction.given(
        "the consumer knows a page of products by its ETag",
        query=plain(looked_for),
        is_first=not looked_for.cursor,
    )
    interaction.upon_receiving(description)
    interaction.with_request("GET", "/api/products", query=PAGE | query, headers=KNOWN)
    interaction.will_respond_with(304)

    with interaction.serve() as url:
        answer = shelf(url).catalogue(looked_for, '"abc"')

    assert answer is None


def test_changed_catalogue_is_sent_again(interaction):
    query = {"sort": "featured", "limit": "12"}
    interaction.given(
        "the consumer knows a page of products by its ETag", query=query, is_first=True
    )
    interaction.given("the product has become dearer")
    interaction.upon_receiving("an outdated page")
    interaction.with_request("GET", "/api/products", query=query, headers=KNOWN)
    page = {"results": some(BASIL), "next": token("page-2"), "total": exactly(13)}
    interaction.will_respond_with(200, page, headers={"ETag": etag('"def"')})

    with interaction.serve() as url:
        answer = shelf(url).catalogue(CatalogueQuery(), '"abc"')

    assert answer.value.products == (PACKET,)
    assert (answer.value.next, answer.value.total) == ("page-2", 13)
    assert answer.etag == '"def"'
