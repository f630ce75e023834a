"""Forms that are sent after the session has ended: nothing typed is lost."""

from playwright.sync_api import expect

from testing.driver.administrator import Administrator
from testing.driver.browser_shopper import Shopper, form_shopper
from testing.driver.form_shopper import FormShopper

_ROSE_LANE = "12 Rose Lane"
_GARDEN = "Heavy soil, and a wall that faces south. " * 20


def test_order_of_a_session_that_ended_comes_back_filled_in(
    shopper_both_ways: Shopper, administrator: Administrator
) -> None:
    page = shopper_both_ways.page
    form_shopper(page.context).add(administrator.add_product(price="2.40").slug)
    shopper_both_ways.visit("/checkout")
    shopper_both_ways.fill_in_address()
    page.get_by_label("Address", exact=True).fill(_ROSE_LANE)
    page.context.clear_cookies()

    shopper_both_ways.send("Place order")
    main = page.get_by_role("main")
    expect(main).to_contain_text("nothing was done")
    assert _ROSE_LANE not in page.content() + page.url
    shopper_both_ways.fill_in_sign_in()
    shopper_both_ways.send("Sign in")

    expect(page.get_by_label("Address", exact=True)).to_have_value(_ROSE_LANE)
    expect(main).to_contain_text("it is not sent yet")
    shopper_both_ways.place_order()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Thank you for your order"
    )


def test_profile_of_a_session_that_ended_comes_back_filled_in(
    shopper_both_ways: Shopper,
) -> None:
    page = shopper_both_ways.page
    garden = page.get_by_label("About your garden (optional)")
    shopper_both_ways.visit("/account/profile")
    garden.fill(_GARDEN)
    page.context.clear_cookies()

    shopper_both_ways.send("Save your profile")
    shopper_both_ways.fill_in_sign_in()
    shopper_both_ways.send("Sign in")
    expect(garden).to_have_value(_GARDEN.strip())
    shopper_both_ways.send("Save your profile")

    expect(page.get_by_role("main")).to_contain_text("Your profile is saved.")


def test_delivery_chosen_too_late_leaves_the_form_as_it_is(
    shopper: Shopper, forms: FormShopper, administrator: Administrator
) -> None:
    page = shopper.page
    forms.add(administrator.add_product(price="2.40").slug)
    shopper.visit("/checkout")
    shopper.fill_in_address()
    page.context.clear_cookies()

    page.get_by_label("Express").check()

    expect(page.get_by_role("status").first).to_contain_text("is still here")
    expect(page.get_by_label("Town or city")).to_have_value("London")
