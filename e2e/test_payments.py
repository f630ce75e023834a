"""Payments that take a while, ask for something or go wrong behind the shop's back."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from testing.driver.administrator import Administrator, Packet
from testing.driver.browser_shopper import Shopper, form_shopper

_HIDDEN = "{value: true, configurable: true}"
# What the bank needs, and the sweeper that comes by when no answer came from it.
_PATIENCE = 20_000


@pytest.fixture
def packet(administrator: Administrator) -> Packet:
    return administrator.add_product(price="2.40")


@pytest.fixture
def pay(shopper_both_ways: Shopper, packet: Packet) -> Callable[[str], Page]:
    """Agree to pay with a card; give the page on which the shopper is then."""
    return lambda card: pay_with(shopper_both_ways, packet, card)


@pytest.fixture
def waiting(shopper: Shopper, packet: Packet) -> Page:
    """The page of an order for which the bank wants a yes, with script."""
    return pay_with(shopper, packet, "A card that asks you to confirm")


def pay_with(shopper: Shopper, packet: Packet, card: str) -> Page:
    form_shopper(shopper.page.context).add(packet.slug)
    shopper.visit("/checkout")
    shopper.fill_in_address()
    shopper.pay_with(card)
    shopper.agree()
    return shopper.page


def expect_heading(page: Page, words: str) -> None:
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(words, timeout=_PATIENCE)


def test_slow_payment_is_followed_until_it_is_paid(
    shopper_both_ways: Shopper, pay: Callable[[str], Page]
) -> None:
    page = pay("A card whose bank takes its time")
    expect_heading(page, "We are confirming your order")

    shopper_both_ways.follow()

    expect_heading(page, "Thank you for your order")
    expect(page.get_by_text("You placed the order")).to_be_visible()
    expect(page.get_by_text("You paid €5.30")).to_be_visible()


@pytest.mark.parametrize(
    "card",
    ["A card whose bank forgets to answer", "A card whose bank stumbles once"],
)
def test_bank_without_an_answer_is_asked_again_and_paid_once(
    shopper: Shopper, packet: Packet, card: str
) -> None:
    page = pay_with(shopper, packet, card)

    expect_heading(page, "Thank you for your order")
    expect(page.get_by_text("You paid €5.30")).to_have_count(1)
    shopper.visit("/orders")
    expect(page.get_by_role("heading", name="Order ", level=2)).to_have_count(1)


def test_bank_that_thinks_better_of_it_leads_back_uncharged(
    shopper_both_ways: Shopper, pay: Callable[[str], Page]
) -> None:
    page = pay("A card whose bank thinks better of it")

    shopper_both_ways.follow()

    expect_heading(page, "Checkout")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The payment could not be taken.")
    expect(alert).to_contain_text("Nothing was charged.")
    expect(page.get_by_label("Town or city")).to_have_value("London")
    expect(page.get_by_role("link", name="Basket, 1 packet")).to_be_visible()


def test_payment_that_needs_a_yes_goes_on_after_it(
    shopper_both_ways: Shopper, pay: Callable[[str], Page]
) -> None:
    page = pay("A card that asks you to confirm")

    answer_the_bank(page, "Yes")
    shopper_both_ways.follow()

    expect_heading(page, "Thank you for your order")


def test_payment_that_got_a_no_leads_back_with_all_that_was_typed(
    shopper_both_ways: Shopper, pay: Callable[[str], Page]
) -> None:
    page = pay("A card that asks you to confirm")

    answer_the_bank(page, "No")
    shopper_both_ways.follow()

    expect_heading(page, "Checkout")
    expect(page.get_by_role("alert")).to_contain_text("The payment was")
    expect(page.get_by_label("Town or city")).to_have_value("London")
    expect(page.get_by_role("link", name="Basket, 1 packet")).to_be_visible()


def test_page_of_an_order_changes_as_a_whole_when_the_bank_says_no(
    shopper: Shopper, waiting: Page, packet: Packet
) -> None:
    number = urlsplit(waiting.url).path.removeprefix("/orders/")
    shopper.visit(f"/orders/{number}")
    expect(waiting.get_by_text("12 St James Square")).to_be_visible()

    answer_the_bank(waiting, "No")

    standing = waiting.get_by_role("heading", name="Payment failed")
    expect(standing).to_be_visible(timeout=_PATIENCE)
    expect(waiting.get_by_role("link", name="Basket, 1 packet")).to_be_visible()
    expect(waiting.get_by_text("12 St James Square")).to_have_count(0)
    expect(waiting.get_by_role("button", name="Buy all of this again")).to_have_count(0)
    expect(waiting.get_by_text("You placed the order")).to_have_count(0)
    expect(waiting).to_have_title(f"Order {number} – Furrow")
    shopper.open_basket()
    expect(waiting.get_by_label(f"Packets of {packet.name}")).to_have_value("1")


def test_page_that_nobody_sees_asks_nothing(waiting: Page) -> None:
    asked: list[str] = []
    waiting.evaluate(f"Object.defineProperty(document, 'hidden', {_HIDDEN})")
    waiting.on("request", lambda request: asked.append(urlsplit(request.url).path))

    waiting.evaluate(
        "document.querySelector('[data-follows]').dispatchEvent(new Event('every'))"
    )
    waiting.evaluate("fetch('/help')")
    assert asked == ["/help"]

    with waiting.expect_request("**/orders/*seen=*"):
        waiting.evaluate("delete document.hidden")
        waiting.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_focus_stays_while_an_order_is_followed(waiting: Page) -> None:
    link = waiting.get_by_role("link", name="Check again")
    link.focus()

    with waiting.expect_response("**/orders/*seen=*"):
        pass

    expect(link).to_be_focused()


def answer_the_bank(page: Page, answer: str) -> None:
    expect(page.get_by_role("heading", name="Waiting for your bank")).to_be_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Confirm with your bank").click()
    bank = opened.value
    with bank.expect_navigation():
        bank.get_by_role("button", name=answer).click()
    bank.close()
