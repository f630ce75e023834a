"""What a page may cost a shopper with a cheap phone and a slow line."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from testing.driver.browser_shopper import Shopper
from testing.driver.slow_phone import slow_phone, waited_for

pytestmark = pytest.mark.perf

_SIZES = """() => [performance.getEntriesByType("navigation")[0],
                   ...performance.getEntriesByType("resource")]
    .map(entry => [entry.name, entry.transferSize])"""


@pytest.mark.parametrize("path", ["/", "/?q=tomato", "/register", "/help"])
def test_slow_phone_waits_for_little_and_nothing_jumps(
    context: BrowserContext, path: str
) -> None:
    # Milliseconds depend on the machine: `bench.slow_phone` measures them.
    phone = slow_phone(context)
    phone.goto(path, wait_until="load")

    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    needed = waited_for(phone)
    assert len(needed) <= 4, needed
    assert {by for _, by, _ in needed} <= {"navigation", "link", "img"}, needed
    assert sum(size for _, _, size in needed) <= 30_000, needed
    assert not phone.evaluate("seen.lazy"), needed
    assert phone.evaluate("seen.shift") <= 0.02


@pytest.mark.parametrize("latency", [150, 700])
def test_nothing_jumps_while_a_search_is_typed(
    context: BrowserContext, latency: int
) -> None:
    # Half a second after a key, browsers no longer call a jump an answer to it.
    phone = slow_phone(context, latency)
    guest = Shopper(phone)
    guest.visit()

    guest.type_search("tomato")

    found = phone.get_by_role("region", name="Seeds")
    expect(found).to_contain_text("for “tomato”")
    assert phone.evaluate("seen.shift") <= 0.02


def test_shelves_weigh_little(page: Page) -> None:
    page.goto("/", wait_until="load")
    sizes = dict(page.evaluate(_SIZES))

    def sent(ending: str) -> int:
        return sum(
            size for name, size in sizes.items() if urlsplit(name).path.endswith(ending)
        )

    assert len(sizes) <= 20
    assert sum(sizes.values()) <= 80_000
    assert 0 < sent(".js") <= 16_000
    assert 0 < sent(".css") <= 10_000


def test_nobody_else_is_asked_for_anything(page: Page) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    guest = Shopper(page)

    guest.search("basil")
    guest.add()
    guest.open_basket()
    expect(page.get_by_role("link", name=re.compile("Basket, 1"))).to_be_visible()

    assert hosts == {urlsplit(page.url).netloc}
