"""Finds a browser for the tests, and gets one where there is none.

It runs in the environment of the browser tests, which has Playwright.
"""

import importlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from tools.apt_install import can_install, install
from tools.command_runner import run_command
from tools.errors import Refusal

NO_BROWSER = (
    "No browser found. Run: playwright install --with-deps chromium,"
    " or install Chromium and name it with SHOP_BROWSER=/path/to/chromium."
)
# Chromium without a window, as Playwright brings it, too: the same pages for less work.
_WITHOUT_WINDOW = "chromium-headless-shell"
_WITH_WINDOW = ("chromium", "chromium-browser", "google-chrome")


def find_browser(own: Path, *, headed: bool = False) -> Path | None:
    """Choose SHOP_BROWSER, Playwright's own build, or a Chromium of the system."""
    if named := os.environ.get("SHOP_BROWSER"):
        if not shutil.which(named):
            raise Refusal(f"SHOP_BROWSER={named} is no program: name a Chromium.")
        return Path(named)
    if own.exists():
        return own
    names = _WITH_WINDOW if headed else (_WITHOUT_WINDOW, *_WITH_WINDOW)
    found = (shutil.which(name) for name in names)
    return next((Path(path) for path in found if path), None)


def main() -> None:
    """Make sure that there is a browser, or report what to run."""
    own = _own_build()
    browser = find_browser(own) or _get_browser(own)
    print(f"The tests drive {browser}.", flush=True)


def _get_browser(own: Path) -> Path:
    for install_browser in _ways():
        try:
            install_browser()
        except Refusal as refusal:
            print(refusal, flush=True)
        if browser := find_browser(own):
            return browser
    raise Refusal(NO_BROWSER)


def _ways() -> Iterable[Callable[[], None]]:
    playwright = (sys.executable, "-m", "playwright", "install", "--with-deps")
    doing, advice = "Installing Playwright's Chromium", "There may be another way."
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    line = (*playwright, "chromium")
    yield partial(run_command, doing, line, advice=advice, environment=quiet)
    if can_install():
        for package in (_WITHOUT_WINDOW, _WITH_WINDOW[0]):
            yield partial(install, f"Installing Debian's package {package}", [package])


def _own_build() -> Path:
    # By name: the environment that checks types has no Playwright.
    playwright_api = importlib.import_module("playwright.sync_api")
    with playwright_api.sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


if __name__ == "__main__":
    main()
