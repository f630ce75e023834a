import pytest
from flask.testing import FlaskClient

from product_service.cursor import Cursor, write_cursor
from product_service.product_details import Facts

from .conftest import MakeProduct

BASIL = Facts("Ocimum basilicum", (4, 5), 40, 20, 5)
SORTS = ("featured", "name", "price", "-price", "newest")


def names(client: FlaskClient, **query: object) -> list[str]:
    answer = client.get("/api/products", query_string=query)
    assert answer.status_code == 200, answer.json
    return [product["name"] for product in answer.json["results"]]


def test_empty_shop_shows_nothing(client: FlaskClient) -> None:
    answer = client.get("/api/products")

    assert answer.json == {
        "results": [],
        "next": None,
        "total": 0,
        "did_you_mean": None,
    }


def test_products_come_in_order_of_the_shop(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    for name in ("Poppy", "Basil", "Radish"):
        make_product(name)

    assert names(client) == ["Poppy", "Basil", "Radish"]


@pytest.mark.parametrize(
    "words",
    [
        "basil",
        "BASIL",
        "genova ocimum",
        "sweet furrow",
        "ＢＡＳＩＬ",
        "genôva",
        "verde's",
    ],
)
def test_search_looks_everywhere_for_every_word(
    client: FlaskClient, make_product: MakeProduct, words: str
) -> None:
    make_product(
        "Basil ‘Genova Verde’s’",
        facts=BASIL,
        brand="Furrow",
        description="Sweet and peppery.",
    )
    make_product("Radish", description="Crisp and peppery.")

    assert names(client, q=words) == ["Basil ‘Genova Verde’s’"]


def test_search_demands_all_words_where_a_product_has_them(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    make_product("Basil")
    make_product("Radish")
    make_product("Leaves", description="Basil and radish.")

    assert names(client, q="basil radish") == ["Leaves"]


@pytest.mark.parametrize("words", ["%", "_", "100%", "50_000", "/", "\\"])
def test_wildcards_stand_for_themselves(
    client: FlaskClient, make_product: MakeProduct, words: str
) -> None:
    make_product(f"Compost {words} peat free")
    make_product("Compost 1000 peat free, 50 000 worms")

    assert names(client, q=words) == [f"Compost {words} peat free"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("featured", ["échium", "Basil", "Dahlia", "chives"]),
        ("name", ["Basil", "chives", "Dahlia", "échium"]),
        ("price", ["Basil", "chives", "échium", "Dahlia"]),
        ("-price", ["Dahlia", "échium", "chives", "Basil"]),
        ("newest", ["chives", "Dahlia", "Basil", "échium"]),
    ],
)
def test_every_order_sorts(
    client: FlaskClient, make_product: MakeProduct, sort: str, expected: list[str]
) -> None:
    make_product("échium", "2.90")
    make_product("Basil", "1.90")
    make_product("Dahlia", "10.00")
    make_product("chives", "2.40")

    assert names(client, sort=sort) == expected


@pytest.mark.parametrize("sort", SORTS)
def test_cursor_walks_past_everything_once(
    client: FlaskClient, make_product: MakeProduct, sort: str
) -> None:
    for number in range(10):
        make_product(f"Packet {number}", price=f"{number % 3}.00")
    whole = names(client, sort=sort)

    walked, cursor, totals = [], "", set()
    while cursor is not None:
        page = client.get(
            "/api/products", query_string={"sort": sort, "limit": 3, "cursor": cursor}
        ).json
        walked += [product["name"] for product in page["results"]]
        totals.add(page["total"])
        cursor = page["next"]

    assert walked == whole
    assert totals == {10}


def test_walk_goes_on_where_the_cursor_product_was(
    client: FlaskClient, admin: FlaskClient, make_product: MakeProduct
) -> None:
    for name, price in (("Basil", "1.00"), ("Dill", "2.00"), ("Sage", "3.00")):
        make_product(name, price)
    page = client.get("/api/products?sort=price&limit=1").json

    admin.patch("/api/product/basil", json={"price": "9"}, headers={"If-Match": "*"})

    assert names(client, sort="price", cursor=page["next"])[:2] == ["Dill", "Sage"]


def test_category_holds_its_own(client: FlaskClient, make_product: MakeProduct) -> None:
    make_product("Basil", category="herbs")
    make_product("Radish", category="vegetables")

    assert names(client, category="herbs") == ["Basil"]
    assert names(client, category="shoes") == []


def test_categories_count_what_is_for_sale(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    make_product("Basil", category="herbs")
    make_product("Dill", category="herbs")
    make_product("Boots", category="mens-shoes")
    make_product("Clogs", category="clogs", is_active=False)

    answer = client.get("/api/categories")

    assert answer.json["results"] == [
        {"slug": "herbs", "name": "Herbs", "count": 2},
        {"slug": "mens-shoes", "name": "Men’s shoes", "count": 1},
    ]


def test_withdrawn_products_are_shown_by_id_alone(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    basil = make_product("Basil")
    clogs = make_product("Clogs", is_active=False)

    assert names(client) == ["Basil"]
    assert names(client, id=[clogs.id, basil.id, 4711]) == ["Basil", "Clogs"]


@pytest.mark.parametrize("address", ["/api/products", "/api/categories"])
def test_answer_that_is_known_is_not_sent_again(
    client: FlaskClient, make_product: MakeProduct, address: str
) -> None:
    make_product("Basil")
    known = {"If-None-Match": client.get(address).headers["ETag"]}

    again = client.get(address, headers=known)
    make_product("Dill")
    changed = client.get(address, headers=known)

    assert (again.status_code, again.data) == (304, b"")
    assert changed.status_code == 200


@pytest.mark.parametrize(
    "cursor",
    [
        "!",
        "W10",
        "bnVsbA",
        "a" * 999,
        "WyJwcmljZSIsIDEsIDFd" + "x",
        write_cursor(Cursor("name", "basil", 1)),
        write_cursor(Cursor("featured", 100, 1)),
        write_cursor(Cursor("price", "100", 1)),
        write_cursor(Cursor("price", "basil", 1)),
        write_cursor(Cursor("price", 10**400, 1)),
        write_cursor(Cursor("price", 100, -1)),
        write_cursor(Cursor("price", 100, 2**70)),
    ],
)
def test_cursor_of_another_make_is_refused(client: FlaskClient, cursor: str) -> None:
    answer = client.get(
        "/api/products", query_string={"sort": "price", "cursor": cursor}
    )

    assert answer.status_code == 422
    assert "cursor" in answer.json["errors"]


def test_cursor_of_names_holds_no_control_characters(client: FlaskClient) -> None:
    for key in ("\x00", "\ud800", 7):
        cursor = write_cursor(Cursor("name", key, 1))

        answer = client.get(f"/api/products?sort=name&cursor={cursor}")

        assert answer.status_code == 422
