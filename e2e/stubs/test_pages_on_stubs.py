import pytest
from playwright.sync_api import Page, expect

from testing.driver.browser_shopper import Shopper
from tools.stubs import RunningStubs, running_stubs

PASSWORD = "a teapot in the garden"


@pytest.fixture
def ada(page: Page) -> Shopper:
    shopper = Shopper(page, "ada")
    shopper.sign_in(PASSWORD)
    return shopper


def test_catalogue_shows_the_promised_product(page: Page) -> None:
    page.goto("/")

    card = page.locator("#cards > li")
    expect(card).to_have_count(1)
    expect(card.get_by_role("heading")).to_have_text("Basil")
    expect(card).to_contain_text("€2.40")
    expect(page.get_by_role("link", name="Show 12 more")).to_be_visible()


def test_product_page_shows_every_promised_fact(page: Page) -> None:
    page.goto("/product/basil")

    packet = page.get_by_role("main")
    expect(page.get_by_role("heading", level=1)).to_have_text("Basil")
    for fact in ("Ocimum basilicum", "Sow Apr", "40 cm", "25 cm", "5 mm"):
        expect(packet).to_contain_text(fact)


def test_shopper_of_the_contract_finds_a_full_basket(ada: Shopper) -> None:
    ada.open_basket()

    expect(ada.page.get_by_label("Packets of Basil")).to_have_value("2")
    expect(ada.page.get_by_role("main")).to_contain_text("€7.70")
    expect(ada.page.get_by_role("link", name="Basket, 2 packets")).to_be_visible()


def test_promised_order_is_found_and_shown(ada: Shopper) -> None:
    ada.page.get_by_role("link", name="Orders").click()
    ada.page.get_by_role("link", name="Order 7K3M-9PQR").click()

    order = ada.page.get_by_role("main")
    expect(order).to_contain_text("Paid, being packed")
    expect(order).to_contain_text("12 Rose Lane")


def test_whole_journey_keeps_to_the_contracts(page: Page) -> None:
    shopper = Shopper(page, "ada")
    shopper.register()
    shopper.buy("Basil")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Thank you for your order"
    )


def test_wrong_password_of_the_contract_is_refused(page: Page) -> None:
    with running_stubs(prefer=["a sign-in with a wrong password"]) as refusing:
        page.goto(f"{refusing.url}/login")
        page.get_by_label("Username or e-mail").fill("ada")
        page.get_by_label("Password", exact=True).fill("a kettle on the stove")
        page.get_by_role("button", name="Sign in").click()

        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        assert refusing.gaps == []


@pytest.mark.expects("/product/zinnia")
def test_call_without_a_contract_rests_and_names_the_nearest(
    page: Page, stubs: RunningStubs
) -> None:
    page.goto("/product/zinnia")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "The shop is temporarily unavailable"
    )
    assert stubs.gaps[-1].startswith(
        "product-service: No contract knows GET /api/product/zinnia. The nearest"
        " interaction is 'a product"
    )


def test_preferred_state_empties_the_shelves(page: Page) -> None:
    with running_stubs(prefer=["there are no products"]) as bare:
        page.goto(bare.url)

        expect(page.locator("#results")).to_contain_text("Nothing on our shelves")
        expect(page.locator("#cards")).to_have_count(0)
        assert bare.gaps == []
