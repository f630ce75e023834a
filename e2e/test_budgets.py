"""What a page may cost a shopper with a cheap phone and a slow line."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from e2e.shopping import Shopper

pytestmark = pytest.mark.perf

_SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}
_SLOWER = {"rate": 4}
_WATCH = """
  window.seen = { paint: 0, shift: 0 };
  const watch = (type, note) => new PerformanceObserver((list) =>
    list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch("largest-contentful-paint", (entry) => { seen.paint = entry.startTime; });
  watch("layout-shift", (entry) => {
    if (!entry.hadRecentInput) seen.shift += entry.value;
  });
"""
_SIZES = """() => [performance.getEntriesByType("navigation")[0],
                   ...performance.getEntriesByType("resource")]
    .map(entry => [entry.name, entry.transferSize])"""


@pytest.fixture
def phone(context: BrowserContext) -> Page:
    """A page on a phone that is four times slower, on a slow line."""
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 700})
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", _SLOW_LINE)
    tools.send("Emulation.setCPUThrottlingRate", _SLOWER)
    return page


@pytest.mark.parametrize("path", ["/", "/?q=tomato", "/register", "/help"])
def test_slow_phone_sees_the_page_soon_and_nothing_jumps(
    phone: Page, path: str
) -> None:
    phone.goto(path, wait_until="load")

    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    phone.wait_for_function("seen.paint > 0")
    seen = phone.evaluate("seen")
    assert seen["paint"] <= 1500
    assert seen["shift"] <= 0.02


@pytest.mark.parametrize("latency", [150, 700])
def test_nothing_jumps_while_a_search_is_typed(
    phone: Page, context: BrowserContext, latency: int
) -> None:
    # Half a second after a key, browsers no longer call a jump an answer to it.
    tools = context.new_cdp_session(phone)
    line = _SLOW_LINE | {"latency": latency}
    tools.send("Network.emulateNetworkConditions", line)
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
