"""Whole journeys with the script switched off: it is a courtesy, not a crutch."""

import re

import pytest
from playwright.sync_api import Page, expect

from e2e.fixtures import signed_in
from testing.driver.administrator import Administrator, Packet
from testing.driver.browser_shopper import Shopper, form_shopper


@pytest.fixture
def guest(page_without_script: Page) -> Shopper:
    return Shopper(page_without_script)


@pytest.fixture
def shopper(page_without_script: Page) -> Shopper:
    return signed_in(page_without_script)


@pytest.fixture
def packet(administrator: Administrator) -> Packet:
    return administrator.add_product(price="2.40")


def test_shelves_are_searched_sorted_and_turned_over(guest: Shopper) -> None:
    page = guest.page
    guest.visit()
    seeds = page.get_by_role("region", name="Seeds")
    first = seeds.get_by_role("heading").first.inner_text()

    page.get_by_role("link", name="Show 12 more").click()
    expect(seeds.get_by_role("listitem")).to_have_count(12)
    expect(seeds).not_to_contain_text(first)

    page.get_by_label("Sort by").select_option("Name")
    page.get_by_label("Search seeds").fill("tomato")
    guest.send("Search")
    names = seeds.get_by_role("heading").all_inner_texts()
    assert len(names) > 1
    assert names == sorted(names)


def test_basket_is_filled_changed_emptied_and_restored(
    guest: Shopper, packet: Packet
) -> None:
    page = guest.page
    guest.visit(packet.path)
    guest.add()
    expect(page.get_by_text(f"{packet.name}: 1 packet added.")).to_be_visible()

    guest.open_basket()
    page.get_by_label(f"Packets of {packet.name}").fill("3")
    guest.send(f"Update {packet.name}")
    expect(page.get_by_role("link", name="Basket, 3 packets")).to_be_visible()
    guest.send(f"Remove {packet.name}")
    expect(page.get_by_role("main")).to_contain_text("Your basket is as empty")
    guest.send("Put it back")

    guest.open_basket()
    expect(page.get_by_label(f"Packets of {packet.name}")).to_have_value("3")


@pytest.mark.parametrize("typed", ["3", "100"])
def test_checkout_never_goes_by_a_number_that_was_not_sent(
    shopper: Shopper, packet: Packet, typed: str
) -> None:
    page = shopper.page
    form_shopper(page.context).add(packet.slug)
    shopper.visit("/basket")
    go_on = page.get_by_role("link", name="Go to checkout")
    there = go_on.bounding_box()
    assert there
    page.get_by_label(f"Packets of {packet.name}").fill(typed)

    page.mouse.click(there["x"] + there["width"] / 2, there["y"] + 5)

    notice = page.get_by_text("A number that you typed is not counted yet.")
    expect(notice).to_be_visible()
    expect(go_on).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your basket")


def test_number_that_was_sent_leads_on_to_the_checkout(
    shopper: Shopper, packet: Packet
) -> None:
    page = shopper.page
    form_shopper(page.context).add(packet.slug)
    shopper.visit("/basket")
    page.get_by_label(f"Packets of {packet.name}").fill("3")
    shopper.send(f"Update {packet.name}")

    page.get_by_role("link", name="Go to checkout").click()

    expect(page.get_by_role("main")).to_contain_text("× 3")


def test_total_is_updated_before_it_is_agreed_to(
    shopper: Shopper, packet: Packet
) -> None:
    form_shopper(shopper.page.context).add(packet.slug)
    shopper.visit("/checkout")
    shopper.fill_in_address()
    button = shopper.page.get_by_role("button", name="Place order")
    standard = button.inner_text()

    shopper.page.get_by_label("Express").check()
    shopper.agree()
    expect(shopper.page.get_by_role("alert")).to_contain_text("changed the total")
    expect(button).not_to_have_text(standard)
    express = button.inner_text()
    shopper.page.get_by_label("Standard").check()
    shopper.send("Update the total")
    expect(button).to_have_text(standard)
    shopper.page.get_by_label("Express").check()
    shopper.send("Update the total")
    expect(button).to_have_text(express)

    shopper.place_order()
    total = express.split("·")[1].strip()
    expect(shopper.page.get_by_role("main")).to_contain_text(total)


def test_colours_are_chosen_and_stay(guest: Shopper) -> None:
    page = guest.page
    page.emulate_media(color_scheme="light")
    guest.visit("/help")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)

    page.get_by_role("button", name="Dark").click()

    dark = page.get_by_role("button", name="Dark")
    expect(dark).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile("/help$"))
    guest.visit("/basket")
    assert page.evaluate(background) != light
