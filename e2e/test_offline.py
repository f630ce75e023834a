"""The line is gone: what a page shows, and that nothing has happened meanwhile."""

import pytest
from playwright.sync_api import expect

from testing.driver.administrator import Administrator, Packet
from testing.driver.browser_shopper import Shopper, form_shopper

# A browser without a line reports that to the developer as well.
pytestmark = pytest.mark.expects("INTERNET_DISCONNECTED|NetworkError|Failed to fetch")

_NOTHING = "We could not confirm that. Check your basket."


@pytest.fixture
def packet(administrator: Administrator) -> Packet:
    return administrator.add_product()


def test_adding_while_offline_is_reported_and_can_be_done_again(
    guest: Shopper, packet: Packet
) -> None:
    page = guest.page
    guest.visit(packet.path)
    page.context.set_offline(True)
    button = page.get_by_role("button", name="Add to basket", exact=True)

    button.click()
    expect(page.get_by_text(_NOTHING)).to_be_visible()
    expect(button).to_be_focused()
    page.context.set_offline(False)
    button.click()

    expect(page.get_by_role("link", name="Basket, 1 packet")).to_be_visible()


def test_basket_stays_as_it_was_without_a_line(guest: Shopper, packet: Packet) -> None:
    page = guest.page
    form_shopper(page.context).add(packet.slug)
    guest.visit("/basket")
    page.context.set_offline(True)

    page.get_by_role("button", name="Remove").click()

    expect(page.get_by_text(_NOTHING)).to_be_visible()
    page.context.set_offline(False)
    guest.visit("/basket")
    expect(page.get_by_label(f"Packets of {packet.name}")).to_have_value("1")


def test_search_without_a_line_keeps_what_was_found(guest: Shopper) -> None:
    page = guest.page
    guest.visit("/?q=tomato")
    seeds = page.get_by_role("region", name="Seeds")
    before = seeds.inner_text()
    page.context.set_offline(True)

    guest.type_search("es")

    expect(page.get_by_text(_NOTHING)).to_be_visible()
    expect(seeds).to_have_text(before, use_inner_text=True)


def test_username_is_checked_as_soon_as_there_is_a_line(guest: Shopper) -> None:
    page = guest.page
    guest.visit("/register")
    status = page.locator("#username-status")
    page.context.set_offline(True)

    page.get_by_label("Username").fill(guest.name)
    expect(status).to_have_text("No connection. We check when there is one.")
    page.context.set_offline(False)

    expect(status).to_contain_text(f"{guest.name} is free")
