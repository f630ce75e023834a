"""Measure how soon a page is seen on a cheap phone and a slow line.

`.nox/e2e/bin/python -m bench.slow_phone`, in the environment of `nox -s e2e`. Machines
differ and are busy: a page of one sentence is measured in turns with the shop's.
"""

from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from bench.bare_page_server import bare_page
from testing.driver.slow_phone import largest_paint, slow_phone
from tools.browser_installation import find_browser
from tools.shop import running_shop

ROUNDS = 5
PATHS = ("/", "/?q=tomato", "/register", "/help")
_BARE = "<!doctype html><title>Bare</title><p>Soil, water, light and a little time.</p>"


def main() -> None:
    """Open a shop and measure; print each figure and its limit."""
    with running_shop() as shop, bare_page(_BARE) as bare, sync_playwright() as p:
        program = find_browser(Path(p.chromium.executable_path))
        browser = p.chromium.launch(executable_path=program)
        for path in PATHS:
            pairs = [
                (_seen_after(browser, shop.url + path), _seen_after(browser, bare))
                for _ in range(ROUNDS)
            ]
            page, plain = median(a for a, _ in pairs), median(b for _, b in pairs)
            print(
                f"{path:12} {page:6.0f} ms median (≤ 1500 wanted),"
                f" bare page {plain:6.0f} ms, ratio {page / plain:.1f}",
                flush=True,
            )


def _seen_after(browser: Browser, url: str) -> float:
    context = browser.new_context()
    try:
        phone = slow_phone(context)
        phone.goto(url, wait_until="load")
        return largest_paint(phone)
    finally:
        context.close()


if __name__ == "__main__":
    main()
