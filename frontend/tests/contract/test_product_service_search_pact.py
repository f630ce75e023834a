"""What a search finds: slips, words that say nothing, other names, other alphabets."""

from dataclasses import replace

import pytest

from contract_kit import Promise
from contract_kit.shapes import etag, exactly, from_state, nothing
from storefront.clients.product_service import CatalogueQuery
from storefront.payloads import CataloguePage, Category

from .test_product_service_meanings_pact import (
    BASIL,
    PACKET,
    page_of,
    shelf,
    wish_page,
)

EVERYTHING = ["Dill", "basil, sweet", "Carrot", "Sweet pea"]


@pytest.fixture
def promise(agree):
    return agree("frontend", "product-service")


def answered(promise: Promise, looked_for: CatalogueQuery) -> CataloguePage:
    with promise.kept() as url:
        return shelf(url).catalogue(looked_for).value


def names_on(page: CataloguePage) -> list[str]:
    return [product.name for product in page.products]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("carrot seeds", ["Carrot"]),
        ("a packet of dill", ["Dill"]),
        ("seeds", EVERYTHING),
        ("pea sweet", ["Sweet pea"]),
        ("CÂRROT", ["Carrot"]),
        ("basil’s", ["basil, sweet"]),
        # Other names of the same thing.
        ("sweetpea", ["Sweet pea"]),
        ("veg", ["Carrot"]),
        # As much as the field takes.
        (f"{'carrot ' * 11}car", ["Carrot"]),
    ],
)
def test_search_finds_what_words_are_about(promise, words, names):
    promise.given("the shelves hold different products")
    looked_for = CatalogueQuery(words)
    wish_page(promise, f"a search for what “{words}” is about", looked_for)
    promise.answers(200, page_of(*names))

    page = answered(promise, looked_for)

    assert (names_on(page), page.total) == (names, len(names))
    assert (page.next, page.did_you_mean) == (None, "")


@pytest.mark.parametrize(
    ("words", "names", "meant"),
    [
        ("dlil", ["Dill"], "dill"),
        ("vegitabels", ["Carrot"], "vegetables"),
        ("basil swete", ["basil, sweet"], "basil sweet"),
        # Two slips in a short word leave too little of it.
        ("dlli", [], ""),
        ("carot dill", [], "carrot dill"),
    ],
)
def test_slips_are_mended_as_far_as_they_can_be(promise, words, names, meant):
    promise.given("the shelves hold different products")
    looked_for = CatalogueQuery(words)
    wish_page(promise, f"a search with the slips of “{words}”", looked_for)
    told = {"did_you_mean": exactly(meant) if meant else nothing}
    promise.answers(200, page_of(*names) | told)

    page = answered(promise, looked_for)

    assert (names_on(page), page.did_you_mean) == (names, meant)
    assert (page.next, page.total) == (None, len(names))


def test_second_page_of_a_search_goes_on_where_the_first_ends(promise):
    promise.given("a search finds more than a page, names first")
    query = {"q": "basil", "sort": "featured", "limit": "12"}
    query |= {"cursor": from_state("${cursor}", example="page-2")}
    promise.asks("the last page of a search", "GET", "/api/products", query=query)
    packet = BASIL | {"description": exactly("Beside basil."), "facts": nothing}
    last = [packet | {"name": exactly(name)} for name in ("Dill 10", "Dill 11")]
    told = {"results": last, "next": nothing, "total": exactly(14)}
    promise.answers(200, told)

    page = answered(promise, CatalogueQuery("basil", cursor="page-2"))

    words = {"description": "Beside basil.", "facts": None}
    assert page.products == tuple(
        replace(PACKET, name=name, **words) for name in ("Dill 10", "Dill 11")
    )
    assert (page.next, page.total) == (None, 14)


@pytest.mark.parametrize(
    ("looked_for", "names"),
    [
        (
            CatalogueQuery(sort="name"),
            ["Ärt", "dill", "Échalote", "Fennel", "Zinnia"],
        ),
        (CatalogueQuery("art"), ["Ärt"]),
        (CatalogueQuery("échalote"), ["Échalote"]),
    ],
)
def test_accents_make_no_difference(promise, looked_for, names):
    promise.given("the shelves hold names with accents")
    asked = f"names with accents by {looked_for.words or looked_for.sort}"
    wish_page(promise, asked, looked_for)
    promise.answers(200, page_of(*names))

    page = answered(promise, looked_for)

    assert (names_on(page), page.next, page.total) == (names, None, len(names))


@pytest.mark.parametrize(
    "looked_for",
    [CatalogueQuery(), CatalogueQuery("basil"), CatalogueQuery(category="herbs")],
)
def test_sold_out_product_keeps_its_place(promise, looked_for):
    promise.given("a product is sold out")
    narrowed = looked_for.words or looked_for.category or "nothing else"
    asked = f"a page with a sold-out product by {narrowed}"
    wish_page(promise, asked, looked_for)
    told = {"results": [BASIL | {"quantity": exactly(0)}], "total": exactly(1)}
    promise.answers(200, told | {"next": nothing})

    page = answered(promise, looked_for)

    assert page.products == (replace(PACKET, quantity=0),)
    assert (page.next, page.total) == (None, 1)


def test_sold_out_product_counts_on_its_shelf(promise):
    promise.given("a product is sold out")
    promise.asks("the categories of what is sold out", "GET", "/api/categories")
    told = {"slug": "herbs", "name": "Herbs", "count": 1}
    herbs = {name: exactly(value) for name, value in told.items()}
    promise.answers(200, {"results": [herbs]}, headers={"ETag": etag('"abc"')})

    with promise.kept() as url:
        answer = shelf(url).categories()

    assert answer.value == (Category(**told),)
    assert answer.etag == '"abc"'
