"""Every page in every state: nothing on it is in anybody's way.

Each state is tried by the rules of axe in light and dark colours, and on screens of
three widths. A new page or state gets a line here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from e2e.accessibility import violations
from testing.driver.administrator import Administrator, Packet
from testing.driver.browser_shopper import Shopper, form_shopper
from testing.driver.form_shopper import FormShopper
from testing.driver.session_tampering import SessionDatabase
from tools.shop import RunningShop

pytestmark = pytest.mark.a11y

OPEN_TO_ALL = [
    "/",
    "/?q=tomato",
    "/?category=herbs",
    "/?q=bulldozer",
    "/basket",
    "/register",
    "/login",
    "/help",
    "/accessibility",
    "/nowhere",
    "/product/nothing-of-the-kind",
]
OWN = ["/account", "/account/profile", "/account/close", "/orders"]


@dataclass(frozen=True)
class Stage:
    """Who and what a state is made of."""

    shopper: Shopper
    forms: FormShopper
    administrator: Administrator
    packet: Packet

    @property
    def page(self) -> Page:
        """What the shopper sees."""
        return self.shopper.page

    def fill_basket(self) -> None:
        """Put the packet into the basket."""
        self.forms.add(self.packet.slug)

    def go_to_checkout(self) -> None:
        """Stand at the checkout with one packet and an address."""
        self.fill_basket()
        self.shopper.visit("/checkout")
        self.shopper.fill_in_address()


@pytest.fixture
def stage(page: Page, administrator: Administrator) -> Stage:
    return Stage(
        Shopper(page),
        form_shopper(page.context),
        administrator,
        administrator.add_product(),
    )


@pytest.fixture
def own_stage(
    shopper: Shopper, forms: FormShopper, administrator: Administrator
) -> Stage:
    """The same with somebody who has an account."""
    return Stage(shopper, forms, administrator, administrator.add_product())


def test_bad_page_is_noticed(page: Page, browser_name: str) -> None:
    page.set_content(
        "<main><img src=data:,><p style='color: #777; background: #888'>Basil</p>"
        "<div style='width: 500px; height: 9px'></div></main>"
    )

    found = "\n".join(violations(page))

    for barrier in ("[image-alt]", "[color-contrast]", "[document-title]", "sideways"):
        assert barrier in found
    if browser_name == "chromium":
        assert re.search(r"in dark colours: .*\[color-contrast\]", found)


def test_open_pages_have_no_barriers(guest: Shopper) -> None:
    assert barriers_on(guest, OPEN_TO_ALL) == {}


def test_pages_of_an_account_have_no_barriers(shopper: Shopper) -> None:
    assert barriers_on(shopper, OWN) == {}


def barriers_on(shopper: Shopper, paths: list[str]) -> dict[str, list[str]]:
    found = {}
    for path in paths:
        shopper.visit(path)
        if seen := violations(shopper.page):
            found[path] = seen
    return found


def packet_on_sale(stage: Stage) -> None:
    stage.shopper.visit(stage.packet.path)


def packet_just_added(stage: Stage) -> None:
    stage.shopper.visit(stage.packet.path)
    stage.shopper.add()


def packet_sold_out(stage: Stage) -> None:
    stage.shopper.visit(stage.administrator.add_product(quantity=0).path)


def full_basket(stage: Stage) -> None:
    stage.fill_basket()
    stage.shopper.visit("/basket")


def basket_with_a_line_sold_out(stage: Stage) -> None:
    stage.fill_basket()
    stage.administrator.change(stage.packet.slug, quantity=0)
    stage.shopper.visit("/basket")


def basket_after_taking_out(stage: Stage) -> None:
    full_basket(stage)
    stage.page.get_by_role("button", name="Remove").click()
    expect(stage.page.get_by_role("button", name="Put it back")).to_be_visible()


def basket_with_a_mistake(stage: Stage) -> None:
    full_basket(stage)
    form = stage.page.get_by_label("Packets of")
    form.evaluate("field => { field.value = 100; field.form.submit(); }")
    expect(stage.page.get_by_role("alert")).to_be_visible()


def guest_before_paying(stage: Stage) -> None:
    stage.fill_basket()
    stage.shopper.visit("/checkout")


def registration_with_mistakes(stage: Stage) -> None:
    stage.shopper.visit("/register")
    stage.shopper.send("Create account")


def username_that_cannot_be_had(stage: Stage) -> None:
    stage.shopper.visit("/register")
    stage.page.get_by_label("Username").fill("admin")
    kept = stage.page.get_by_role("status").filter(has_text="is kept for the shop")
    expect(kept).to_be_visible()


def sign_in_refused(stage: Stage) -> None:
    stage.shopper.sign_in()


def sign_in_locked(stage: Stage) -> None:
    for _ in range(10):
        stage.forms.try_to_sign_in(stage.shopper.name, "x")
    stage.shopper.sign_in()
    expect(stage.page.get_by_role("alert")).to_contain_text("Too many")


def account_of_a_long_name(stage: Stage) -> None:
    stage.forms.register(f"{stage.shopper.name}-of-rosegarden")
    stage.shopper.visit("/account")


def form_of_another_site(stage: Stage) -> None:
    stage.shopper.visit()
    where = f"{stage.page.url}login"
    stage.page.goto("about:blank")
    stage.page.set_content(f"<form method=post action={where}><button>Win</button>")
    stage.page.get_by_role("button", name="Win").click()
    expect(stage.page.get_by_role("heading", level=1)).to_contain_text("did not come")


def form_that_is_outdated(stage: Stage) -> None:
    stage.shopper.visit("/login")
    token = stage.page.locator("input[name=csrf_token]").first
    stage.page.context.clear_cookies()
    expect(token).to_be_attached()
    stage.shopper.send("Sign in")
    alert = stage.page.get_by_role("alert")
    expect(alert).to_contain_text("Please send the form again")


def form_of_nobody_knows_whom(stage: Stage) -> None:
    stage.shopper.visit("/login")
    token = stage.page.locator("form[action='/login'] input[name=csrf_token]")
    token.evaluate("field => { field.form.action = '/checkout'; field.value = 'x'; }")
    stage.shopper.send("Sign in")
    heading = stage.page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("send the form again")


def address_used_the_wrong_way(stage: Stage) -> None:
    stage.shopper.visit("/logout")
    expect(stage.page.get_by_role("heading", level=1)).to_contain_text("does not work")


@pytest.mark.parametrize(
    "comes_to",
    [
        packet_on_sale,
        packet_just_added,
        packet_sold_out,
        full_basket,
        basket_with_a_line_sold_out,
        basket_after_taking_out,
        basket_with_a_mistake,
        guest_before_paying,
        registration_with_mistakes,
        username_that_cannot_be_had,
        sign_in_refused,
        sign_in_locked,
        account_of_a_long_name,
        form_of_another_site,
        form_that_is_outdated,
        form_of_nobody_knows_whom,
        address_used_the_wrong_way,
    ],
    ids=lambda comes_to: comes_to.__name__,
)
def test_state_that_anybody_meets_has_no_barriers(
    stage: Stage, comes_to: Callable[[Stage], None]
) -> None:
    comes_to(stage)

    assert violations(stage.page) == []


def new_password_refused(stage: Stage) -> None:
    stage.shopper.visit("/account")
    stage.shopper.send("Change password")


def profile_refused(stage: Stage) -> None:
    stage.shopper.visit("/account/profile")
    garden = stage.page.get_by_label("About your garden")
    garden.evaluate("field => field.removeAttribute('maxlength')")
    garden.fill("clay " * 500)
    stage.shopper.send("Save your profile")
    expect(stage.page.get_by_role("alert")).to_be_visible()


def closing_refused_with_an_order_open(stage: Stage) -> None:
    stage.forms.buy(stage.packet.slug)
    stage.shopper.visit("/account/close")
    stage.shopper.send("Close my account for good")


def checkout(stage: Stage) -> None:
    stage.go_to_checkout()


def checkout_with_mistakes(stage: Stage) -> None:
    stage.fill_basket()
    stage.shopper.visit("/checkout")
    stage.shopper.agree()


def checkout_after_a_declined_card(stage: Stage) -> None:
    stage.go_to_checkout()
    stage.shopper.pay_with("A card that is declined")
    stage.shopper.agree()
    expect(stage.page.get_by_role("alert")).to_contain_text("declined")


def checkout_with_another_price(stage: Stage) -> None:
    stage.go_to_checkout()
    stage.administrator.change(stage.packet.slug, price="3.00")
    stage.shopper.agree()
    expect(stage.page.get_by_role("alert")).to_contain_text("€3.00 now")


def checkout_with_a_line_sold_out(stage: Stage) -> None:
    stage.go_to_checkout()
    stage.administrator.change(stage.packet.slug, quantity=0)
    stage.shopper.agree()
    expect(stage.page.get_by_role("alert")).to_contain_text("sold out")


def order_just_placed(stage: Stage) -> None:
    stage.go_to_checkout()
    stage.shopper.place_order()


def order_waiting_for_the_bank(stage: Stage) -> None:
    number = stage.forms.buy(stage.packet.slug, card="tok_requires_action")
    stage.shopper.visit(f"/orders/{number}?placed=1")
    waiting = stage.page.get_by_role("heading", name="Waiting for your bank")
    expect(waiting).to_be_visible()


def order_on_its_way(stage: Stage) -> None:
    number = stage.forms.buy(stage.packet.slug)
    stage.administrator.ship(number)
    stage.shopper.visit(f"/orders/{number}")


def order_about_to_be_called_off(stage: Stage) -> None:
    number = stage.forms.buy(stage.packet.slug)
    stage.shopper.visit(f"/orders/{number}/cancel")


def order_called_off(stage: Stage) -> None:
    number = stage.forms.buy(stage.packet.slug)
    stage.shopper.visit(f"/orders/{number}")
    stage.shopper.cancel_order()


def orders_of_several_kinds(stage: Stage) -> None:
    first = stage.forms.buy(stage.packet.slug)
    stage.administrator.ship(first)
    stage.forms.buy(stage.packet.slug)
    stage.shopper.visit("/orders")


@pytest.mark.parametrize(
    "comes_to",
    [
        new_password_refused,
        profile_refused,
        closing_refused_with_an_order_open,
        checkout,
        checkout_with_mistakes,
        checkout_after_a_declined_card,
        checkout_with_another_price,
        checkout_with_a_line_sold_out,
        order_just_placed,
        order_waiting_for_the_bank,
        order_on_its_way,
        order_about_to_be_called_off,
        order_called_off,
        orders_of_several_kinds,
    ],
    ids=lambda comes_to: comes_to.__name__,
)
def test_state_of_a_shopper_has_no_barriers(
    own_stage: Stage, comes_to: Callable[[Stage], None]
) -> None:
    comes_to(own_stage)

    assert violations(own_stage.page) == []


@pytest.mark.local
@pytest.mark.expects("500")
def test_page_that_broke_has_no_barriers(shopper: Shopper, shop: RunningShop) -> None:
    shopper.visit()
    SessionDatabase.of(shop, shopper.page.context).spoil_session()

    shopper.visit()

    sorry = shopper.page.get_by_role("heading", level=1)
    expect(sorry).to_have_text("Something broke on our side")
    assert violations(shopper.page) == []
