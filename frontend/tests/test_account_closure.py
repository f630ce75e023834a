import pytest

from service_kit.http_client import Rejected

from .fakes import FakeOrders, FakeUsers
from .page_browser import HOME, PASSWORD, ParsedPage, Visitor

DEEDS = ["forget_me", "close_account"]


@pytest.fixture
def buyer(ada: Visitor) -> Visitor:
    """Somebody with an order that is paid, and a packet in the basket."""
    ada.add(1)
    ada.open("/checkout")
    ada.send("/checkout", **HOME)
    ada.add(2)
    return ada


def close(visitor: Visitor, status: int = 200, password: str = PASSWORD) -> ParsedPage:
    visitor.open("/account/close")
    return visitor.send("/account/close", status, password=password)


def done(users: FakeUsers, orders: FakeOrders) -> list[str]:
    return [deed for deed in orders.calls + users.calls if deed in DEEDS]


def test_closing_erases_addresses_and_account(
    buyer: Visitor, users: FakeUsers, orders: FakeOrders
) -> None:
    page = close(buyer)

    assert page.notice.startswith("Your account is closed")
    assert [order.address for _, _, order in orders.placed] == [None]
    assert users.accounts == {}


def test_closing_signs_out_everywhere(ada: Visitor, users: FakeUsers) -> None:
    elsewhere = Visitor(ada.client.application.test_client())
    elsewhere.sign_in()

    page = close(ada)

    assert users.tokens == {}
    assert page.texts(".mine a") == ["Sign in", "Basket"]
    assert elsewhere.client.get("/account").location == "/login"
    assert elsewhere.open("/").texts(".mine a") == ["Sign in", "Basket"]


def test_basket_of_a_closed_account_stays_with_nobody(buyer: Visitor) -> None:
    page = close(buyer)

    assert page.texts("#basket-badge") == ["Basket"]


def test_page_says_what_happens_before(ada: Visitor) -> None:
    page = ada.open("/account/close")

    assert len(page.texts(".points li")) == 4
    assert page.soup.select('main a[href="/account/data"]')
    assert page.texts(".think") == []


def test_orders_that_are_not_posted_are_named_before(buyer: Visitor) -> None:
    page = buyer.open("/account/close")

    assert page.texts(".think li") == ["Order 7K3M-0001 , €5.30"]


def test_orders_that_are_through_are_not_named(
    buyer: Visitor, orders: FakeOrders
) -> None:
    orders.settle("7K3M-0001", "delivered")

    page = buyer.open("/account/close")

    assert page.texts(".think li") == []


@pytest.mark.parametrize("password", ["", "a guess", "x" * 129])
def test_wrong_password_erases_nothing(
    buyer: Visitor, users: FakeUsers, orders: FakeOrders, password: str
) -> None:
    page = close(buyer, 422, password)

    assert list(page.faults) == ["#password"]
    assert done(users, orders) == []
    assert "a guess" not in page.response.text


def test_too_many_guesses_are_answered_with_the_waiting_time(
    ada: Visitor, users: FakeUsers, orders: FakeOrders
) -> None:
    users.refusal = Rejected(429, {"detail": "Try again in 5 minutes."}, 300)

    page = close(ada, 429)

    assert page.faults == {"#closing": "Try again in 5 minutes."}
    assert page.response.headers["Retry-After"] == "300"
    assert done(users, orders) == []


def test_order_that_is_being_settled_must_settle_first(
    buyer: Visitor, users: FakeUsers, orders: FakeOrders
) -> None:
    orders.settle("7K3M-0001", "reserved")

    page = close(buyer, 409)

    assert page.faults["#closing"].startswith("Order 7K3M-0001 is being settled")
    assert done(users, orders) == []


@pytest.mark.parametrize("lost", ["users", "orders"])
def test_nothing_is_closed_while_a_service_is_away(
    ada: Visitor, users: FakeUsers, orders: FakeOrders, lost: str
) -> None:
    ada.open("/account/close")
    {"users": users, "orders": orders}[lost].is_down = True

    page = ada.send("/account/close", 503, password=PASSWORD)

    assert page.faults["#closing"].startswith("Nothing is closed or erased")
    assert "ada" in users.accounts


def test_half_done_closing_is_reported_and_can_be_repeated(
    buyer: Visitor, users: FakeUsers, orders: FakeOrders
) -> None:
    users.refuses_closing = Rejected(409, {"detail": "It was changed meanwhile."})
    page = close(buyer, 409)
    users.refuses_closing = None

    assert page.faults["#closing"].startswith("Your addresses are erased, but")
    assert "It was changed meanwhile." in page.faults["#closing"]
    assert close(buyer).notice.startswith("Your account is closed")
    assert done(users, orders) == ["forget_me", "forget_me", *["close_account"] * 2]


def test_proof_of_a_half_done_closing_is_no_sign_in(
    ada: Visitor, users: FakeUsers
) -> None:
    before = dict(users.tokens)
    users.refuses_closing = Rejected(409, {"detail": "It was changed meanwhile."})

    close(ada, 409)

    assert users.tokens == before


def test_lost_answer_is_reported_and_trying_again_ends_well(
    ada: Visitor, users: FakeUsers
) -> None:
    users.loses_answer = True
    page = close(ada, 503)

    assert "we could not confirm" in page.faults["#closing"]
    again = ada.send("/account/close", password=PASSWORD)
    assert again.notice == "You were signed out. Please sign in again."
    assert users.accounts == {}
