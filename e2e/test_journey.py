"""The golden journey, from a stranger to an order that is found again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from e2e.browsers import with_movement
from e2e.keeper import Keeper
from e2e.shopping import Shopper

pytestmark = with_movement


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def newcomer(
    request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]
) -> Shopper:
    return Shopper(new_context(java_script_enabled=request.param).new_page())


def test_newcomer_registers_buys_and_finds_the_order_again(
    newcomer: Shopper, keeper: Keeper
) -> None:
    page, packet = newcomer.page, keeper.put_on_shelf()
    newcomer.register()
    newcomer.search(packet.name)
    newcomer.add(packet.name)
    newcomer.go_to_checkout()
    newcomer.fill_in_address()
    total = page.get_by_role("button", name="Place order").inner_text()
    newcomer.place_order()
    thanks = page.get_by_role("heading", level=1)
    expect(thanks).to_have_text("Thank you for your order")
    main = page.get_by_role("main")
    expect(main).to_contain_text(total.split("·")[1].strip())
    number = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page.url)

    newcomer.sign_out()
    newcomer.sign_in()
    page.get_by_role("link", name="Orders").click()
    page.get_by_role("link", name=f"Order {number[0]}").click()

    expect(main).to_contain_text(packet.name)
    expect(main).to_contain_text("12 St James Square")
