"""A checkout that takes a while, or meets something in its way."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import BrowserContext, Locator, Page, expect

from e2e.shopping import Shopper
from tools.shop import RunningShop

pytestmark = pytest.mark.local

PACKET = {
    "category": "herbs",
    "description": "Grows beside every kettle.",
    "facts": {
        "botanical_name": "Ollula theae",
        "sowing_months": [4, 5],
        "height_cm": 20,
        "spacing_cm": 20,
        "depth_mm": 5,
    },
}
_HIDDEN = "{value: true, configurable: true}"


@dataclass
class Keeper:
    """The administrator, who puts packets on the shelf and changes them by the API."""

    shop: RunningShop
    _token: str = field(init=False)

    def __post_init__(self) -> None:
        name, password = self.shop.administrator, self.shop.password
        form = {"username": name, "password": password}
        users = self.shop.services["user-service"]
        login = requests.post(
            f"{users}/api/user/login", json=form, headers=self._who, timeout=10
        )
        self._token = login.json()["token"]

    def put_on_shelf(self, price: str = "2.40", quantity: int = 50) -> str:
        """Put new packets on the shelf; tell the name in their address."""
        name = f"Teapot {uuid.uuid4().hex[:8]}"
        details = PACKET | {"name": name, "price": price, "quantity": quantity}
        added = self._ask("POST", "/api/products", details)
        return str(added.json()["result"]["slug"])

    def change(self, slug: str, **changes: object) -> None:
        """Change a product, as it is at this moment."""
        seen = self._ask("GET", f"/api/product/{slug}").headers["ETag"]
        self._ask("PATCH", f"/api/product/{slug}", changes, {"If-Match": seen})

    def _ask(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: dict[str, str] | None = None,
    ) -> requests.Response:
        answer = requests.request(
            method,
            self.shop.services["product-service"] + path,
            json=body,
            headers={"Authorization": f"Bearer {self._token}"}
            | self._who
            | (headers or {}),
            timeout=10,
        )
        answer.raise_for_status()
        return answer

    @property
    def _who(self) -> dict[str, str]:
        return {"X-Consumer": "e2e"}


@pytest.fixture
def keeper(shop: RunningShop) -> Keeper:
    return Keeper(shop)


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def buyer(
    request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]
) -> Shopper:
    """Somebody who has just opened an account."""
    shopper = Shopper(new_context(java_script_enabled=request.param).new_page())
    shopper.register()
    return shopper


@pytest.fixture
def scripted(page: Page) -> Shopper:
    """The same, where only the script matters."""
    shopper = Shopper(page)
    shopper.register()
    return shopper


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def to_checkout(shopper: Shopper, slug: str) -> None:
    shopper.visit(f"/product/{slug}")
    shopper.add()
    shopper.go_to_checkout()
    shopper.fill_in_address()


def test_slow_payment_is_followed_until_it_is_paid(
    buyer: Shopper, keeper: Keeper
) -> None:
    to_checkout(buyer, keeper.put_on_shelf())
    buyer.pay_with("A card whose bank takes its time")

    buyer.agree()
    expect(heading(buyer.page)).to_have_text("We are confirming your order")
    buyer.follow()

    expect(heading(buyer.page)).to_have_text("Thank you for your order", timeout=20_000)
    expect(buyer.page.get_by_text("You placed the order")).to_be_visible()
    expect(buyer.page.get_by_text("You paid €5.30")).to_be_visible()


def test_declined_payment_leads_back_with_the_basket_whole(
    buyer: Shopper, keeper: Keeper
) -> None:
    to_checkout(buyer, keeper.put_on_shelf())
    buyer.pay_with("A card that is declined")

    buyer.place_order()

    page = buyer.page
    expect(page.get_by_role("alert")).to_contain_text("The card was declined.")
    expect(page.get_by_label("Town or city")).to_have_value("London")
    expect(page.get_by_role("link", name="Basket, 1 packet")).to_be_visible()


def test_last_packet_sold_meanwhile_is_named_at_its_line(
    buyer: Shopper, keeper: Keeper
) -> None:
    slug = keeper.put_on_shelf(quantity=1)
    to_checkout(buyer, slug)
    keeper.change(slug, quantity=0)

    buyer.place_order()

    page = buyer.page
    page.get_by_role("alert").get_by_role("link", name="is sold out").click()
    line = page.locator(":target")
    expect(line).to_contain_text("Sold out")
    expect(line).to_be_in_viewport()
    expect(page.get_by_label("Town or city")).to_have_value("London")


def test_price_that_changed_meanwhile_is_shown_beside_the_one_seen(
    buyer: Shopper, keeper: Keeper
) -> None:
    slug = keeper.put_on_shelf(price="2.40")
    to_checkout(buyer, slug)
    keeper.change(slug, price="3.00")

    buyer.place_order()

    alert = buyer.page.get_by_role("alert")
    expect(alert).to_contain_text("was €2.40, and is €3.00 now")
    buyer.place_order()
    expect(heading(buyer.page)).to_have_text("Thank you for your order")
    expect(buyer.page.get_by_role("main")).to_contain_text("€5.90")


def test_payment_that_needs_a_yes_goes_on_after_it(
    buyer: Shopper, keeper: Keeper
) -> None:
    _go_to_bank(buyer, keeper.put_on_shelf(), "Yes")

    buyer.follow()

    expect(heading(buyer.page)).to_have_text("Thank you for your order", timeout=20_000)


def test_payment_that_got_a_no_leads_back_with_all_that_was_typed(
    buyer: Shopper, keeper: Keeper
) -> None:
    _go_to_bank(buyer, keeper.put_on_shelf(), "No")

    buyer.follow()

    page = buyer.page
    expect(heading(page)).to_have_text("Checkout", timeout=20_000)
    expect(page.get_by_role("alert")).to_contain_text("The payment was declined.")
    expect(page.get_by_label("Town or city")).to_have_value("London")
    expect(page.get_by_role("link", name="Basket, 1 packet")).to_be_visible()


def test_page_that_nobody_sees_asks_nothing(scripted: Shopper, keeper: Keeper) -> None:
    page, asked = scripted.page, []
    _wait_for_bank(scripted, keeper.put_on_shelf())
    page.evaluate(f"Object.defineProperty(document, 'hidden', {_HIDDEN})")
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))

    page.evaluate(
        "document.querySelector('[data-follows]').dispatchEvent(new Event('every'))"
    )
    page.evaluate("fetch('/help')")
    assert asked == ["/help"]

    with page.expect_request("**/orders/*seen=*"):
        page.evaluate("delete document.hidden")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_focus_stays_while_an_order_is_followed(
    scripted: Shopper, keeper: Keeper
) -> None:
    _wait_for_bank(scripted, keeper.put_on_shelf())
    link = scripted.page.get_by_role("link", name="Check again")
    link.focus()

    with scripted.page.expect_response("**/orders/*seen=*"):
        pass

    expect(link).to_be_focused()


def test_double_click_places_one_order(scripted: Shopper, keeper: Keeper) -> None:
    to_checkout(scripted, keeper.put_on_shelf())

    scripted.page.get_by_role("button", name="Place order").dblclick()

    expect(heading(scripted.page)).to_have_text("Thank you for your order")
    scripted.visit("/orders")
    orders = scripted.page.get_by_role("link", name=re.compile("^Order [0-9A-Z]{4}-"))
    expect(orders).to_have_count(1)


def test_paid_order_is_called_off_and_refunded(buyer: Shopper, keeper: Keeper) -> None:
    to_checkout(buyer, keeper.put_on_shelf())
    buyer.place_order()

    buyer.cancel_order()

    main = buyer.page.get_by_role("main")
    expect(main).to_contain_text("Called off, refunded")
    expect(main).to_contain_text("You have your money back.")
    expect(main).to_contain_text("Your money went back to you")


def _wait_for_bank(buyer: Shopper, slug: str) -> None:
    to_checkout(buyer, slug)
    buyer.pay_with("A card that asks you to confirm")
    buyer.agree()
    expect(
        buyer.page.get_by_role("heading", name="Waiting for your bank")
    ).to_be_visible()


def _go_to_bank(buyer: Shopper, slug: str, answer: str) -> None:
    _wait_for_bank(buyer, slug)
    with buyer.page.expect_popup() as opened:
        buyer.page.get_by_role("link", name="Confirm with your bank").click()
    bank = opened.value
    with bank.expect_navigation():
        bank.get_by_role("button", name=answer).click()
    bank.close()
