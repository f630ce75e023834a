"""What becomes of an order, and what its owner can still do about it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from e2e.fixtures import signed_in
from testing.driver.administrator import Administrator, Packet
from testing.driver.browser_shopper import Shopper, form_shopper
from testing.driver.form_shopper import FormShopper


@pytest.fixture
def packet(administrator: Administrator) -> Packet:
    return administrator.add_product(price="2.40", quantity=5)


@pytest.fixture
def number(shopper_both_ways: Shopper, packet: Packet) -> str:
    """The number of an order that is paid; `shopper_both_ways` owns it."""
    return form_shopper(shopper_both_ways.page.context).buy(packet.slug)


def main(shopper: Shopper) -> Locator:
    return shopper.page.get_by_role("main")


def test_nobody_has_ordered_anything_yet(shopper: Shopper) -> None:
    shopper.visit("/orders")

    expect(main(shopper)).to_contain_text("You have not ordered anything yet.")
    main(shopper).get_by_role("link", name="choose some seeds").click()
    expect(shopper.page.get_by_label("Search seeds")).to_be_visible()


def test_newest_order_stands_first(
    shopper: Shopper, forms: FormShopper, packet: Packet
) -> None:
    first = forms.buy(packet.slug)
    _let_a_second_begin(shopper)
    numbers = [first, forms.buy(packet.slug)]

    shopper.visit("/orders")

    found = main(shopper).get_by_role("link", name="Order ")
    expect(found).to_have_text([f"Order {number}" for number in reversed(numbers)])
    expect(main(shopper)).to_contain_text("Paid, being packed")
    expect(main(shopper)).to_contain_text("€5.30")


@pytest.fixture
def regular(
    shopper_both_ways: Shopper, administrator: Administrator
) -> tuple[Shopper, list[str]]:
    """Somebody with eleven orders, and their numbers."""
    packet = administrator.add_product(price="2.40", quantity=50)
    forms = form_shopper(shopper_both_ways.page.context)
    return shopper_both_ways, [forms.buy(packet.slug) for _ in range(11)]


def test_older_orders_stand_on_a_page_of_their_own(
    regular: tuple[Shopper, list[str]],
) -> None:
    shopper, numbers = regular
    found = main(shopper).get_by_role("heading", level=2)
    shopper.visit("/orders")
    expect(found).to_have_count(10)
    newest = found.all_inner_texts()

    main(shopper).get_by_role("link", name="Older orders", exact=True).click()

    expect(found).to_have_count(1)
    expect(main(shopper).get_by_role("link", name="Older orders")).to_have_count(0)
    # Orders of one second stand in any order, but each of them once.
    shown = newest + found.all_inner_texts()
    assert sorted(shown) == sorted(f"Order {number}" for number in numbers)
    main(shopper).get_by_role("link", name="Order ").last.click()
    expect(shopper.page.get_by_role("heading", level=1)).to_have_text(shown[-1])


def test_order_keeps_what_it_was_bought_for(
    shopper: Shopper, forms: FormShopper, administrator: Administrator, packet: Packet
) -> None:
    number = forms.buy(packet.slug)
    administrator.change(packet.slug, price="9.00")

    shopper.visit(f"/orders/{number}")

    for words in (packet.name, "€2.40", "€5.30", "12 St James Square", "You paid"):
        expect(main(shopper)).to_contain_text(words)


def test_paid_order_is_called_off_and_refunded(
    shopper_both_ways: Shopper, number: str
) -> None:
    shopper_both_ways.visit(f"/orders/{number}")

    shopper_both_ways.cancel_order()

    expect(main(shopper_both_ways)).to_contain_text("Cancelled, refunded")
    expect(main(shopper_both_ways)).to_contain_text("You have your money back.")
    expect(main(shopper_both_ways)).to_contain_text("Your money went back to you")


def test_packets_of_an_order_called_off_are_for_sale_again(
    shopper: Shopper, forms: FormShopper, administrator: Administrator, packet: Packet
) -> None:
    number = forms.buy(packet.slug)
    assert administrator.product(packet.slug)["quantity"] == 4
    shopper.visit(f"/orders/{number}")

    shopper.cancel_order()

    expect(main(shopper)).to_contain_text("Cancelled, refunded")
    assert administrator.product(packet.slug)["quantity"] == 5


def test_parcel_on_its_way_cannot_be_called_off(
    shopper: Shopper, forms: FormShopper, administrator: Administrator, packet: Packet
) -> None:
    number = forms.buy(packet.slug)
    administrator.ship(number)

    shopper.visit(f"/orders/{number}/cancel")

    page = shopper.page
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Order {number}")
    expect(main(shopper)).to_contain_text("It is too late to call this order off")
    expect(page.get_by_role("link", name="Cancel this order")).to_have_count(0)


def test_parcel_is_followed_to_the_door(
    shopper: Shopper, forms: FormShopper, administrator: Administrator, packet: Packet
) -> None:
    number = forms.buy(packet.slug)
    standing = main(shopper).get_by_role("region").first
    administrator.ship(number)
    shopper.visit(f"/orders/{number}")
    expect(standing).to_contain_text("Your parcel has left us.")

    administrator.deliver(number)
    shopper.visit(f"/orders/{number}")

    expect(standing).to_contain_text("Your parcel has arrived.")
    expect(
        standing.get_by_role("listitem").filter(has_text="Delivered")
    ).to_be_visible()


def test_order_is_bought_again(
    shopper_both_ways: Shopper, number: str, packet: Packet
) -> None:
    shopper_both_ways.visit(f"/orders/{number}")

    shopper_both_ways.send("Buy all of this again")

    expect(shopper_both_ways.page.get_by_role("heading", level=1)).to_have_text(
        "Your basket"
    )
    field = shopper_both_ways.page.get_by_label(f"Packets of {packet.name}")
    expect(field).to_have_value("1")


def test_order_of_somebody_else_is_not_found(
    shopper: Shopper,
    forms: FormShopper,
    packet: Packet,
    new_context: Callable[..., BrowserContext],
) -> None:
    number = forms.buy(packet.slug)
    stranger = signed_in(new_context().new_page())

    answer = stranger.page.goto(f"/orders/{number}")

    assert answer.status == 404
    expect(stranger.page.get_by_role("main")).not_to_contain_text(
        re.compile(f"{packet.name}|St James")
    )


def _let_a_second_begin(shopper: Shopper) -> None:
    """Wait as long as it takes for two orders to have another date.

    Orders are dated by the second; within one, neither is the newer.
    """
    then = shopper.page.evaluate("Date.now()")
    shopper.page.wait_for_function("then => Date.now() - then > 1000", arg=then)
