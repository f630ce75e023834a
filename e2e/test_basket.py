import re
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from testing.driver.administrator import Administrator, Packet
from testing.driver.browser_shopper import Shopper, form_shopper
from testing.driver.form_shopper import FormShopper


@pytest.fixture
def packet(administrator: Administrator) -> Packet:
    return administrator.add_product(price="2.40", quantity=20)


@pytest.fixture
def chooser(guest: Shopper, packet: Packet) -> Shopper:
    """A guest whose basket holds one packet, and who looks into it."""
    form_shopper(guest.page.context).add(packet.slug)
    guest.visit("/basket")
    return guest


def lines(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("listitem")


def test_adding_is_announced_and_counted_without_leaving(guest: Shopper) -> None:
    guest.visit()
    button = guest.page.get_by_role("button", name="to basket").first

    button.click()

    expect(guest.page.get_by_role("link", name="Basket, 1 packet")).to_be_visible()
    expect(guest.page.get_by_role("status").first).to_contain_text("1 packet added")
    expect(button).to_be_focused()


@pytest.mark.parametrize("by_key", [True, False])
def test_notice_of_the_shop_can_be_dismissed(guest: Shopper, by_key: bool) -> None:
    guest.visit()
    announcement = guest.page.get_by_role("status").first
    guest.add()
    expect(announcement).to_contain_text("1 packet added")

    if by_key:
        guest.page.keyboard.press("Escape")
    else:
        announcement.get_by_role("button", name="Close").click()

    expect(announcement).to_be_empty()


@pytest.mark.parametrize("key", ["Escape", "Enter"])
def test_keyboard_goes_on_where_it_was_once_the_words_are_gone(
    guest: Shopper, key: str
) -> None:
    guest.visit()
    announcement = guest.page.get_by_role("status").first
    button = guest.page.get_by_role("button", name="to basket").first
    button.press("Enter")
    close = announcement.get_by_role("button", name="Close")
    expect(close).to_be_visible()

    close.focus()
    close.press(key)

    expect(announcement).to_be_empty()
    expect(button).to_be_focused()


def test_keyboard_goes_on_in_the_page_where_nothing_is_left_to_go_back_to(
    guest: Shopper,
) -> None:
    guest.visit()
    guest.add()
    announcement = guest.page.get_by_role("status").first
    announcement.get_by_role("button", name="Close").focus()
    guest.page.locator("#product-list").evaluate("(packets) => packets.remove()")

    guest.page.keyboard.press("Escape")

    expect(guest.page.get_by_role("main")).to_be_focused()


def test_words_of_the_shop_never_stand_in_the_way(guest: Shopper) -> None:
    page = guest.page
    guest.visit()
    guest.add()
    announcement = page.get_by_role("status").first
    expect(announcement).to_contain_text("1 packet added")
    # The second packet's button, scrolled to where the words stand.
    button = page.get_by_role("button", name="to basket").nth(1)
    button.evaluate("(button) => scrollBy(0, button.getBoundingClientRect().top - 30)")
    words, there = announcement.bounding_box(), button.bounding_box()
    assert words
    assert there
    assert words["y"] < there["y"] < words["y"] + words["height"]

    button.click()

    expect(page.get_by_role("link", name="Basket, 2 packets")).to_be_visible()


def test_count_and_a_long_name_stand_beside_the_logo_on_a_phone(
    shopper: Shopper, forms: FormShopper, packet: Packet
) -> None:
    forms.add(packet.slug)
    head = shopper.page.get_by_role("banner")

    for width in (430, 390, 320):
        shopper.page.set_viewport_size({"width": width, "height": 700})
        shopper.visit("/basket")

        logo, count = (
            head.get_by_role("link", name=name).bounding_box() or {}
            for name in ("Furrow", "Basket, 1 packet")
        )
        assert logo["y"] == count["y"], f"{width} px wide, the head is taller"


def test_quantity_changes_every_sum(chooser: Shopper, packet: Packet) -> None:
    chooser.want(3, packet.name)

    page = chooser.page
    expect(page.get_by_role("link", name="Basket, 3 packets")).to_be_visible()
    expect(lines(page)).to_contain_text("€7.20")
    expect(page.get_by_role("main")).to_contain_text("€10.10")


def test_total_has_the_delivery_in_it(chooser: Shopper) -> None:
    sums = chooser.page.get_by_role("region", name="Summary")

    packets, delivery, total = (
        Decimal(amount.removeprefix("€"))
        for amount in sums.get_by_role("definition").all_inner_texts()
    )

    assert delivery > 0
    assert packets + delivery == total


def test_buttons_beside_the_quantity_count(chooser: Shopper) -> None:
    with chooser.page.expect_response("**/basket/items/*"):
        chooser.page.get_by_role("button", name="One more").click()

    expect(chooser.page.get_by_role("link", name="Basket, 2 packets")).to_be_visible()


def test_packet_taken_out_can_be_put_back(chooser: Shopper, packet: Packet) -> None:
    page = chooser.page

    page.get_by_role("button", name=f"Remove {packet.name}").click()
    notice = page.get_by_role("status").filter(has_text="is out of your basket")
    expect(notice).to_contain_text(packet.name)
    expect(notice).to_be_focused()
    chooser.send("Put it back")

    chooser.open_basket()
    expect(page.get_by_label(f"Packets of {packet.name}")).to_have_value("1")


def test_empty_basket_is_a_beginning(guest: Shopper) -> None:
    guest.visit("/basket")

    main = guest.page.get_by_role("main")
    expect(main).to_contain_text("Your basket is as empty as")
    guest.add()
    expect(guest.page.get_by_role("link", name="Basket, 1 packet")).to_be_visible()


def test_line_that_sold_out_says_so_before_the_checkout(
    chooser: Shopper, administrator: Administrator, packet: Packet
) -> None:
    administrator.change(packet.slug, quantity=0)

    chooser.visit("/basket")

    page = chooser.page
    expect(lines(page)).to_contain_text("Sold out since you chose it.")
    expect(page.get_by_role("link", name="Go to checkout")).to_have_count(0)


def test_line_that_runs_short_says_how_many_are_left(
    chooser: Shopper, administrator: Administrator, packet: Packet
) -> None:
    chooser.want(5, packet.name)
    expect(chooser.page.get_by_role("link", name="Basket, 5 packets")).to_be_visible()
    administrator.change(packet.slug, quantity=2)

    chooser.visit("/basket")
    expect(lines(chooser.page)).to_contain_text("Only 2 left. Choose 2 or fewer.")
    chooser.want(2, packet.name)

    expect(chooser.page.get_by_role("link", name="Go to checkout")).to_be_visible()


@pytest.mark.parametrize("typed", ["100", "1.5", "-1"])
def test_number_that_no_basket_takes_is_refused_in_words(
    chooser: Shopper, packet: Packet, typed: str
) -> None:
    field = chooser.page.get_by_label(f"Packets of {packet.name}")

    chooser.want(typed, packet.name)

    words = (
        "Choose a whole number from 1 to 99, or 0 to take it out."
        " Your basket still holds 1 packet."
    )
    expect(field).to_have_accessible_description(f"Error: {words}")
    expect(field).to_have_value("1")
    expect(chooser.page.get_by_role("status").first).to_have_text(words)


def test_refused_number_moves_no_button_beside_it(
    chooser: Shopper, packet: Packet
) -> None:
    remove = chooser.page.get_by_role("button", name=f"Remove {packet.name}")
    before = remove.bounding_box()

    chooser.want(100, packet.name)

    field = chooser.page.get_by_label(f"Packets of {packet.name}")
    expect(field).to_have_accessible_description(re.compile("Choose a whole number"))
    assert remove.bounding_box() == before


def test_none_takes_a_packet_out(chooser: Shopper, packet: Packet) -> None:
    chooser.want(0, packet.name)

    notice = chooser.page.get_by_role("status").filter(has_text="is out of your basket")
    expect(notice).to_be_focused()
    expect(chooser.page.get_by_role("main")).to_contain_text("as empty as")


@pytest.mark.parametrize(("typed", "shown"), [("3", "× 3"), ("100", "whole number")])
def test_checkout_never_goes_by_a_number_that_was_not_counted(
    shopper: Shopper, forms: FormShopper, packet: Packet, typed: str, shown: str
) -> None:
    forms.add(packet.slug)
    shopper.visit("/basket")
    field = shopper.page.get_by_label(f"Packets of {packet.name}")
    field.press("ControlOrMeta+a")
    field.press_sequentially(typed)

    shopper.page.get_by_role("link", name="Go to checkout").dispatch_event("click")

    expect(shopper.page.get_by_role("main")).to_contain_text(shown)


def test_basket_of_a_guest_outlasts_the_page(chooser: Shopper) -> None:
    later = chooser.page.context.new_page()
    chooser.page.close()

    later.goto("/help")

    expect(later.get_by_role("link", name="Basket, 1 packet")).to_be_visible()
