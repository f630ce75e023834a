"""An order that takes its time: its page polls until it is settled."""

from datetime import timedelta

from service_kit.http_client import Rejected

from .fakes import FakeOrders
from .order_page import BANK, NUMBER, ask, look_again
from .page_browser import ParsedPage, Visitor


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

    part = ParsedPage(ask(waiting))

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

    part = ParsedPage(ask(waiting))

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

    assert ParsedPage(ask(waiting)).texts("#standing") == ["Order failed"]
    assert page.heading == f"Order {NUMBER}"


def test_whole_page_follows_an_order_that_is_declined(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "reserved", action_url=BANK)
    page = waiting.open(f"/orders/{NUMBER}")
    assert page.texts("address")
    orders.settle(NUMBER, "failed", "declined")

    part = ParsedPage(ask(waiting))

    assert part.soup.select_one("#order h1").get_text() == f"Order {NUMBER}"
    assert part.soup.title.string == f"Order {NUMBER} – Furrow"
    assert part.texts("#standing") == ["Payment failed"]
    assert part.soup.select("address, form") == []
    assert part.texts("#basket-badge .count") == ["2"]
    assert "placed" not in " ".join(part.texts(".history, .lede")).lower()


def test_heading_of_an_order_just_placed_follows_it_too(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "reserved", action_url=BANK)
    assert ParsedPage(ask(waiting)).soup.title.string == "Confirm your payment – Furrow"

    orders.settle(NUMBER, "failing", "declined")

    part = ParsedPage(ask(waiting))
    assert part.heading == f"Order {NUMBER}"
    assert part.texts("#standing") == ["Payment failed"]


def test_news_take_no_focus_from_where_it_is(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "reserved", action_url=BANK)

    part = ParsedPage(ask(waiting))

    assert part.soup.select("[autofocus]") == []
    focusable = part.soup.select("#order a, #order button, #order [tabindex]")
    in_lines = part.soup.select(".lines a, .lede a")
    assert [tag for tag in focusable if tag not in in_lines and not tag.get("id")] == []


def test_bank_that_begins_to_ask_is_news(waiting: Visitor, orders: FakeOrders) -> None:
    orders.settle(NUMBER, "reserved")
    look_again(waiting)
    orders.settle(NUMBER, "reserved", action_url=BANK)

    part = ParsedPage(ask(waiting))

    assert part.soup.select_one("#confirm-payment")["href"] == BANK


def test_bank_is_not_asked_again_once_it_has_agreed(
    waiting: Visitor, orders: FakeOrders
) -> None:
    orders.settle(NUMBER, "authorised", action_url=BANK)

    page = look_again(waiting)

    assert page.soup.select("#confirm-payment") == []


def test_refusal_is_no_news(waiting: Visitor, orders: FakeOrders) -> None:
    orders.refusal = Rejected(409, {"type": "urn:problem-type:too-many-open-orders"})
    waiting.add(3)
    waiting.open("/checkout")

    page = waiting.send("/checkout", 422)

    assert "Let them finish first." in page.faults["#order-summary"]
