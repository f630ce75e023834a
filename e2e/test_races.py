"""Two things at once, in the wrong order or too late: nothing happens twice."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from e2e.browsers import with_movement
from testing.driver.administrator import Administrator, Packet
from testing.driver.browser_shopper import Shopper, form_shopper
from testing.driver.form_shopper import FormShopper

pytestmark = with_movement


@pytest.fixture
def packet(administrator: Administrator) -> Packet:
    return administrator.add_product(price="2.40")


@pytest.fixture
def buyer(shopper: Shopper, forms: FormShopper, packet: Packet) -> Shopper:
    """Somebody at the checkout who has entered where the parcel goes."""
    forms.add(packet.slug)
    shopper.visit("/checkout")
    shopper.fill_in_address()
    return shopper


def hold(page: Page, address: re.Pattern[str]) -> list[Route]:
    """Hold back every request for an address."""
    held: list[Route] = []
    page.route(address, lambda route: held.append(route))
    return held


def expect_one_order(shopper: Shopper) -> None:
    shopper.visit("/orders")
    orders = shopper.page.get_by_role("heading", name="Order ", level=2)
    expect(orders).to_have_count(1)


def test_double_click_adds_once(guest: Shopper) -> None:
    guest.visit()

    guest.page.get_by_role("button", name="to basket").first.dblclick()

    expect(guest.page.get_by_role("status").first).to_contain_text("1 packet added")
    guest.visit("/basket")
    expect(guest.page.get_by_label("Packets of")).to_have_value("1")


def test_double_click_adds_once_even_when_its_first_half_was_answered(
    guest: Shopper,
) -> None:
    guest.visit()
    button = guest.page.get_by_role("button", name="to basket").first

    button.click()
    expect(guest.page.get_by_role("status").first).to_contain_text("1 packet added")
    # Firefox counts by time: from a slow machine, a press would be one of its own.
    button.dispatch_event("click", {"detail": 2})

    guest.visit("/basket")
    expect(guest.page.get_by_label("Packets of")).to_have_value("1")


def test_double_click_places_one_order(buyer: Shopper) -> None:
    buyer.page.get_by_role("button", name="Place order").dblclick()

    thanks = buyer.page.get_by_role("heading", name="Thank you for your order")
    expect(thanks).to_be_visible()
    expect_one_order(buyer)


def test_stale_search_answer_never_wins(guest: Shopper) -> None:
    page = guest.page
    guest.visit()
    held = hold(page, re.compile(r"q=tom(&|$)"))
    with page.expect_request(re.compile(r"q=tom(&|$)")):
        guest.type_search("tom")

    guest.type_search("ato")
    seeds = page.get_by_role("region", name="Seeds")
    expect(seeds).to_contain_text("for “tomato”")
    for route in held:
        route.continue_()
    page.evaluate("fetch('/help')")

    expect(seeds).to_contain_text("for “tomato”")
    expect(page).to_have_url(re.compile("q=tomato"))


def test_stale_verdict_on_a_name_never_wins(guest: Shopper) -> None:
    page = guest.page
    guest.visit("/register")
    held = hold(page, re.compile(r"username=adalove$"))
    field = page.get_by_label("Username")
    with page.expect_request(re.compile("username=adalove$")):
        field.press_sequentially("adalove")

    field.press_sequentially("lace")
    verdict = page.locator("#username-status")
    expect(verdict).to_contain_text("adalovelace")
    for route in held:
        route.continue_()
    page.evaluate("fetch('/help')")

    expect(verdict).to_contain_text("adalovelace")


def test_two_tabs_with_one_basket_place_one_order(buyer: Shopper) -> None:
    second = Shopper(buyer.page.context.new_page(), buyer.name)
    second.visit("/checkout")
    second.fill_in_address()

    buyer.place_order()
    second.place_order()

    page = second.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Your orders")
    expect(page.get_by_text("placed in another window")).to_be_visible()
    expect_one_order(second)


def test_basket_changed_in_another_tab_is_not_paid_unseen(
    buyer: Shopper, packet: Packet
) -> None:
    form_shopper(buyer.page.context).add(packet.slug)

    buyer.place_order()

    page = buyer.page
    expect(page.get_by_role("alert")).to_contain_text("changed in another window")
    expect(page.get_by_role("button", name="Place order")).to_contain_text("€7.70")
    expect(page.get_by_label("Town or city")).to_have_value("London")


def test_back_after_an_order_does_not_order_again(buyer: Shopper) -> None:
    buyer.place_order()
    page = buyer.page
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Thank you for your order"
    )

    page.go_back()

    expect(page.get_by_role("button", name="Place order")).to_have_count(0)
    expect_one_order(buyer)


def test_order_sent_again_by_reloading_is_the_same_order(buyer: Shopper) -> None:
    buyer.place_order()

    buyer.page.reload()

    expect(buyer.page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    expect_one_order(buyer)


def test_session_that_ended_while_away_is_explained_and_begun_again(
    buyer: Shopper,
) -> None:
    page = buyer.page
    let_session_end(buyer)

    buyer.visit("/orders")
    expect(page.get_by_text("You were signed out after an hour")).to_be_visible()
    buyer.fill_in_sign_in()
    buyer.send("Sign in")

    expect(page.get_by_role("heading", level=1)).to_have_text("Your orders")
    expect(page.get_by_role("link", name="Basket, 1 packet")).to_be_visible()


def test_form_sent_after_the_session_ended_changes_nothing(buyer: Shopper) -> None:
    let_session_end(buyer)

    buyer.agree()

    page = buyer.page
    expect(page.get_by_role("main")).to_contain_text("so nothing was done")
    buyer.sign_in()
    expect(page.get_by_role("link", name="Basket, 1 packet")).to_be_visible()
    buyer.visit("/orders")
    expect(page.get_by_role("main")).to_contain_text("You have not ordered anything")


def let_session_end(shopper: Shopper) -> None:
    """Leave the browser a cookie that the shop does not know any more."""
    cookies = shopper.page.context.cookies()
    ended = [cookie | {"value": cookie["value"][::-1]} for cookie in cookies]
    shopper.page.context.add_cookies(ended)
