"""Chooses the browser as `make test` does, and lets everybody come from elsewhere.

It works on every machine and for both engines.
"""

import functools
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, expect, sync_playwright

from e2e.trace_report import CONTEXTS
from testing.driver.browser_errors import note_errors
from tools.browser_installation import NO_BROWSER, find_browser
from tools.errors import Refusal

# A machine that does something else as well is slow, and no fault of the shop. A button
# that is missing costs no more than a word that is.
_PATIENCE = 10_000
# One process draws the pages of all tests: another costs more to start than it spares.
_FLAGS = ("--disable-quic", "--disable-gpu", "--renderer-process-limit=1")


def pytest_configure() -> None:
    """Wait for what a shopper shall see, as long as a shopper would."""
    expect.set_options(timeout=_PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
    browser_type: BrowserType,
    browser_name: str,
) -> dict[str, Any]:
    """Name the program to start; `--browser-channel` still wins."""
    chosen = dict(browser_type_launch_args)
    own = Path(browser_type.executable_path)
    if browser_name == "firefox" and not own.exists():
        if system := shutil.which("firefox-esr"):
            chosen |= {"channel": "moz-firefox", "executable_path": system}
    elif browser_name == "chromium" and not chosen.get("channel"):
        chosen["args"] = [*chosen.get("args", []), *_FLAGS]
        browser = _chromium(own, headed=not chosen.get("headless", True))
        if browser != own:
            chosen["executable_path"] = str(browser)
    return chosen


@functools.cache
def has_own_firefox() -> bool:
    """Return whether Playwright's own Firefox is installed."""
    with sync_playwright() as playwright:
        return Path(playwright.firefox.executable_path).exists()


def _chromium(own: Path, *, headed: bool) -> Path:
    try:
        browser = find_browser(own, headed=headed)
    except Refusal as refusal:
        pytest.exit(str(refusal), returncode=2)
    if browser is None:
        pytest.exit(NO_BROWSER, returncode=2)
    return browser


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Ask for little movement: each page that fades in costs a slow machine a lot.

    Whole journeys ask for all of it, by `@with_movement`.
    """
    return {**browser_context_args, "reduced_motion": "reduce"}


with_movement = pytest.mark.browser_context_args(reduced_motion="no-preference")


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext],
    page_errors: list[str],
    request: pytest.FixtureRequest,
) -> Callable[..., BrowserContext]:
    """Open contexts that come from a network of their own, and are watched for errors.

    The shop counts new accounts and wrong passwords by network: so no test is in the
    way of another, and the limits of people hold in a shop for tests, too.
    """

    def watched(**options: Any) -> BrowserContext:
        headers = {"X-Forwarded-For": _new_address()}
        context = new_context(extra_http_headers=headers, **options)
        if request.config.option.tracing == "retain-on-failure":
            _trace_without_film(context, request.node.name)
        context.set_default_timeout(_PATIENCE)
        note_errors(context, page_errors)
        request.node.stash.setdefault(CONTEXTS, []).append(context)
        return context

    return watched


def _trace_without_film(context: BrowserContext, title: str) -> None:
    """Keep the page before and after each step, but no film of what moves between.

    Filming every test for the few that fail takes an eighth of the whole run's work;
    `--tracing=on` films.
    """
    context.tracing.stop()
    context.tracing.start(title=title, snapshots=True, sources=True)


def _new_address() -> str:
    return f"2001:db8:{secrets.randbelow(1 << 16):x}:{secrets.randbelow(1 << 16):x}::1"
