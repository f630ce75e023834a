"""A few seconds that show whether a shop works, and leave nothing behind but a basket.

Fit for a live shop: nobody registers, nothing is bought, and nothing is assumed about
what is on the shelves.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from testing.driver.browser_shopper import Shopper

pytestmark = pytest.mark.smoke


def test_shop_is_whole(page: Page) -> None:
    answer = page.request.get("/health")

    assert answer.status == 200
    assert set(answer.json()["services"].values()) == {True}


def test_front_page_shows_packets_with_pictures_and_prices(guest: Shopper) -> None:
    guest.visit()

    card = guest.page.get_by_role("region", name="Seeds").get_by_role("listitem").first
    expect(card.get_by_role("heading")).not_to_be_empty()
    expect(card).to_contain_text(re.compile(r"\d[.,]\d\d"))
    picture = card.get_by_role("img")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("picture => picture.naturalWidth") > 0


def test_search_finds_a_packet_by_its_own_name(guest: Shopper) -> None:
    guest.visit()
    seeds = guest.page.get_by_role("region", name="Seeds")
    name = seeds.get_by_role("heading").first.inner_text()

    guest.search(name)

    found = seeds.get_by_role("link", name=name)
    expect(found.first).to_be_visible()
    found.first.click()
    expect(guest.page.get_by_role("heading", level=1)).to_have_text(name)


def test_guest_fills_a_basket_and_empties_it_again(guest: Shopper) -> None:
    page = guest.page
    guest.visit()
    guest.add()
    guest.open_basket()
    total = page.get_by_role("region", name="Summary")
    expect(total).to_contain_text(re.compile(r"Total.*\d[.,]\d\d", re.DOTALL))

    page.get_by_role("button", name="Remove").click()

    expect(page.get_by_role("main")).to_contain_text("Your basket is as empty as")


def test_guest_gets_as_far_as_the_checkout(
    page_without_script: Page,
) -> None:
    guest = Shopper(page_without_script)
    guest.visit()
    guest.add()

    guest.go_to_checkout()

    heading = guest.page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Before you pay")


def test_accounts_answer_whoever_is_unknown(guest: Shopper) -> None:
    guest.sign_in()

    alert = guest.page.get_by_role("alert")
    expect(alert).to_contain_text("The username or the password is not right.")


def test_help_and_the_page_of_a_missing_address_are_shown(page: Page) -> None:
    page.goto("/help")
    expect(page.get_by_role("heading", level=1)).to_have_text("Help")

    answer = page.goto("/nowhere-at-all")

    assert answer.status == 404
    expect(page.get_by_role("main").get_by_label("Search seeds")).to_be_visible()
