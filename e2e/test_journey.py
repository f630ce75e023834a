import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from e2e.shopping import Shopper


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def shopper(
    request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]
) -> Shopper:
    return Shopper(new_context(java_script_enabled=request.param).new_page())


def test_shopper_registers_buys_and_finds_the_order_again(shopper: Shopper) -> None:
    page = shopper.page
    taken = Shopper(page)
    taken.register()
    taken.sign_out()

    shopper.name = taken.name
    shopper.register()
    expect(page.get_by_role("alert")).to_contain_text("taken")
    shopper.name = Shopper(page).name
    shopper.register()
    expect(page.get_by_role("link", name=shopper.name)).to_be_visible()

    shopper.search("basil")
    name = page.locator("#cards").get_by_role("heading").first.inner_text()
    shopper.add(name)
    shopper.go_to_checkout()
    shopper.fill_in_address()
    total = page.get_by_role("button", name="Place order").inner_text()
    shopper.place_order()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Thank you for your order"
    )
    expect(page.get_by_role("main")).to_contain_text(total.split("·")[1].strip())
    number = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page.url)

    shopper.sign_out()
    shopper.sign_in()
    page.get_by_role("link", name="Orders").click()
    page.get_by_role("link", name=f"Order {number[0]}").click()
    expect(page.get_by_role("main")).to_contain_text(name)
    expect(page.get_by_role("main")).to_contain_text("12 St James Square")


def test_guest_basket_comes_along_at_sign_in(shopper: Shopper) -> None:
    page = shopper.page
    shopper.register()
    shopper.sign_out()

    shopper.search("sunflower")
    shopper.add()
    shopper.go_to_checkout()
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you pay")
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("Username or e-mail").fill(shopper.name)
    page.get_by_label("Password", exact=True).fill("a walled garden in may")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Checkout")
    expect(page.get_by_role("main")).to_contain_text("Sunflower")


def test_declined_card_loses_nothing(shopper: Shopper) -> None:
    page = shopper.page
    shopper.register()
    shopper.search("sunflower")
    shopper.add()
    shopper.go_to_checkout()
    shopper.fill_in_address()
    shopper.pay_with("A card that is declined")
    shopper.place_order()

    expect(page.get_by_role("alert")).to_contain_text("declined")
    expect(page.get_by_label("Town or city")).to_have_value("London")

    shopper.pay_with("A card that works")
    shopper.place_order()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Thank you for your order"
    )


def test_basket_is_changed_emptied_and_restored(shopper: Shopper) -> None:
    page = shopper.page
    shopper.visit()
    shopper.add()
    shopper.open_basket()
    quantity = page.get_by_label("Packets of")
    quantity.fill("3")
    quantity.press("Enter")
    expect(page.get_by_role("link", name="Basket, 3 packets")).to_be_visible()

    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("main")).to_contain_text("Your basket is as empty")

    page.get_by_role("button", name="Put it back").click()
    shopper.open_basket()
    expect(page.get_by_label("Packets of")).to_have_value("3")
