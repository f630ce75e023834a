"""The golden journey, from a stranger to an order that is found again."""

import re

from playwright.sync_api import expect

from e2e.browsers import with_movement
from testing.driver.administrator import Administrator
from testing.driver.browser_shopper import Shopper

pytestmark = with_movement


def test_visitor_registers_buys_and_finds_the_order_again(
    guest_both_ways: Shopper, administrator: Administrator
) -> None:
    page, packet = guest_both_ways.page, administrator.add_product()
    guest_both_ways.register()
    guest_both_ways.search(packet.name)
    guest_both_ways.add(packet.name)
    guest_both_ways.go_to_checkout()
    guest_both_ways.fill_in_address()
    total = page.get_by_role("button", name="Place order").inner_text()
    guest_both_ways.place_order()
    thanks = page.get_by_role("heading", level=1)
    expect(thanks).to_have_text("Thank you for your order")
    main = page.get_by_role("main")
    expect(main).to_contain_text(total.split("·")[1].strip())
    number = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page.url)

    guest_both_ways.sign_out()
    guest_both_ways.sign_in()
    page.get_by_role("link", name="Orders").click()
    page.get_by_role("link", name=f"Order {number[0]}").click()

    expect(main).to_contain_text(packet.name)
    expect(main).to_contain_text("12 St James Square")
