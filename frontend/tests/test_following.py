"""An order that takes its time: its page follows it, and leads on or back."""

from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from service_kit.http import Rejected
from service_kit.money import Money

from .browsing import HTMX, SAME_ORIGIN, Page, Visitor, filled_in
from .fakes import FakeOrders, FakeProducts
from .test_checkout import HOME

NUMBER = "7K3M-0001"
BANK = "https://bank.example/confirm/a-key"


@pytest.fixture
def waiting(ada: Visitor, orders: FakeOrders) -> Visitor:
    """Somebody whose order for two sunflowers is being confirmed."""
    orders.settles_slowly = True
    ada.add(1, 2)
    ada.open("/checkout")
    ada.send("/checkout", **HOME)
    return ada


def ask(visitor: Visitor) -> TestResponse:
    """Ask for news as the page that is open does."""
    news = visitor.page.soup.select_one("#order-status")["hx-get"]
    return visitor.client.get(news, headers=HTMX)


def look_again(visitor: Visitor, status: int = 200) -> Page:
    """Follow the link of whoever has no script."""
    link = visitor.page.soup.select_one("#check-again")["href"]
    answer = visitor.client.get(link)
    return visitor.open(answer.location or link, status)


def test_page_says_that_it_follows_the_order(waiting: Visitor) -> None:
    page = waiting.page

    status = page.soup.select_one("#order-status")
    assert page.heading == "We are confirming your order"
    assert NUMBER in page.texts(".lede")[0]
    assert page.texts("#standing") == ["Being confirmed"]
    assert (status["hx-trigger"], status["hx-sync"]) == ("every 1s", "this:drop")
    assert page.texts("#check-again") == ["Check again"]


def test_nothing_is_swapped_while_nothing_is_new(waiting: Visitor) -> None:
    assert ask(waiting).status_code == 204


def test_next_step_is_shown_and_announced(waiting: Visitor, orders: FakeOrders) -> None:
    orders.settle(NUMBER, "reserved")

    part = Page(ask(waiting))

    assert part.texts(".history li")[-1].endswith("We put your packets aside")
    assert part.soup.select_one("[hx-swap-oob]").get_text(strip=True) == (
        "Your order: Being confirmed."
    )
    assert "seen=reserved" in part.soup.select_one("#order-status")["hx-get"]


def test_paid_order_leads_to_thanks(waiting: Visitor, orders: FakeOrders) -> None:
    orders.settle(NUMBER, "paid")

    target = ask(waiting).headers["HX-Redirect"]

    assert waiting.open(target).heading == "Thank you for your order"
    assert waiting.page.soup.select("[hx-trigger^=every]") == []


def test_paid_order_is_thanked_for_without_script(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "paid")

    assert look_again(waiting).heading == "Thank you for your order"


def test_paid_order_uses_up_what_was_typed(
    waiting: Visitor, orders: FakeOrders
) -> None:
    with waiting.client.session_transaction() as session:
        assert "checkout_attempt" in session
    orders.settle(NUMBER, "paid")

    look_again(waiting)

    with waiting.client.session_transaction() as session:
        assert "checkout_attempt" not in session


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
        ("sold-out", "#order-summary", "Somebody was quicker"),
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
    assert "You called this order off." in page.text
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
    assert page.texts(".steps h2") == ["Not placed"]
    assert page.soup.select('form[action$="/again"]') == []


def test_order_that_went_well_explains_nothing(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "paid")
    waiting.add(3)

    assert waiting.open(f"/checkout?after={NUMBER}").faults == {}


def test_page_asks_more_and_more_seldom(waiting: Visitor, orders: FakeOrders) -> None:
    paces = []
    for seconds in (0, 20, 60, 1200):
        orders.grow_old(NUMBER, timedelta(seconds=seconds))
        status = waiting.open(f"/orders/{NUMBER}").soup.select_one("#order-status")
        paces.append(status.get("hx-trigger"))

    assert paces == ["every 1s", "every 3s", "every 10s", None]


def test_page_that_waits_for_the_bank_asks_on(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "reserved", action_url=BANK)
    paces = []
    for minutes in (0, 10, 20):
        orders.grow_old(NUMBER, timedelta(minutes=minutes))
        status = waiting.open(f"/orders/{NUMBER}").soup.select_one("#order-status")
        paces.append(status.get("hx-trigger"))

    assert paces == ["every 1s", "every 2s", None]


def test_page_that_has_stopped_asking_can_still_be_looked_at_again(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.grow_old(NUMBER, timedelta(hours=1))

    page = waiting.open(f"/orders/{NUMBER}")

    assert page.texts("#check-again") == ["Check again"]
    assert page.soup.select("script[src*=follow]") == []


def test_pace_is_taken_up_by_a_page_that_is_open(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.grow_old(NUMBER, timedelta(seconds=20))

    part = Page(ask(waiting))

    assert part.soup.select_one("#order-status")["hx-trigger"] == "every 3s"


def test_page_keeps_its_words_while_nobody_answers(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.is_down = True

    assert ask(waiting).status_code == 204


def test_page_leads_to_sign_in_when_the_sign_in_is_over(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.users.tokens.clear()

    assert ask(waiting).headers["HX-Redirect"] == "/login"


def test_bank_that_asks_is_one_link_away(waiting: Visitor, orders: FakeOrders) -> None:
    orders.settle(NUMBER, "reserved", action_url=BANK)

    page = look_again(waiting)

    link = page.soup.select_one("#confirm-payment")
    assert page.heading == "Confirm your payment"
    assert page.texts("#standing") == ["Waiting for your bank"]
    assert (link["href"], link["rel"]) == (BANK, ["external", "noopener", "noreferrer"])
    assert page.soup.select_one("#order-status").has_attr("hx-trigger")


def test_heading_of_an_order_looked_up_is_true_whatever_comes(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "reserved", action_url=BANK)
    page = waiting.open(f"/orders/{NUMBER}")
    assert page.soup.select_one("#confirm-payment")["href"] == BANK

    orders.settle(NUMBER, "failed", "payment_not_confirmed")

    assert Page(ask(waiting)).texts("#standing") == ["Not placed"]
    assert page.heading == f"Order {NUMBER}"


def test_whole_page_follows_an_order_that_is_declined(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "reserved", action_url=BANK)
    page = waiting.open(f"/orders/{NUMBER}")
    assert page.texts("address")
    orders.settle(NUMBER, "failed", "declined")

    part = Page(ask(waiting))

    assert part.soup.select_one("#order h1").get_text() == f"Order {NUMBER}"
    assert part.soup.title.string == f"Order {NUMBER} – Furrow"
    assert part.texts("#standing") == ["Not placed"]
    assert part.soup.select("address, form") == []
    assert part.texts("#basket-badge .count") == ["2"]
    assert "placed" not in " ".join(part.texts(".history, .lede")).lower()


def test_heading_of_an_order_just_placed_follows_it_too(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "reserved", action_url=BANK)
    assert Page(ask(waiting)).soup.title.string == "Confirm your payment – Furrow"

    orders.settle(NUMBER, "failing", "declined")

    part = Page(ask(waiting))
    assert part.heading == f"Order {NUMBER}"
    assert part.texts("#standing") == ["Not placed"]


def test_news_take_no_focus_from_where_it_is(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "reserved", action_url=BANK)

    part = Page(ask(waiting))

    assert part.soup.select("[autofocus]") == []
    focusable = part.soup.select("#order a, #order button, #order [tabindex]")
    in_lines = part.soup.select(".lines a, .lede a")
    assert [tag for tag in focusable if tag not in in_lines and not tag.get("id")] == []


@pytest.mark.parametrize(
    ("state", "is_offered"),
    [
        ("pending", False),
        ("reserved", False),
        ("authorised", False),
        ("committed", False),
        ("paid", True),
        ("shipped", True),
        ("delivered", True),
        ("failing", False),
        ("failed", False),
        ("refunding", True),
        ("refunded", True),
    ],
)
def test_order_is_bought_again_once_its_packets_are_gone(
    waiting: Visitor, orders: FakeOrders, state: str, is_offered: bool
) -> None:
    orders.settle(NUMBER, state)

    page = waiting.open(f"/orders/{NUMBER}")

    assert bool(page.soup.select('form[action$="/again"]')) == is_offered


@pytest.mark.parametrize("reason", ["declined", "cancelled"])
def test_page_of_before_does_not_buy_twice_what_is_back(
    waiting: Visitor, orders: FakeOrders, reason: str
) -> None:
    orders.settle(NUMBER, "paid")
    waiting.open(f"/orders/{NUMBER}")
    orders.settle(NUMBER, "failed", reason)

    page = waiting.send(f"/orders/{NUMBER}/again")

    assert page.heading == "Your basket"
    assert page.soup.select_one("#quantity-1")["value"] == "2"


def test_what_was_taken_out_since_can_be_bought_again(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "paid")
    waiting.open(f"/orders/{NUMBER}")
    before = waiting.page
    orders.settle(NUMBER, "failed", "declined")
    waiting.open("/basket")
    waiting.send("/basket/items/1/remove")
    waiting.page = before

    page = waiting.send(f"/orders/{NUMBER}/again")

    assert page.soup.select_one("#quantity-1")["value"] == "2"


def test_order_that_is_being_settled_is_not_bought_again(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "paid")
    waiting.open(f"/orders/{NUMBER}")
    orders.settle(NUMBER, "failing", "declined")

    page = waiting.send(f"/orders/{NUMBER}/again")

    assert "go back into your basket by themselves" in page.notice
    assert orders.carts["ada"] == {}


def test_packets_that_come_back_join_the_count_of_others(
    waiting: Visitor, orders: FakeOrders
) -> None:
    waiting.add(3)
    orders.settle(NUMBER, "failed", "expired")

    page = waiting.open(f"/orders/{NUMBER}")

    assert page.texts("#basket-badge .count") == ["3"]


def test_bank_that_begins_to_ask_is_news(waiting: Visitor, orders: FakeOrders) -> None:
    orders.settle(NUMBER, "reserved")
    look_again(waiting)
    orders.settle(NUMBER, "reserved", action_url=BANK)

    part = Page(ask(waiting))

    assert part.soup.select_one("#confirm-payment")["href"] == BANK


def test_bank_is_not_asked_again_once_it_has_agreed(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "authorised", action_url=BANK)

    page = look_again(waiting)

    assert page.soup.select("#confirm-payment") == []


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


def test_refusal_is_no_news(waiting: Visitor, orders: FakeOrders) -> None:
    orders.refusal = Rejected(409, {"type": "urn:problem-type:too-many-open-orders"})
    waiting.add(3)
    waiting.open("/checkout")

    page = waiting.send("/checkout", 422)

    assert "Let them finish first." in page.faults["#order-summary"]
