import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from product_service import create_app
from product_service.database import db
from product_service.initial_catalogue import insert_missing, read_initial_catalogue

from .conftest import MakeProduct, settings
from .fakes import FakeUserService

GOLDEN = tomllib.loads(
    Path(__file__).with_name("golden_searches.toml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def shop(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    database = tmp_path_factory.mktemp("stocked") / "products.db"
    shutil.copy(empty_database, database)
    app = create_app(settings(f"sqlite:///{database}"), FakeUserService())
    with app.app_context():
        insert_missing(read_initial_catalogue("EUR"))
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()


def search(client: FlaskClient, words: str, **more: object) -> dict[str, Any]:
    answer = client.get("/api/products", query_string={"q": words, **more})
    assert answer.status_code == 200, answer.json
    return answer.json


def names(found: dict[str, Any]) -> list[str]:
    return [product["name"] for product in found["results"]]


@pytest.mark.parametrize("words", GOLDEN)
def test_golden_search_finds_its_packets_first(shop: FlaskClient, words: str) -> None:
    expected = GOLDEN[words]

    found = search(shop, words)

    slugs = [product["slug"] for product in found["results"]]
    first = slugs[: len(expected["first"])] if expected["first"] else slugs
    assert set(first) == set(expected["first"])
    assert found["did_you_mean"] == expected.get("means")


@pytest.mark.parametrize("words", ["a packet of basil", "growing the basil", "Basil!"])
def test_words_without_meaning_are_not_demanded(
    client: FlaskClient, make_product: MakeProduct, words: str
) -> None:
    make_product("Basil", description="Sweet.")

    found = search(client, words)

    assert (names(found), found["did_you_mean"]) == (["Basil"], None)


def test_name_comes_before_shelf_and_description(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    make_product("Twine", description="Ties up any tomato.")
    make_product("Stakes", category="Tomato things")
    make_product("Tomato ‘Ida’")

    assert names(search(client, "tomatoes")) == ["Tomato ‘Ida’", "Stakes", "Twine"]


def test_packet_that_is_more_of_several_things_comes_first(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    make_product("Twine", description="Ties up any carrot.")
    make_product("Onion", description="Beside a carrot and a beet.")
    for name in ("Pea", "Carrot", "Beet"):
        make_product(name)
    make_product("Pea shoots", description="Beside a carrot.")

    found = search(client, "carrot, pea and beet")

    ones = ["Pea", "Carrot", "Beet"]
    assert names(found) == ["Pea shoots", *ones, "Onion", "Twine"]
    assert found["did_you_mean"] == "carrot or pea or beet"


def test_what_has_all_of_it_is_not_joined_by_what_has_some(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    make_product("Pea")
    make_product("Pea and carrot mix")

    found = search(client, "carrots & peas")

    assert (names(found), found["did_you_mean"]) == (["Pea and carrot mix"], None)


def test_pages_of_a_search_neither_overlap_nor_fall_short(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    for number in range(4):
        make_product(f"Twine {number}", description="Ties up any tomato.")
        make_product(f"Tomato {number}")

    seen, cursor = [], None
    while True:
        page = search(
            client, "tomato", limit=3, **({"cursor": cursor} if cursor else {})
        )
        assert page["total"] == 8
        seen += names(page)
        if not (cursor := page["next"]):
            break

    tomatoes = [f"Tomato {number}" for number in range(4)]
    assert seen == [*tomatoes, *(f"Twine {number}" for number in range(4))]


def test_pages_after_a_slip_go_on_with_what_was_meant(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    make_product("Tomato red")
    make_product("Tomato yellow")
    first = search(client, "tomatto", limit=1)

    second = search(client, "tomatto", limit=1, cursor=first["next"])

    assert names(first) + names(second) == ["Tomato red", "Tomato yellow"]
    assert second["did_you_mean"] == "tomato"


def test_other_orders_keep_to_what_was_found(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    make_product("Tomato", price="3.00")
    make_product("Twine", price="1.00", description="Ties up any tomato.")
    make_product("Basil", price="2.00")

    assert names(search(client, "tomatoes", sort="price")) == ["Twine", "Tomato"]


def test_word_that_only_a_withdrawn_packet_has_is_not_offered(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    make_product("Basil")
    make_product("Tomato", is_active=False)

    found = search(client, "tomatoo")

    assert (found["results"], found["did_you_mean"]) == ([], None)


def test_changed_name_is_found_by_its_new_words_alone(
    admin: FlaskClient, make_product: MakeProduct
) -> None:
    make_product("Poppy")
    read = admin.get("/api/product/poppy")
    admin.patch(
        "/api/product/poppy",
        json={"name": "Cornflower"},
        headers={"If-Match": read.headers["ETag"]},
    )

    assert names(search(admin, "cornflowers")) == ["Cornflower"]
    assert names(search(admin, "poppies")) == []


@pytest.mark.parametrize("words", ["ромашка", "Ромашки ромашка", "雛菊", "Καμομήλι"])
def test_words_of_other_scripts_find_their_packet(
    client: FlaskClient, make_product: MakeProduct, words: str
) -> None:
    make_product("Ромашки ромашка 雛菊 Καμομήλι", slug="chamomile")

    assert len(names(search(client, words))) == 1


@pytest.mark.parametrize(
    "words",
    ["a" * 100, "a b c d e f g h i j k l m n o p q r s t u v w x y z", "|", "- -"],
)
def test_odd_text_is_no_fault(
    client: FlaskClient, make_product: MakeProduct, words: str
) -> None:
    make_product("Basil")

    search(client, words)


def test_cursor_from_before_relevance_goes_on_as_it_began(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    make_product("Twine", description="Ties up any tomato.")
    make_product("Tomato red")
    make_product("Tomato yellow")
    cursor = client.get("/api/products?limit=1").json["next"]

    found = search(client, "tomato", cursor=cursor)

    assert names(found) == ["Tomato red", "Tomato yellow"]
