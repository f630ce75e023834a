"""What shoppers see while a service is away, and once it is back.

`nox -s outages` asks for every page without every service; here are a few places of
that matrix as a person meets them.
"""

import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from playwright.sync_api import Locator, Page, expect

from e2e.accessibility import violations
from testing.driver.browser_shopper import Shopper
from tools.shop import RunningShop

pytestmark = pytest.mark.local

SHELVES_CLOSED = "The shop is temporarily unavailable"
ORDERS_REST = "We can’t show baskets and orders right now"
GATE_STUCK = "Sign-in is not available right now"
# What was put off during an outage is done soon after it, by a sweeper.
_PATIENCE = 20_000


class Outages:
    """Takes services away, and sees to it that the shop is well again afterwards."""

    def __init__(self, shop: RunningShop) -> None:
        self._shop = shop
        self._stopped: set[str] = set()
        self._frozen: dict[str, int] = {}

    def stop(self, application: str) -> None:
        """Refuse every connection, from one moment to the next."""
        self._shop.cut_off(application)
        self._stopped.add(application)

    def freeze(self, application: str) -> None:
        """Accept every call and answer none."""
        leader = self._shop.process_id(application)
        # supervisord gives every application a process group of its own.
        os.killpg(leader, signal.SIGSTOP)
        self._frozen[application] = leader

    def end(self) -> None:
        """Bring everything back, and wait until the storefront has noticed."""
        for leader in self._frozen.values():
            os.killpg(leader, signal.SIGCONT)
        for application in self._stopped:
            self._shop.start(application)
        self._frozen, self._stopped = {}, set()
        self._shop.wait_until_whole()


@pytest.fixture(scope="module")
def browser_context_args(
    browser_context_args: dict[str, Any], stoppable_shop: RunningShop
) -> dict[str, Any]:
    """Lead the pages to the shop that may break."""
    return {**browser_context_args, "base_url": stoppable_shop.url}


@pytest.fixture
def outages(stoppable_shop: RunningShop) -> Iterator[Outages]:
    outages = Outages(stoppable_shop)
    yield outages
    outages.end()


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def test_catalogue_is_shown_without_order_service(page: Page, outages: Outages) -> None:
    outages.stop("order-service")

    page.goto("/")

    expect(page.locator("#cards > li")).to_have_count(12)


def test_signing_in_works_without_order_service(
    shopper: Shopper, outages: Outages
) -> None:
    shopper.visit()
    shopper.sign_out()
    outages.stop("order-service")

    shopper.sign_in()

    expect(shopper.page.get_by_role("link", name=shopper.name)).to_be_visible()


@pytest.mark.expects("503")
def test_basket_says_in_words_that_it_must_wait(
    guest_both_ways: Shopper, outages: Outages
) -> None:
    guest_both_ways.visit()
    guest_both_ways.add()
    outages.stop("order-service")

    answer = guest_both_ways.page.goto("/basket")

    assert answer
    assert answer.status == 503
    expect(heading(guest_both_ways.page)).to_have_text(ORDERS_REST)
    outages.end()
    guest_both_ways.page.get_by_role("link", name="Try again").click()
    expect(heading(guest_both_ways.page)).to_have_text("Your basket")
    expect(guest_both_ways.page.locator("#basket-lines .lines > li")).to_have_count(1)


@pytest.mark.expects("503")
def test_closed_shelves_open_by_themselves(guest: Shopper, outages: Outages) -> None:
    outages.stop("product-service")

    # Whatever was looked for a moment ago is still known.
    guest.visit(f"/?q={guest.name}")

    expect(heading(guest.page)).to_have_text(SHELVES_CLOSED)
    outages.end()
    guest.page.get_by_role("link", name="Try again").click()
    expect(heading(guest.page)).to_contain_text(f"for “{guest.name}”")


@pytest.mark.expects("503")
def test_packet_that_cannot_be_added_is_announced_in_the_status(
    page: Page, outages: Outages
) -> None:
    page.goto("/")
    outages.stop("product-service")

    Shopper(page).add()

    expect(page.get_by_role("status").first).to_contain_text(SHELVES_CLOSED)
    expect(page.locator("#cards > li")).to_have_count(12)


@pytest.mark.expects("503")
def test_username_is_checked_later_without_user_service(
    page: Page, outages: Outages
) -> None:
    page.goto("/register")
    outages.freeze("user-service")

    page.get_by_label("Username").press_sequentially("grandmother-ada")

    expect(page.locator("#username-status")).to_contain_text(
        "We cannot check just now. We will when you create the account."
    )


@pytest.mark.expects("503")
def test_account_waits_while_the_rest_of_the_shop_goes_on(
    shopper: Shopper, outages: Outages
) -> None:
    shopper.visit()
    shopper.add()
    outages.freeze("user-service")

    shopper.visit("/account")
    expect(heading(shopper.page)).to_have_text(GATE_STUCK)

    shopper.visit("/orders")
    expect(heading(shopper.page)).to_have_text("Your orders")
    shopper.visit("/basket")
    expect(shopper.page.locator("#basket-lines .lines > li")).to_have_count(1)


def test_signing_out_works_without_user_service(
    shopper: Shopper, outages: Outages
) -> None:
    shopper.visit()
    outages.stop("user-service")

    shopper.sign_out()

    expect(shopper.page.get_by_text("You are signed out.")).to_be_visible()
    shopper.visit("/orders")
    expect(heading(shopper.page)).to_have_text("Sign in")


@pytest.mark.parametrize("lost", ["product-service", "payment-sandbox"])
def test_order_placed_during_an_outage_is_paid_after_it(
    shopper_both_ways: Shopper, outages: Outages, lost: str
) -> None:
    shopper_both_ways.visit()
    shopper_both_ways.add()
    shopper_both_ways.go_to_checkout()
    shopper_both_ways.fill_in_address()
    outages.freeze(lost)

    shopper_both_ways.agree()

    expect(heading(shopper_both_ways.page)).to_have_text("We are confirming your order")
    outages.end()
    shopper_both_ways.follow()
    expect(heading(shopper_both_ways.page)).to_have_text(
        "Thank you for your order", timeout=_PATIENCE
    )


@pytest.mark.expects("503")
def test_order_whose_answer_is_lost_is_placed_once(
    shopper_both_ways: Shopper, outages: Outages
) -> None:
    shopper_both_ways.visit()
    shopper_both_ways.add()
    shopper_both_ways.go_to_checkout()
    shopper_both_ways.fill_in_address()
    outages.freeze("order-service")

    shopper_both_ways.agree()

    alert = shopper_both_ways.page.get_by_role("alert")
    expect(alert).to_contain_text("We could not confirm whether your order was placed.")
    expect(shopper_both_ways.page.get_by_label("Full name")).to_have_value(
        "Ada Lovelace"
    )
    outages.end()
    shopper_both_ways.place_order()
    expect(heading(shopper_both_ways.page)).to_have_text(
        "Thank you for your order", timeout=_PATIENCE
    )
    shopper_both_ways.visit("/orders")
    expect(shopper_both_ways.page.locator(".orders > li")).to_have_count(1)


@pytest.mark.expects("503")
@pytest.mark.parametrize(
    ("lost", "path", "words"),
    [
        ("order-service", "/basket", ORDERS_REST),
        ("user-service", "/account", GATE_STUCK),
        ("product-service", "/?q=rose", SHELVES_CLOSED),
    ],
)
def test_page_about_an_outage_has_no_barriers(
    shopper: Shopper, outages: Outages, lost: str, path: str, words: str
) -> None:
    outages.stop(lost)

    shopper.visit(path)

    expect(heading(shopper.page)).to_have_text(words)
    assert violations(shopper.page) == []


@pytest.mark.expects("503")
def test_unknown_packet_without_a_catalogue_is_not_called_missing(
    guest: Shopper, outages: Outages
) -> None:
    outages.stop("product-service")

    answer = guest.page.goto("/product/nobody-looked-at-this-one-yet")

    assert answer
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    expect(heading(guest.page)).to_have_text(SHELVES_CLOSED)
    assert violations(guest.page) == []


def test_killed_service_comes_back_alone(
    stoppable_shop: RunningShop, page: Page
) -> None:
    before = stoppable_shop.process_id("product-service")

    stoppable_shop.kill("product-service")

    assert stoppable_shop.process_id("product-service") != before
    ready = f"{stoppable_shop.services['product-service']}/health/ready"
    assert requests.get(ready, timeout=5).ok
    page.goto("/")
    expect(page.locator("#cards > li")).to_have_count(12)
