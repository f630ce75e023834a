"""What a search finds: slips, words without meaning, other names, other alphabets."""

from dataclasses import replace

import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import (
    etag,
    exactly,
    from_state,
    nothing,
    some,
    token,
)
from storefront.clients.product_service import CatalogueQuery
from storefront.service_models import CataloguePage, Category

from .product_service_interactions import BARE, BASIL, PACKET, page_of, shelf, wish_page

LABELLED = {
    "Basil": (BASIL, PACKET),
    "Dill": (BASIL, PACKET),
    "Mint": (BARE, replace(PACKET, description="", facts=None)),
}
EVERYTHING = ["Dill", "basil, sweet", "Carrot", "Sweet pea"]


@pytest.fixture
def interaction(agree):
    return agree("frontend", "product-service")


def answered(
    interaction: ExpectedInteraction, looked_for: CatalogueQuery
) -> CataloguePage:
    with interaction.serve() as url:
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
        # Some other names are of two words, and take the place of both.
        ("sugar snap", ["Sweet pea"]),
        # Where no word begins so, letters count; signs stand for themselves.
        ("arrot", ["Carrot"]),
        ("carrot%", []),
        ("?!", []),
        # As much as the field takes.
        (f"{'carrot ' * 11}car", ["Carrot"]),
    ],
)
def test_search_finds_what_words_are_about(interaction, words, names):
    interaction.given("the shelves hold different products")
    looked_for = CatalogueQuery(words)
    wish_page(interaction, f"a search for what “{words}” is about", looked_for)
    interaction.will_respond_with(200, page_of(*names))

    page = answered(interaction, looked_for)

    assert (names_on(page), page.total) == (names, len(names))
    assert (page.next, page.did_you_mean) == (None, "")


@pytest.mark.parametrize(
    ("words", "names", "meant"),
    [
        ("dlil", ["Dill"], "dill"),
        ("vegitabels", ["Carrot"], "vegetables"),
        ("basil swete", ["basil, sweet"], "basil sweet"),
        # Two slips in a short word leave too little of it: it takes six letters.
        ("karrut", ["Carrot"], "carrot"),
        ("karrup", [], ""),
        ("bazul", [], ""),
        ("dlli", [], ""),
        ("dll", [], ""),
        ("peaa", [], ""),
        # Of several things that no packet is together, each is found.
        ("carot dill", ["Dill", "Carrot"], "carrot or dill"),
        ("carrots & dill", ["Dill", "Carrot"], "carrots or dill"),
        ("carrot or dill", ["Dill", "Carrot"], ""),
        # A word that leads nowhere is left out.
        ("carrot zzzzzz", ["Carrot"], "carrot"),
        ("sugar snap zzzzzz", ["Sweet pea"], "sugar snap"),
        # So is one that leads only to what was withdrawn.
        ("purple basil", ["basil, sweet"], "basil"),
        # Nothing else is meant by what is written as it should be.
        ("dill", ["Dill"], ""),
    ],
)
def test_slips_are_mended_as_far_as_they_can_be(interaction, words, names, meant):
    interaction.given("the shelves hold different products")
    looked_for = CatalogueQuery(words)
    wish_page(interaction, f"a search with the slips of “{words}”", looked_for)
    members = {"did_you_mean": exactly(meant) if meant else nothing}
    interaction.will_respond_with(200, page_of(*names) | members)

    page = answered(interaction, looked_for)

    assert (names_on(page), page.did_you_mean) == (names, meant)
    assert (page.next, page.total) == (None, len(names))


def test_mended_search_says_so_on_a_page_that_leads_on(interaction):
    interaction.given("there is more than a page of products", page=12)
    looked_for = CatalogueQuery("bazil")
    wish_page(interaction, "a page of what was meant", looked_for)
    members = {"next": token("page-2"), "total": exactly(13)}
    meant = {"did_you_mean": exactly("basil")}
    interaction.will_respond_with(200, members | meant | {"results": some(BASIL)})

    page = answered(interaction, looked_for)

    assert (page.products, page.did_you_mean) == ((PACKET,), "basil")
    assert (page.next, page.total) == ("page-2", 13)


@pytest.mark.parametrize("words", ["tomoto", "totato"])
def test_nearest_word_is_meant(interaction, words):
    # By fewer slips, and else by how it begins.
    interaction.given("two products have nearly the same name")
    looked_for = CatalogueQuery(words)
    wish_page(
        interaction, f"a search with a slip towards a tomato: {words}", looked_for
    )
    tomato = BASIL | {"name": exactly("Tomato")}
    members = {"results": [tomato], "next": nothing, "total": exactly(1)}
    interaction.will_respond_with(200, members | {"did_you_mean": exactly("tomato")})

    page = answered(interaction, looked_for)

    assert page.products == (replace(PACKET, name="Tomato"),)
    assert (page.next, page.total, page.did_you_mean) == (None, 1, "tomato")


def test_nearest_word_is_meant_that_leads_to_something(interaction):
    # A bean is nearer, and there is none.
    interaction.given("a product is for sale", name="Beet")
    looked_for = CatalogueQuery("beat")
    wish_page(interaction, "a search with a slip towards a beet", looked_for)
    beet = BASIL | {"name": exactly("Beet")}
    members = {"results": [beet], "next": nothing, "total": exactly(1)}
    interaction.will_respond_with(200, members | {"did_you_mean": exactly("beet")})

    page = answered(interaction, looked_for)

    assert page.products == (replace(PACKET, name="Beet"),)
    assert (page.next, page.total, page.did_you_mean) == (None, 1, "beet")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        # Small words alone are the beginning of one, not letters within.
        ("to", ["Tomato", "Tom thumb"]),
        # A whole word counts for more than the beginning of another.
        ("tom", ["Tom thumb"]),
    ],
)
def test_words_count_for_more_than_their_letters(interaction, words, names):
    interaction.given("two products have nearly the same name")
    looked_for = CatalogueQuery(words)
    wish_page(interaction, f"a search for the beginning {words}", looked_for)
    listed = [BASIL | {"name": exactly(name)} for name in names]
    counted = {"next": nothing, "total": exactly(len(names))}
    interaction.will_respond_with(200, {"results": listed} | counted)

    page = answered(interaction, looked_for)

    found = tuple(replace(PACKET, name=name) for name in names)
    assert (page.products, page.next, page.total) == (found, None, len(names))


@pytest.mark.parametrize(
    ("words", "names"),
    [
        # Botanical names, brands, descriptions; the label counts before the rest.
        ("graveolens", ["Dill"]),
        ("ocimum", ["Basil"]),
        ("old mill", ["Dill"]),
        ("feathery", ["Dill"]),
        ("furrow", ["Basil", "Dill"]),
        ("dill", ["Dill", "Mint"]),
    ],
)
def test_search_reads_the_whole_label(interaction, words, names):
    interaction.given("the labels of products differ")
    looked_for = CatalogueQuery(words)
    wish_page(interaction, f"a search for the label of “{words}”", looked_for)
    listed = [LABELLED[name][0] | {"name": exactly(name)} for name in names]
    counted = {"next": nothing, "total": exactly(len(names))}
    interaction.will_respond_with(200, {"results": listed} | counted)

    page = answered(interaction, looked_for)

    found = tuple(replace(LABELLED[name][1], name=name) for name in names)
    assert (page.products, page.next, page.total) == (found, None, len(names))


def test_second_page_of_a_search_goes_on_where_the_first_ends(interaction):
    interaction.given("a search finds more than a page, names first")
    query = {"q": "basil", "sort": "featured", "limit": "12"}
    query |= {"cursor": from_state("${cursor}", example="page-2")}
    interaction.upon_receiving("the last page of a search")
    interaction.with_request("GET", "/api/products", query=query)
    packet = BASIL | {"description": exactly("Beside basil."), "facts": nothing}
    last = [packet | {"name": exactly(name)} for name in ("Dill 10", "Dill 11")]
    members = {"results": last, "next": nothing, "total": exactly(14)}
    interaction.will_respond_with(200, members)

    page = answered(interaction, CatalogueQuery("basil", cursor="page-2"))

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
def test_accents_make_no_difference(interaction, looked_for, names):
    interaction.given("the shelves hold names with accents")
    asked = f"names with accents by {looked_for.words or looked_for.sort}"
    wish_page(interaction, asked, looked_for)
    interaction.will_respond_with(200, page_of(*names))

    page = answered(interaction, looked_for)

    assert (names_on(page), page.next, page.total) == (names, None, len(names))


@pytest.mark.parametrize(
    "looked_for",
    [CatalogueQuery(), CatalogueQuery("basil"), CatalogueQuery(category="herbs")],
)
def test_sold_out_product_keeps_its_place(interaction, looked_for):
    interaction.given("a product is sold out")
    narrowed = looked_for.words or looked_for.category or "nothing else"
    asked = f"a page with a sold-out product by {narrowed}"
    wish_page(interaction, asked, looked_for)
    members = {"results": [BASIL | {"quantity": exactly(0)}], "total": exactly(1)}
    interaction.will_respond_with(200, members | {"next": nothing})

    page = answered(interaction, looked_for)

    assert page.products == (replace(PACKET, quantity=0),)
    assert (page.next, page.total) == (None, 1)


def test_sold_out_product_counts_on_its_shelf(interaction):
    interaction.given("a product is sold out")
    interaction.upon_receiving("the categories of what is sold out")
    interaction.with_request("GET", "/api/categories")
    members = {"slug": "herbs", "name": "Herbs", "count": 1}
    herbs = {name: exactly(value) for name, value in members.items()}
    interaction.will_respond_with(
        200, {"results": [herbs]}, headers={"ETag": etag('"abc"')}
    )

    with interaction.serve() as url:
        answer = shelf(url).categories()

    assert answer.value == (Category(**members),)
    assert answer.etag == '"abc"'
