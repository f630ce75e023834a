"""An order that fails leads back to the checkout, which says why."""

import pytest

from service_kit.money import Money

from .fakes import FakeOrders, FakeProducts
from .order_page import NUMBER, ask, look_again
from .page_browser import HOME, SAME_ORIGIN, Visitor, filled_in


def test_order_that_others_stopped_leads_back_by_itself(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "failed", "expired")

    target = ask(waiting).headers["HX-Redirect"]
    answer = waiting.client.get(target)

    assert waiting.open(answer.location).heading == "Checkout"


def test_page_waits_until_everything_is_put_back(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "failing", "declined")

    page = look_again(waiting)

    assert page.heading == f"Order {NUMBER}"
    assert "nothing is charged" in page.text
    assert page.soup.select_one("#order-status").has_attr("hx-trigger")


@pytest.mark.parametrize(
    ("reason", "target", "words"),
    [
        ("declined", "#method-0", "The payment was declined."),
        ("expired", "#order-summary", "It took too long"),
        ("payment-refused", "#order-summary", "The payment could not be taken."),
        ("sold-out", "#order-summary", "Some items have just sold out"),
        ("price-changed", "#order-summary", "A price has changed"),
    ],
)
def test_failed_order_leads_back_with_words_and_all_that_was_typed(
    waiting: Visitor, orders: FakeOrders, reason: str, target: str, words: str
) -> None:
    orders.settle(NUMBER, "failed", reason)

    page = look_again(waiting)

    assert page.title == "Error: Checkout – Furrow"
    assert page.faults[target].startswith(words)
    assert page.faults[target].endswith("Nothing was charged.")
    assert page.soup.select_one("#line1")["value"] == "12 Rose Lane"
    assert page.texts("#line-1 .what") == ["Sunflower × 2"]
    assert page.texts("#basket-badge .count") == ["2"]


def test_declined_order_says_why_the_bank_did_not_pay(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "failed", "declined", code="insufficient_funds")

    faults = look_again(waiting).faults
    order = waiting.open(f"/orders/{NUMBER}")

    words = "There is not enough money on that card."
    assert faults["#method-0"].startswith(words)
    assert words in order.text


def test_packet_that_was_sold_meanwhile_is_named_at_its_line(
    waiting: Visitor, orders: FakeOrders, products: FakeProducts
) -> None:
    orders.settle(NUMBER, "failed", "sold-out")
    products.change(1, quantity=1)

    page = look_again(waiting)

    assert page.faults["#line-1"] == "Only 1 of Sunflower is left."


def test_price_that_changed_meanwhile_is_shown_beside_the_one_seen(
    waiting: Visitor, orders: FakeOrders, products: FakeProducts
) -> None:
    orders.settle(NUMBER, "failed", "price-changed")
    products.change(1, price=Money(300, "EUR"))

    page = look_again(waiting)

    assert page.faults["#line-1"] == "Sunflower was €2.40, and is €3.00 now."
    assert page.texts(".grand") == ["Total €8.90"]


def test_price_seen_is_known_in_another_browser_too(
    waiting: Visitor, orders: FakeOrders, products: FakeProducts
) -> None:
    orders.settle(NUMBER, "failed", "price-changed")
    products.change(1, price=Money(300, "EUR"))
    waiting.send("/logout")
    waiting.sign_in()

    page = waiting.open(f"/checkout?after={NUMBER}")

    assert page.faults["#line-1"] == "Sunflower was €2.40, and is €3.00 now."
    assert page.soup.select_one("#line1")["value"] == "12 Rose Lane"


def test_second_try_is_an_order_of_its_own(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "failed", "declined")
    look_again(waiting)
    orders.settles_slowly = False

    page = waiting.send("/checkout", method="tok_ok")

    assert page.heading == "Thank you for your order"
    assert [order.state for _, _, order in orders.placed] == ["failed", "paid"]


def test_order_called_off_by_the_shopper_leads_nowhere(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "failed", "cancelled")

    page = look_again(waiting)

    assert page.heading == f"Order {NUMBER}"
    assert "You cancelled this order." in page.text
    assert page.soup.select('a[href^="/checkout"]') == []


def test_order_of_nobody_explains_nothing(waiting: Visitor) -> None:
    waiting.add(3)

    page = waiting.open("/checkout?after=7K3M-9999")

    assert page.faults == {}


@pytest.mark.parametrize("number", ["../admin", "7K3M/cancel", "x" * 41, ""])
def test_number_that_is_none_is_not_even_looked_up(
    waiting: Visitor, orders: FakeOrders, number: str
) -> None:
    waiting.add(3)
    orders.calls.clear()

    waiting.open(f"/checkout?after={number}")

    assert "order" not in orders.calls


def test_page_of_a_failed_order_counts_the_basket_again(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "failed", "expired")

    page = waiting.open(f"/orders/{NUMBER}")

    assert page.texts("#basket-badge .count") == ["2"]
    assert page.texts(".steps h2") == ["Expired"]
    assert page.soup.select('form[action$="/again"]') == []


def test_order_that_went_well_explains_nothing(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "paid")
    waiting.add(3)

    assert waiting.open(f"/checkout?after={NUMBER}").faults == {}


def test_lost_answer_of_a_failed_checkout_leads_back_too(
    ada: Visitor, orders: FakeOrders
) -> None:
    ada.add(1, 2)
    ada.open("/checkout")
    form = ada.page
    ada.send("/checkout", **HOME)
    orders.settle(NUMBER, "failed", "declined")
    ada.page = form

    answer = ada.client.post(
        "/checkout",
        data=filled_in(form.form("/checkout")) | HOME,
        headers=SAME_ORIGIN,
    )
    page = ada.open(ada.client.get(answer.location).location)

    assert page.faults["#method-0"].startswith("The payment was declined.")
