"""A cheap phone on a slow line, and what it waits for before a page can be seen."""

from playwright.sync_api import BrowserContext, Page

_BYTES_A_SECOND = {"downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
_TIMES_SLOWER = 4
_WATCH = """
  window.seen = { paint: 0, shift: 0, picture: "", lazy: false };
  const watch = (type, note) => new PerformanceObserver((list) =>
    list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch("largest-contentful-paint", (entry) => {
    const { startTime: paint, url: picture, element } = entry;
    Object.assign(seen, { paint, picture, lazy: element?.loading === "lazy" });
  });
  watch("layout-shift", (entry) => {
    if (!entry.hadRecentInput) seen.shift += entry.value;
  });
"""
# A picture that a style sheet or a script asks for comes a round trip later: its
# initiator is neither the address bar nor the document.
_WAITED_FOR = """() => [performance.getEntriesByType("navigation")[0],
                        ...performance.getEntriesByType("resource")]
    .filter(entry => entry.initiatorType === "navigation"
                  || entry.renderBlockingStatus === "blocking"
                  || entry.name === seen.picture)
    .map(entry => [entry.name, entry.initiatorType, entry.transferSize])"""


def slow_phone(context: BrowserContext, latency: int = 150) -> Page:
    """Open a page on the phone; `latency` is in milliseconds."""
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 700})
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Emulation.setCPUThrottlingRate", {"rate": _TIMES_SLOWER})
    line = {"offline": False, "latency": latency, **_BYTES_A_SECOND}
    tools.send("Network.emulateNetworkConditions", line)
    return page


def largest_paint(page: Page) -> float:
    """Return when the largest text or picture was painted, in milliseconds (LCP)."""
    # A function: a plain expression is evaluated anew at each look, which CSP forbids.
    page.wait_for_function("() => seen.paint > 0")
    return float(page.evaluate("seen.paint"))


def waited_for(page: Page) -> list[tuple[str, str, int]]:
    """Return address, initiator and bytes of all that this paint had to wait for."""
    largest_paint(page)
    return [(name, by, size) for name, by, size in page.evaluate(_WAITED_FOR)]
