"""What belongs to a shopper alone: profile, password, sign-ins, data, and leaving."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from testing.driver.administrator import Administrator
from testing.driver.browser_shopper import Shopper, form_shopper
from testing.driver.example_accounts import PASSWORD
from testing.driver.form_shopper import FormShopper

_NEW_PASSWORD = "a greenhouse in november"


@pytest.fixture
def elsewhere(shopper: Shopper, new_context: Callable[..., BrowserContext]) -> Shopper:
    """The same shopper, signed in with another browser as well."""
    context = new_context()
    form_shopper(context).sign_in(shopper.name)
    return Shopper(context.new_page(), shopper.name)


def test_profile_is_kept_and_the_picture_shown(shopper: Shopper) -> None:
    page = shopper.page
    shopper.visit("/account/profile")

    page.get_by_label("Snail").check()
    page.get_by_label("About your garden").fill("Clay, and a south wall.")
    shopper.send("Save your profile")

    expect(page.get_by_text("Clay, and a south wall.")).to_be_visible()
    shopper.sign_out()
    shopper.sign_in()
    picture = page.get_by_role("navigation", name="Yours").locator("img")
    expect(picture).to_have_attribute("src", re.compile("snail"))


def test_liked_delivery_is_chosen_at_the_checkout(
    shopper: Shopper, forms: FormShopper, administrator: Administrator
) -> None:
    shopper.visit("/account/profile")
    shopper.page.get_by_label("Express").check()
    shopper.send("Save your profile")
    forms.add(administrator.add_product().slug)

    shopper.visit("/checkout")

    expect(shopper.page.get_by_label("Express")).to_be_checked()
    summary = shopper.page.get_by_role("region", name="Your order")
    expect(summary).to_contain_text("Express delivery")


def test_new_password_signs_every_other_browser_out(
    shopper: Shopper, elsewhere: Shopper
) -> None:
    page = shopper.page
    shopper.visit("/account")

    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_label("New password").fill(_NEW_PASSWORD)
    shopper.send("Change password")

    expect(page.get_by_text("Your password is changed")).to_be_visible()
    elsewhere.visit("/account")
    elsewhere.fill_in_sign_in(PASSWORD)
    elsewhere.send("Sign in")
    expect(elsewhere.page.get_by_role("alert")).to_contain_text("is not right")
    elsewhere.fill_in_sign_in(_NEW_PASSWORD)
    elsewhere.send("Sign in")
    expect(elsewhere.page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_wrong_password_changes_nothing(shopper: Shopper) -> None:
    page = shopper.page
    shopper.visit("/account")

    page.get_by_label("Current password").fill("a teapot on the lawn")
    page.get_by_label("New password").fill(_NEW_PASSWORD)
    shopper.send("Change password")

    link = page.get_by_role("alert").get_by_role("link")
    expect(link).to_have_attribute("href", "#current_password")
    shopper.sign_out()
    shopper.sign_in()
    expect(page.get_by_role("link", name=shopper.name)).to_be_visible()


def test_one_sign_in_elsewhere_is_ended(shopper: Shopper, elsewhere: Shopper) -> None:
    shopper.visit("/account")

    shopper.send("Sign out there")

    expect(shopper.page.get_by_text("That browser is signed out.")).to_be_visible()
    expect(shopper.page.get_by_text("this browser", exact=True)).to_be_visible()
    elsewhere.visit("/account")
    expect(elsewhere.page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_all_sign_ins_elsewhere_are_ended_at_once(
    shopper: Shopper, elsewhere: Shopper
) -> None:
    shopper.visit("/account")

    shopper.send("End all others")

    nowhere = shopper.page.get_by_text("You are signed in nowhere else.")
    expect(nowhere).to_be_visible()
    elsewhere.visit("/account")
    expect(elsewhere.page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_own_data_arrive_as_a_file(
    shopper: Shopper, forms: FormShopper, administrator: Administrator
) -> None:
    number = forms.buy(administrator.add_product().slug)
    shopper.visit("/account")

    with shopper.page.expect_download() as started:
        shopper.page.get_by_role("link", name="Download your data").click()

    assert started.value.suggested_filename.startswith(f"furrow-{shopper.name}-")
    found: dict[str, Any] = json.loads(started.value.path().read_text())
    assert found["account"]["username"] == shopper.name
    assert [order["number"] for order in found["orders"]] == [number]
    assert found["missing"] == []


def test_account_is_closed_and_its_name_is_free_again(
    shopper_both_ways: Shopper,
) -> None:
    page = shopper_both_ways.page
    shopper_both_ways.visit("/account/close")

    page.get_by_label("Your password", exact=True).fill(PASSWORD)
    shopper_both_ways.send("Close my account for good")

    expect(page.get_by_text("Your account is closed")).to_be_visible()
    shopper_both_ways.register()
    expect(page.get_by_role("link", name=shopper_both_ways.name)).to_be_visible()


def test_orders_that_are_not_posted_are_named_before_leaving(
    shopper: Shopper, forms: FormShopper, administrator: Administrator
) -> None:
    number = forms.buy(administrator.add_product().slug)

    shopper.visit("/account/close")

    main = shopper.page.get_by_role("main")
    expect(main).to_contain_text("Think of these first")
    expect(main.get_by_role("link", name=f"Order {number}")).to_be_visible()


def test_long_word_about_a_garden_widens_no_page(shopper: Shopper) -> None:
    page = shopper.page
    shopper.visit("/account/profile")
    page.get_by_label("About your garden (optional)").fill("x" * 300)
    shopper.send("Save your profile")
    page.set_viewport_size({"width": 320, "height": 700})

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
