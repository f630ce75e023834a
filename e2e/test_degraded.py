"""What shoppers see while a service is away; a test stops it and starts it again."""

from collections.abc import Callable, Iterator

import pytest
import requests
from playwright.sync_api import Page, expect

from e2e.shopping import PASSWORD, Shopper
from tools.shop import RunningShop

pytestmark = pytest.mark.local


@pytest.fixture
def without(shop: RunningShop) -> Iterator[Callable[[str], None]]:
    stopped: list[str] = []

    def stop(application: str) -> None:
        shop.stop(application)
        stopped.append(application)

    yield stop
    for application in stopped:
        shop.start(application)


def test_catalogue_is_shown_without_order_service(
    page: Page, without: Callable[[str], None]
) -> None:
    without("order-service")

    page.goto("/")

    expect(page.locator("#cards > li")).to_have_count(12)


def test_signing_in_works_without_order_service(
    page: Page, without: Callable[[str], None]
) -> None:
    shopper = Shopper(page)
    shopper.register()
    shopper.sign_out()
    without("order-service")

    shopper.sign_in(PASSWORD)

    expect(page.get_by_role("link", name=shopper.name)).to_be_visible()


@pytest.mark.expects("503")
def test_basket_says_in_words_that_it_must_wait(
    page: Page, without: Callable[[str], None]
) -> None:
    shopper = Shopper(page)
    shopper.visit()
    shopper.add()
    without("order-service")

    answer = page.goto("/basket")

    assert answer.status == 503
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link").first).to_be_visible()


def test_killed_service_comes_back_alone(shop: RunningShop, page: Page) -> None:
    before = shop.process_id("product-service")

    shop.kill("product-service")

    assert shop.process_id("product-service") != before
    assert requests.get(
        f"{shop.services['product-service']}/health/ready", timeout=5
    ).ok
    page.goto("/")
    expect(page.locator("#cards > li")).to_have_count(12)
