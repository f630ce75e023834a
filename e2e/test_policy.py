from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from e2e.shopping import Shopper

PAGES = [
    "/",
    "/product/sunflower-velvet-noon",
    "/basket",
    "/register",
    "/login",
    "/help",
]


@pytest.mark.parametrize("path", PAGES)
def test_pages_allow_nothing_but_the_shops_own_files(page: Page, path: str) -> None:
    answer = page.goto(path)

    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_visitor_without_basket_gets_no_cookie(page: Page) -> None:
    page.goto("/")
    page.goto("/product/sunflower-velvet-noon")

    assert page.context.cookies() == []


def test_token_never_reaches_the_browser(page: Page) -> None:
    shopper = Shopper(page)
    shopper.register()

    cookies = page.context.cookies()

    assert [cookie["httpOnly"] for cookie in cookies] == [True]
    assert "eyJ" not in page.content() + str(cookies)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 390])
def test_phones_scroll_in_one_direction_only(
    new_context: Callable[..., BrowserContext], path: str, width: int
) -> None:
    page = new_context(viewport={"width": width, "height": 700}).new_page()

    page.goto(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


# Chromium tells of each page transition that it leaves out, here on purpose.
@pytest.mark.expects("ViewTransition")
def test_shop_works_before_its_scripts_arrive(page: Page) -> None:
    held: list[Route] = []
    page.route("**/vendor/**", lambda route: held.append(route))
    page.goto("/", wait_until="commit")

    page.get_by_role("button", name="to basket").first.click()

    expect(page.get_by_role("link", name="Basket, 1 packet")).to_be_visible()
    assert held
    for route in held:
        route.fulfill(content_type="text/javascript", body="")


def test_first_page_is_light(page: Page) -> None:
    page.goto("/", wait_until="load")
    sizes = page.evaluate(
        """() => [performance.getEntriesByType('navigation')[0],
                  ...performance.getEntriesByType('resource')]
               .map(entry => [entry.name, entry.transferSize, entry.decodedBodySize])"""
    )

    def sent(ending: str) -> int:
        return sum(
            size for name, size, _ in sizes if name.split("?")[0].endswith(ending)
        )

    assert len(sizes) <= 20
    assert sum(size for _, size, _ in sizes) <= 80_000
    assert 0 < sent(".js") <= 16_000
    assert 0 < sent(".css") <= 10_000
