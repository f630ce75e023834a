"""What holds on every page: no foreign code, no early cookie, no leak."""

import pytest
import requests
from playwright.sync_api import Page, Route, expect

from testing.driver.browser_shopper import Shopper
from tools.shop import RunningShop

PAGES = ["/", "/basket", "/register", "/nowhere"]


def test_pages_allow_nothing_but_the_shops_own_files(page: Page) -> None:
    for path in PAGES:
        answer = page.goto(path)

        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "script-src 'self'" in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert "unsafe" not in policy, path


@pytest.mark.expects("Content.Security.Policy|blocked an inline script")
def test_policy_stops_a_script_that_was_smuggled_in(page: Page) -> None:
    page.goto("/help")

    page.evaluate(
        """() => {
          const smuggled = document.createElement("script");
          smuggled.textContent = "window.smuggled = true";
          document.body.append(smuggled);
        }"""
    )

    assert page.evaluate("window.smuggled") is None


def test_visitor_without_basket_gets_no_cookie(page: Page) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link").first.click()
    expect(page.get_by_role("button", name="Add to basket", exact=True)).to_be_visible()

    assert page.context.cookies() == []


@pytest.mark.local
def test_token_never_reaches_the_browser(shopper: Shopper, shop: RunningShop) -> None:
    page = shopper.page
    shopper.visit("/account")

    cookies = page.context.cookies()
    # A note that user-service knows this browser by; it signs nobody in.
    known = [each for each in cookies if each["name"].startswith("furrow-known-")]
    others = [each for each in cookies if each not in known]

    assert all(cookie["httpOnly"] for cookie in cookies)
    assert [cookie["name"] for cookie in others] == ["furrow"]
    assert "eyJ" not in page.content() + str(others)
    opened = requests.get(
        f"{shop.services['user-service']}/api/user",
        headers={"X-Consumer": "e2e", "Authorization": f"Bearer {known[0]['value']}"},
        timeout=10,
    )
    assert opened.status_code == 401
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_pages_of_an_account_are_kept_by_nobody(shopper: Shopper) -> None:
    for path in ("/account", "/orders", "/basket"):
        answer = shopper.page.goto(path)

        assert "no-store" in answer.headers["cache-control"], path


def test_shop_works_before_its_scripts_arrive(page: Page) -> None:
    held: list[Route] = []
    page.route("**/vendor/**", lambda route: held.append(route))
    page.goto("/", wait_until="commit")

    page.get_by_role("button", name="to basket").first.click()

    expect(page.get_by_role("link", name="Basket, 1 packet")).to_be_visible()
    assert held
    for route in held:
        route.fulfill(content_type="text/javascript", body="")
