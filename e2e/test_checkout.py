"""What stands between a basket and an order, and how a shopper gets past it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from testing.driver.administrator import Administrator, Packet
from testing.driver.browser_shopper import Shopper, form_shopper
from testing.driver.form_shopper import FormShopper


@pytest.fixture
def packet(administrator: Administrator) -> Packet:
    return administrator.add_product(price="2.40")


@pytest.fixture
def buyer(shopper_both_ways: Shopper, packet: Packet) -> Shopper:
    """Somebody at the checkout who has entered where the parcel goes."""
    return at_checkout(shopper_both_ways, packet)


@pytest.fixture
def scripted(shopper: Shopper, packet: Packet) -> Shopper:
    """The same, where only the script matters or has no part in it."""
    return at_checkout(shopper, packet)


def at_checkout(shopper: Shopper, packet: Packet) -> Shopper:
    form_shopper(shopper.page.context).add(packet.slug)
    shopper.visit("/checkout")
    shopper.fill_in_address()
    return shopper


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def alert(shopper: Shopper) -> Locator:
    return shopper.page.get_by_role("alert")


def expect_nothing_lost(shopper: Shopper) -> None:
    expect(shopper.page.get_by_label("Town or city")).to_have_value("London")
    expect(shopper.page.get_by_role("link", name="Basket, 1 packet")).to_be_visible()


def test_empty_basket_cannot_be_paid(shopper: Shopper) -> None:
    shopper.visit("/checkout")

    expect(heading(shopper.page)).to_have_text("Your basket")
    expect(shopper.page.get_by_text("there is nothing to pay yet")).to_be_visible()


def test_guest_is_asked_who_it_is_and_comes_back(
    guest: Shopper, packet: Packet
) -> None:
    form_shopper(guest.page.context).add(packet.slug)
    guest.visit("/basket")
    guest.page.get_by_role("link", name="Go to checkout").click()
    expect(heading(guest.page)).to_have_text("Before you pay")
    main = guest.page.get_by_role("main")
    expect(main).to_contain_text(packet.name)

    main.get_by_role("link", name="Create an account").click()
    guest.fill_in_account()
    guest.send("Create account")

    expect(heading(guest.page)).to_have_text("Checkout")
    expect(main).to_contain_text(packet.name)


def test_mistakes_are_listed_and_lead_to_their_fields(
    shopper_both_ways: Shopper, packet: Packet
) -> None:
    form_shopper(shopper_both_ways.page.context).add(packet.slug)
    shopper_both_ways.visit("/checkout")
    page = shopper_both_ways.page
    page.get_by_label("Full name").fill("Ada Lovelace")

    shopper_both_ways.agree()

    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator("#summary")).to_be_focused()
    alert(shopper_both_ways).get_by_role("link", name="Enter the postcode.").click()
    expect(page.get_by_label("Postcode")).to_be_focused()
    expect(page.get_by_label("Full name")).to_have_value("Ada Lovelace")


def test_express_changes_the_total_that_is_agreed_to(scripted: Shopper) -> None:
    page = scripted.page
    button = page.get_by_role("button", name="Place order")
    standard = button.inner_text()

    page.get_by_label("Express").check()

    expect(button).not_to_have_text(standard)
    total = button.inner_text().split("·")[1].strip()
    scripted.place_order()
    expect(heading(page)).to_have_text("Thank you for your order")
    expect(page.get_by_role("main")).to_contain_text("Express delivery")
    expect(page.get_by_role("main")).to_contain_text(total)


def test_address_of_the_last_order_is_there_again(
    shopper: Shopper, packet: Packet, forms: FormShopper
) -> None:
    forms.buy(packet.slug)
    forms.add(packet.slug)

    shopper.visit("/checkout")

    page = shopper.page
    expect(page.get_by_label("Full name")).to_have_value("Ada Lovelace")
    expect(page.get_by_label("Country")).to_have_value("GB")


@pytest.mark.parametrize(
    ("card", "words"),
    [
        ("A card that is declined", "The card was declined."),
        ("A card without enough money", "There is not enough money on that card."),
    ],
)
def test_refused_card_loses_nothing_and_another_does_it(
    scripted: Shopper, card: str, words: str
) -> None:
    scripted.pay_with(card)

    scripted.place_order()

    expect(alert(scripted)).to_contain_text(f"{words} Choose another one")
    expect_nothing_lost(scripted)
    scripted.pay_with("A card that works")
    scripted.place_order()
    expect(heading(scripted.page)).to_have_text("Thank you for your order")


def test_last_packet_sold_meanwhile_is_named_at_its_line(
    buyer: Shopper, administrator: Administrator, packet: Packet
) -> None:
    administrator.change(packet.slug, quantity=0)

    buyer.place_order()

    alert(buyer).get_by_role("link", name="is sold out").click()
    line = buyer.page.locator(":target")
    expect(line).to_contain_text("Sold out")
    expect(line).to_be_in_viewport()
    expect(buyer.page.get_by_label("Town or city")).to_have_value("London")


def test_price_that_changed_meanwhile_is_shown_beside_the_one_seen(
    buyer: Shopper, administrator: Administrator, packet: Packet
) -> None:
    administrator.change(packet.slug, price="3.00")

    buyer.place_order()

    expect(alert(buyer)).to_contain_text("was €2.40, and is €3.00 now")
    buyer.place_order()
    expect(heading(buyer.page)).to_have_text("Thank you for your order")
    expect(buyer.page.get_by_role("main")).to_contain_text("€5.90")
