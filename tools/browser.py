"""Finds a browser for the tests, and gets one where there is none.

It runs in the environment of the browser tests, which has Playwright.
"""

import importlib
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from tools.chores import run_chore
from tools.refusal import Refusal

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
    """Make sure that there is a browser, or say what to run."""
    own = _own_build()
    browser = find_browser(own) or _get_browser(own)
    print(f"The tests drive {browser}.", flush=True)


def _get_browser(own: Path) -> Path:
    for doing, command in _ways():
        try:
            run_chore(
                doing,
                command,
                advice="There may be another way.",
                environment={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            )
        except Refusal as refusal:
            print(refusal, flush=True)
        if browser := find_browser(own):
            return browser
    raise Refusal(NO_BROWSER)


def _ways() -> Iterable[tuple[str, list[str]]]:
    playwright = [sys.executable, "-m", "playwright"]
    yield (
        "Installing Playwright's Chromium",
        [*playwright, "install", "--with-deps", "chromium"],
    )
    if shutil.which("apt-get") and os.geteuid() == 0:
        yield "Reading Debian's list of packages", ["apt-get", "update"]
        for package in (_WITHOUT_WINDOW, _WITH_WINDOW[0]):
            install = ["apt-get", "install", "--yes", "--no-install-recommends"]
            yield f"Installing Debian's package {package}", [*install, package]


def _own_build() -> Path:
    # By name: the workbench, which checks types, has no Playwright.
    playwright_api = importlib.import_module("playwright.sync_api")
    with playwright_api.sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


if __name__ == "__main__":
    main()
