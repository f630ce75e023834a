import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from e2e.shopping import PASSWORD, Shopper

PAGES = ["/account", "/account/profile", "/account/close", "/help", "/accessibility"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def shopper(page: Page) -> Shopper:
    shopper = Shopper(page)
    shopper.register()
    return shopper


def test_picture_is_chosen_and_stays(shopper: Shopper) -> None:
    page = shopper.page
    shopper.visit("/account/profile")

    page.get_by_label("Snail").check()
    page.get_by_label("About your garden").fill("Clay, and a south wall.")
    page.get_by_role("button", name="Save your profile").click()

    expect(page.get_by_text("Clay, and a south wall.")).to_be_visible()
    shopper.sign_out()
    shopper.sign_in()
    picture = page.get_by_role("navigation", name="Yours").locator("img")
    expect(picture).to_have_attribute("src", re.compile("snail"))


def test_sign_in_elsewhere_is_ended(
    shopper: Shopper, new_context: Callable[..., BrowserContext]
) -> None:
    elsewhere = Shopper(new_context().new_page(), shopper.name)
    elsewhere.sign_in()
    shopper.visit("/account")

    shopper.page.get_by_role("button", name="End this one").click()

    expect(shopper.page.get_by_text("That browser is signed out.")).to_be_visible()
    expect(shopper.page.get_by_text("this browser", exact=True)).to_be_visible()
    elsewhere.visit("/account")
    expect(elsewhere.page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_own_data_arrive_as_a_file(shopper: Shopper) -> None:
    page = shopper.page
    shopper.visit("/account")

    with page.expect_download() as started:
        page.get_by_role("link", name="Download your data").click()

    assert started.value.suggested_filename.startswith(f"furrow-{shopper.name}-")
    found: dict[str, Any] = json.loads(started.value.path().read_text())
    assert found["account"]["username"] == shopper.name
    assert found["missing"] == []


def test_account_is_closed_without_javascript(page_without_script: Page) -> None:
    page = page_without_script
    shopper = Shopper(page)
    shopper.register()
    shopper.visit("/account/close")

    page.get_by_label("Your password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Close my account").click()

    expect(page.get_by_text("Your account is closed")).to_be_visible()
    shopper.register()
    expect(page.get_by_role("link", name=shopper.name)).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_phones_scroll_in_one_direction_only(shopper: Shopper, path: str) -> None:
    shopper.page.set_viewport_size({"width": 320, "height": 700})

    shopper.visit(path)

    width = shopper.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_quiet_pages_break_no_rule_of_axe(shopper: Shopper, colours: Any) -> None:
    shopper.page.emulate_media(color_scheme=colours)

    broken = {path: violations(shopper, path) for path in [*PAGES, "/nowhere"]}

    assert broken == {path: [] for path in broken}


def violations(shopper: Shopper, path: str) -> list[str]:
    shopper.visit(path)
    results = Axe().run(shopper.page, options={"runOnly": RULES})
    return [found["id"] for found in results.response["violations"]]
