import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from testing.driver.browser_shopper import Shopper, form_shopper
from testing.driver.example_accounts import new_name

_MOST_FAILURES = 10


@pytest.fixture
def known(guest: Shopper, new_context: Callable[..., BrowserContext]) -> Shopper:
    """Somebody who has an account, and is not signed in here."""
    form_shopper(new_context()).register(guest.name)
    return guest


def test_known_shopper_is_welcomed_back(known: Shopper) -> None:
    known.sign_in()

    expect(known.page.get_by_text(f"Welcome back, {known.name}.")).to_be_visible()
    expect(known.page.get_by_role("link", name="Orders")).to_be_visible()


def test_address_does_as_well_as_the_name(known: Shopper) -> None:
    name, known.name = known.name, f"{known.name}@example.org"

    known.sign_in()

    expect(known.page.get_by_role("link", name=name)).to_be_visible()


def test_wrong_password_and_unknown_name_get_the_same_words(known: Shopper) -> None:
    alert = known.page.get_by_role("alert")

    known.sign_in("a teapot on the lawn")
    expect(alert).to_contain_text("The username or the password is not right.")
    wrong = alert.inner_text()
    known.name = new_name()
    known.sign_in()

    expect(known.page.get_by_label("Username or e-mail")).to_have_value(known.name)
    assert alert.inner_text() == wrong


def test_many_wrong_passwords_lock_even_the_right_one_out(known: Shopper) -> None:
    forms = form_shopper(known.page.context)
    for _ in range(_MOST_FAILURES):
        forms.try_to_sign_in(known.name, "a teapot on the lawn")

    known.sign_in()

    alert = known.page.get_by_role("alert")
    expect(alert).to_contain_text("Too many failed log-ins.")
    expect(alert).to_contain_text(re.compile("minute|second"))


def test_sign_in_leads_to_the_page_that_asked_for_it(known: Shopper) -> None:
    known.visit("/orders")
    expect(known.page.get_by_role("heading", level=1)).to_have_text("Sign in")

    known.fill_in_sign_in()
    known.send("Sign in")

    expect(known.page.get_by_role("heading", level=1)).to_have_text("Your orders")


def test_basket_of_a_guest_joins_the_one_from_before(known: Shopper) -> None:
    known.visit()
    known.add()

    known.sign_in()

    expect(known.page.get_by_text("The 1 packet you chose")).to_be_visible()
    expect(known.page.get_by_role("link", name="Basket, 1 packet")).to_be_visible()


def test_page_of_an_account_is_not_shown_again_after_signing_out(
    shopper: Shopper,
) -> None:
    shopper.visit("/account")
    shopper.sign_out()
    expect(shopper.page.get_by_text("You are signed out.")).to_be_visible()

    shopper.page.go_back()

    expect(shopper.page.get_by_role("heading", level=1)).to_have_text("Sign in")
