import re

from playwright.sync_api import expect

from testing.driver.administrator import Administrator
from testing.driver.browser_shopper import Shopper


def test_packet_shows_its_front_and_its_back(
    guest: Shopper, administrator: Administrator
) -> None:
    packet = administrator.add_product(price="2.40")

    guest.visit(packet.path)

    page, main = guest.page, guest.page.get_by_role("main")
    expect(page).to_have_title(re.compile(packet.name))
    expect(page.get_by_role("heading", level=1)).to_have_text(packet.name)
    expect(main.get_by_role("img").first).to_be_visible()
    for fact in ("€2.40", "Ollula theae", "Sow Apr", "20 cm", "5 mm", "every kettle"):
        expect(main).to_contain_text(fact)


def test_several_packets_go_into_the_basket_at_once(
    guest: Shopper, administrator: Administrator
) -> None:
    packet, page = administrator.add_product(), guest.page
    guest.visit(packet.path)
    more = page.get_by_role("button", name="One more")

    more.click()
    more.click()
    page.get_by_role("button", name="One fewer").click()
    guest.add()

    expect(page.get_by_role("link", name="Basket, 2 packets")).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text(
        f"{packet.name}: 2 packets added."
    )


def test_few_that_are_left_are_counted(
    guest: Shopper, administrator: Administrator
) -> None:
    packet = administrator.add_product(quantity=3)

    guest.visit(packet.path)

    expect(guest.page.get_by_role("main")).to_contain_text("Only 3 left")


def test_sold_out_packet_offers_its_neighbours(
    guest: Shopper, administrator: Administrator
) -> None:
    packet = administrator.add_product(quantity=0)

    guest.visit(packet.path)

    page = guest.page
    expect(page.get_by_role("main")).to_contain_text("Sold out just now.")
    expect(page.get_by_role("button", name="Add to basket", exact=True)).to_have_count(
        0
    )
    near = page.get_by_role("region", name="From the same shelf")
    expect(near.get_by_role("link").first).to_be_visible()
    expect(near).not_to_contain_text(packet.name)


def test_unknown_packet_leads_to_a_search_for_its_words(guest: Shopper) -> None:
    answer = guest.page.goto("/product/velvet-tomatoe")

    assert answer.status == 404
    field = guest.page.get_by_label("Search seeds")
    expect(field).to_have_value("velvet tomatoe")
    field.fill("tomato")
    field.press("Enter")
    expect(guest.page.get_by_role("heading", level=1)).to_have_text(
        "Seeds for “tomato”"
    )
