import re

import pytest
from playwright.sync_api import Page, Route, expect

from e2e.shopping import Shopper, new_name


@pytest.fixture
def shopper(page: Page) -> Shopper:
    return Shopper(page)


def test_free_name_is_said_while_typing(shopper: Shopper) -> None:
    name = new_name()
    shopper.visit("/register")

    shopper.page.get_by_label("Username").press_sequentially(name)

    expect(shopper.page.locator("#username-status")).to_contain_text(f"{name} is free")


def test_taken_name_offers_two_free_ones(shopper: Shopper) -> None:
    page = shopper.page
    shopper.register()
    shopper.sign_out()
    shopper.visit("/register")

    page.get_by_label("Username").fill(shopper.name)
    expect(page.locator("#username-status")).to_contain_text(
        re.compile(f"{shopper.name} is taken. Try .+ or .+")
    )
    page.locator("#username-status").get_by_role("button").first.click()

    expect(page.locator("#username-status")).to_contain_text("is free")


def test_fast_typing_asks_once_and_keeps_the_caret(shopper: Shopper) -> None:
    page, asked = shopper.page, []
    page.on("request", lambda sent: asked.append(sent.url))
    shopper.visit("/register")
    asked.clear()

    page.get_by_label("Username").press_sequentially("adalovelace", delay=15)

    expect(page.locator("#username-status")).to_contain_text("adalovelace")
    expect(page.get_by_label("Username")).to_be_focused()
    assert sum("/register/username" in url for url in asked) == 1


def test_stale_verdict_never_wins(shopper: Shopper) -> None:
    page, held = shopper.page, []

    def hold_first(route: Route) -> None:
        if route.request.url.endswith("username=adalove"):
            held.append(route)
        else:
            route.continue_()

    page.route("**/register/username*", hold_first)
    shopper.visit("/register")
    field = page.get_by_label("Username")
    with page.expect_request(re.compile("username=adalove$")):
        field.press_sequentially("adalove")
    field.press_sequentially("lace")

    expect(page.locator("#username-status")).to_contain_text("adalovelace")
    for route in held:
        route.abort()
    expect(page.locator("#username-status")).to_contain_text("adalovelace")


def test_mistakes_take_the_focus_and_lead_to_the_field(shopper: Shopper) -> None:
    page = shopper.page
    shopper.visit("/register")

    page.get_by_role("button", name="Create account").click()

    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator("#summary")).to_be_focused()
    page.get_by_role("link", name="Choose a username.").click()
    expect(page.get_by_label("Username")).to_be_focused()
