from urllib.parse import urlsplit

import pytest

from .fakes import FakeProducts, make_product
from .page_browser import Visitor


def test_shelves_show_every_packet_with_facts_and_price(visitor: Visitor) -> None:
    page = visitor.open("/")

    assert page.heading == "Seeds worth getting your hands dirty for"
    assert page.texts(".card h2") == ["Sunflower", "Field Poppy", "Basil"]
    assert page.texts(".card .facts")[0] == "Sow Apr–May"
    assert page.texts(".card .price")[0] == "€2.40"


def test_picture_is_described_and_keeps_its_place(visitor: Visitor) -> None:
    picture = visitor.open("/").soup.select_one(".card img")

    assert picture["src"] == "/pictures/sunflower.svg"
    assert picture["alt"] == "Drawing of Sunflower"
    assert (picture["width"], picture["height"]) == ("200", "272")


def test_search_finds_by_words(visitor: Visitor) -> None:
    page = visitor.open("/?q=poppy")

    assert page.heading == "Seeds for “poppy”"
    assert page.texts(".card h2") == ["Field Poppy"]
    assert page.texts(".found") == ["1 kind of seed for “poppy”"]


def test_shelf_shows_its_own_packets_alone(visitor: Visitor) -> None:
    page = visitor.open("/?category=herbs")

    assert page.heading == "Herbs"
    assert page.texts(".card h2") == ["Basil"]
    assert page.texts(".shelves [aria-current]") == ["Herbs"]


def test_packets_are_sorted_by_price(visitor: Visitor) -> None:
    page = visitor.open("/?sort=price")

    assert page.texts(".card h2") == ["Field Poppy", "Basil", "Sunflower"]


def test_unknown_order_is_our_pick(visitor: Visitor) -> None:
    page = visitor.open("/?sort=hacked")

    assert page.texts("#sort [selected]") == ["Our pick"]


def test_finder_keeps_what_was_asked_for(visitor: Visitor) -> None:
    page = visitor.open("/?q=ba&category=herbs&sort=-price")

    assert page.soup.select_one("#q")["value"] == "ba"
    assert page.texts("#category [selected]") == ["Herbs (1)"]
    assert page.texts("#sort [selected]") == ["Price, high to low"]


def test_nothing_found_offers_other_packets(visitor: Visitor) -> None:
    page = visitor.open("/?q=dragonfruit")

    assert "matches “dragonfruit”" in page.text
    assert page.soup.select_one(".empty a")["href"] == "/"
    assert page.texts(".card h3") == ["Sunflower", "Field Poppy", "Basil"]


def test_slip_of_the_keyboard_is_shown_before_what_was_meant(
    visitor: Visitor, products: FakeProducts
) -> None:
    products.meant = {"bazil": "basil"}

    page = visitor.open("/?q=bazil&sort=price")

    found = page.soup.select_one(".found")
    assert found.get_text().strip() == (
        "Nothing matches “bazil”. Did you mean basil? 1 kind of seed for that."
    )
    assert found.a["href"] == "/?q=basil&sort=price"
    assert page.texts(".card h2") == ["Basil"]


def test_only_part_is_sent_to_htmx(visitor: Visitor) -> None:
    part = visitor.part("/?q=basil")

    assert part.soup.body.find().get("id") == "product-list"
    assert not part.soup.select("header, main, form[role=search]")
    assert part.response.headers["Vary"] == "HX-Request, Cookie"


def test_words_around_the_packets_follow_a_search(visitor: Visitor) -> None:
    part = visitor.part("/?q=basil&category=herbs")
    around = part.soup.select("[hx-swap-oob=innerHTML]")

    assert part.title == "Herbs – Furrow"
    assert {tag["id"]: tag.get_text().split() for tag in around} == {
        "heading": ["Herbs"],
        "categories": ["Flowers", "Herbs"],
        "result-count": ["1", "kind", "of", "seed", "for", "“basil”"],
    }
    assert part.texts("[aria-current]") == ["Herbs"]


@pytest.mark.parametrize("path", ["/?q=basil", "/?q=bazil", "/?q=dragonfruit"])
def test_count_is_announced_beside_the_packets(
    visitor: Visitor, products: FakeProducts, path: str
) -> None:
    products.meant = {"bazil": "basil"}

    page = visitor.open(path)

    assert page.soup.select("#product-list [role=status]") == []
    found = page.texts("#result-count[role=status]")
    assert visitor.part(path).texts("#result-count[hx-swap-oob='innerHTML']") == found


@pytest.mark.parametrize(
    ("before", "now", "header"),
    [
        ("/", "/?q=t", "HX-Push-Url"),
        ("/?q=t&category=&sort=featured", "/?q=toma", "HX-Replace-Url"),
        ("/?q=toma&shown=24", "/?q=tomato", "HX-Replace-Url"),
        ("/?q=tomato", "/?q=tom", "HX-Replace-Url"),
        ("/?q=red+tomato", "/?q=red%20t", "HX-Replace-Url"),
        ("/?q=tomato", "/?q=basil", "HX-Push-Url"),
        ("/?q=tomato", "/", "HX-Push-Url"),
        ("/?q=tom", "/?q=tom&sort=price", "HX-Push-Url"),
        ("/?q=tom", "/?q=tom&category=herbs", "HX-Push-Url"),
        ("/?category=herbs", "/?category=herbs", "HX-Replace-Url"),
        ("[", "/?q=t", "HX-Push-Url"),
    ],
)
def test_one_search_is_one_step_back(
    visitor: Visitor, before: str, now: str, header: str
) -> None:
    part = visitor.part(now, **{"HX-Current-URL": f"http://x{before}"})

    listed = [line for line in part.response.headers if line[0].startswith("HX-")]
    assert listed == [(header, now.replace("%20", "+"))]


def test_page_restored_by_back_is_whole(visitor: Visitor) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    page = visitor.open("/?q=basil", **headers)

    assert page.heading == "Seeds for “basil”"


def test_more_packets_are_one_link_away(
    visitor: Visitor, products: FakeProducts
) -> None:
    products.stock = [make_product(n, f"Bean {n}") for n in range(1, 15)]

    first = visitor.open("/?q=bean")
    more = first.soup.select_one("#more a")
    second = visitor.open(more["href"])

    assert len(first.soup.select(".card")) == 12
    assert more.get_text() == "Show 12 more"
    assert second.texts(".card h2") == ["Bean 13", "Bean 14"]
    assert not second.soup.select("#more a")


def test_address_says_how_many_are_shown(
    visitor: Visitor, products: FakeProducts
) -> None:
    products.stock = [make_product(n, f"Bean {n}") for n in range(1, 41)]
    more = visitor.open("/?q=bean&shown=24").soup.select_one("#more a")["hx-get"]

    part = visitor.part(more, **{"HX-Current-URL": "http://x/?q=bean&shown=24"})
    restored = visitor.open(part.response.headers["HX-Replace-Url"])

    assert part.soup.select("[hx-swap-oob], title") == []
    assert len(restored.soup.select(".card")) == 36
    assert restored.texts("#more a") == ["Show 12 more"]
    following = visitor.open(restored.soup.select_one("#more a")["href"])
    assert following.texts(".card h2")[0] == "Bean 37"


@pytest.mark.parametrize("shown", ["0", "13", "-12", "108", "1e2", "٢٤", "9" * 5000])
def test_odd_number_of_packets_is_twelve(visitor: Visitor, shown: str) -> None:
    page = visitor.open(f"/?shown={shown}")

    assert page.heading == "Seeds worth getting your hands dirty for"
    assert visitor.part(f"/?shown={shown}").response.headers["HX-Replace-Url"] == "/"


def test_front_page_stays_one_when_more_is_shown(visitor: Visitor) -> None:
    assert visitor.open("/?shown=24").soup.select(".hero h1")


def test_made_up_cursor_is_not_found(visitor: Visitor) -> None:
    page = visitor.open("/?cursor=nonsense", status=404)

    assert page.heading == "We cannot find that page"


def test_strange_signs_in_search_are_no_fault(visitor: Visitor) -> None:
    page = visitor.open("/?q=%00%0a" + "ba" * 200)

    assert len(page.soup.select_one("#q")["value"]) == 80


def test_search_for_what_nobody_sees_is_the_front_page(visitor: Visitor) -> None:
    page = visitor.open("/?q=%E3%85%A4%E2%A0%80")

    assert page.soup.select(".hero h1")


def test_sold_out_packet_has_no_button(
    visitor: Visitor, products: FakeProducts
) -> None:
    products.change(1, quantity=0)

    card = visitor.open("/").soup.select_one(".card")

    assert card.select("form") == []
    assert card.select_one(".gone").get_text() == "Sold out"


def test_strangers_share_one_rendering(visitor: Visitor) -> None:
    first = visitor.open("/").response.data

    assert visitor.open("/").response.data == first


def test_changed_price_is_shown_after_two_seconds(
    visitor: Visitor, products: FakeProducts
) -> None:
    visitor.open("/")
    products.change(1, name="Sunflower ‘Giant’")

    before = visitor.open("/").texts(".card h2")[0]
    visitor.wait(2)
    after = visitor.open("/").texts(".card h2")[0]

    assert (before, after) == ("Sunflower", "Sunflower ‘Giant’")


def test_link_to_a_page_has_a_title_and_a_picture(visitor: Visitor) -> None:
    preview = {
        tag["property"]: tag["content"]
        for tag in visitor.open("/product/sunflower").soup.select("meta[property]")
    }

    assert preview["og:title"] == "Sunflower – Furrow"
    assert preview["og:image"].startswith("http://127.0.0.1:5000/static/social.")
    with visitor.client.get(urlsplit(preview["og:image"]).path) as picture:
        assert picture.mimetype == "image/png"
