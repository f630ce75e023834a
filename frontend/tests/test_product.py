from service_kit.money import Money

from .fakes import FakeProducts
from .page_browser import Visitor


def test_packet_shows_front_and_back(visitor: Visitor) -> None:
    page = visitor.open("/product/sunflower")

    assert page.heading == "Sunflower"
    assert page.title == "Sunflower – Furrow"
    assert page.texts(".botanical") == ["Helianthus annuus"]
    assert page.texts(".when b") == ["Sow Apr–May"]
    assert page.texts(".figures div") == ["Height 1.8 m", "Apart 45 cm", "Deep 20 mm"]


def test_year_marks_the_months_of_sowing(visitor: Visitor) -> None:
    page = visitor.open("/product/sunflower")

    sown = ["sown" in tag["class"] for tag in page.soup.select(".year .month")]
    assert [month for month, is_sown in enumerate(sown, 1) if is_sown] == [4, 5]


def test_packet_leads_to_others_of_its_shelf(visitor: Visitor) -> None:
    page = visitor.open("/product/sunflower")

    assert page.texts(".eyebrow") == ["Flowers"]
    assert page.texts(".card h3") == ["Field Poppy"]


def test_price_of_thousands_is_readable(
    visitor: Visitor, products: FakeProducts
) -> None:
    products.change(1, price=Money(123456, "EUR"))

    assert "€1,234.56" in visitor.open("/product/sunflower").text


def test_last_packets_are_counted(visitor: Visitor) -> None:
    assert "Only 3 left" in visitor.open("/product/field-poppy").text
    assert visitor.open("/").texts(".few") == ["Only 3 left"]


def test_sold_out_packet_says_so_and_cannot_be_added(
    visitor: Visitor, products: FakeProducts
) -> None:
    products.change(1, quantity=0)

    page = visitor.open("/product/sunflower")

    assert "Sold out just now" in page.text
    assert page.soup.select(".product form") == []


def test_packet_taken_off_the_shelf_is_gone(
    visitor: Visitor, products: FakeProducts
) -> None:
    products.change(1, is_active=False)

    page = visitor.open("/product/sunflower", status=404)

    assert page.heading == "We do not have that packet"


def test_unknown_packet_offers_a_search_for_it(visitor: Visitor) -> None:
    page = visitor.open("/product/purple-sunflower", status=404)

    assert page.heading == "We do not have that packet"
    assert page.soup.select_one("#q")["value"] == "purple sunflower"


def test_packet_of_a_feed_needs_no_facts(
    visitor: Visitor, products: FakeProducts
) -> None:
    products.change(1, facts=None, description="")

    page = visitor.open("/product/sunflower")

    assert "On the back of the packet" not in page.text
