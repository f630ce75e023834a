"""A form that comes after its session has ended: nothing is done, nothing is lost."""

from collections.abc import Callable

import pytest

from service_kit.money import Money

from .fakes import FakeOrders, FakeUsers
from .page_browser import HOME, HTMX, PASSWORD, SAME_ORIGIN, Visitor, filled_in

BIO = "Heavy soil, and a wall that faces south.\r\n" * 20


@pytest.fixture
def leave() -> Callable[[Visitor], None]:
    """Lets the session of a visitor end, while their page stays open."""
    return lambda visitor: visitor.client.delete_cookie("furrow")


@pytest.fixture
def payer(ada: Visitor, leave: Callable[[Visitor], None]) -> Visitor:
    """Somebody who presses "Place order" when their session has ended."""
    ada.add(1, 2)
    ada.open("/checkout")
    leave(ada)
    ada.send("/checkout", **HOME, delivery="express", method="tok_slow")
    return ada


def test_late_order_is_not_placed_and_says_so(
    payer: Visitor, orders: FakeOrders
) -> None:
    assert payer.page.heading == "Sign in"
    assert payer.page.notice == (
        "You were signed out before this was sent, so nothing was done. "
        "Sign in, and what you typed is here again."
    )
    assert orders.placed == []


def test_late_order_comes_back_filled_in(payer: Visitor) -> None:
    page = payer.send("/login", username="ada", password=PASSWORD)

    sent = filled_in(page.form("/checkout"))
    assert page.heading == "Checkout"
    assert {name: sent[name] for name in HOME} == HOME
    assert (sent["delivery"], sent["method"]) == ("express", "tok_slow")
    assert "This is what you typed, and it is not sent yet." in page.notice
    assert payer.send("/checkout").heading == "We are confirming your order" or (
        payer.page.heading == "Thank you for your order"
    )


def test_late_order_is_kept_from_whoever_else_signs_in(payer: Visitor) -> None:
    payer.add(3)

    page = payer.register("eve")

    assert page.heading == "Checkout"
    assert filled_in(page.form("/checkout"))["line1"] == ""
    with payer.client.session_transaction() as session:
        assert "kept_form" not in session


def test_late_order_stands_in_no_address_and_on_no_other_page(payer: Visitor) -> None:
    for path in ("/login", "/register", "/help"):
        page = payer.client.get(path)
        assert HOME["line1"] not in page.text
        assert HOME["line1"].split()[0] not in page.request.url


def test_price_seen_by_a_late_order_is_compared(
    payer: Visitor, orders: FakeOrders
) -> None:
    orders.products.change(1, price=Money(300, "EUR"))
    payer.send("/login", username="ada", password=PASSWORD)

    assert "€2.40" in payer.page.text


def test_late_profile_comes_back_with_every_word(
    ada: Visitor, users: FakeUsers, leave: Callable[[Visitor], None]
) -> None:
    ada.open("/account/profile")
    leave(ada)
    ada.send("/account/profile", bio=BIO, delivery="express")
    assert users.profiles == {}

    page = ada.send("/login", username="ada", password=PASSWORD)

    assert page.heading == "Your profile"
    typed = filled_in(page.form("/account/profile"))
    assert typed["bio"].split() == BIO.split()
    assert typed["delivery"] == "express"
    assert ada.send("/account/profile").notice == "Your profile is saved."
    assert "not sent yet" not in ada.open("/account/profile").text


def test_late_profile_of_a_page_that_is_signed_in_again_comes_back_at_once(
    ada: Visitor, users: FakeUsers, leave: Callable[[Visitor], None]
) -> None:
    before = ada.open("/account/profile")
    leave(ada)
    ada.sign_in()
    ada.page = before

    page = ada.send("/account/profile", bio=BIO)

    assert page.heading == "Your profile"
    assert filled_in(page.form("/account/profile"))["bio"].split() == BIO.split()
    assert users.profiles == {}


def test_what_is_kept_is_bounded(
    ada: Visitor, leave: Callable[[Visitor], None]
) -> None:
    ada.open("/account/profile")
    leave(ada)

    ada.send("/account/profile", bio="x" * 20_000, picture="y" * 20_000)

    with ada.client.session_transaction() as session:
        assert len(str(session["kept_form"])) < 6_000


@pytest.mark.parametrize(
    ("page", "action", "fields"),
    [
        ("/account", "/account/password", {"new_password": "another good one"}),
        ("/account/close", "/account/close", {"password": PASSWORD}),
        ("/basket", "/basket/items/1/remove", {}),
    ],
)
def test_other_late_forms_lead_to_sign_in_and_back(
    ada: Visitor,
    leave: Callable[[Visitor], None],
    page: str,
    action: str,
    fields: dict[str, str],
) -> None:
    ada.add(1)
    ada.open(page)
    leave(ada)

    ada.send(action, **fields)

    assert ada.page.heading == "Sign in"
    assert ada.page.notice.endswith("Sign in, and send it again.")
    with ada.client.session_transaction() as session:
        assert "kept_form" not in session
    back = ada.send("/login", username="ada", password=PASSWORD)
    assert back.response.request.path == page


def test_late_form_of_htmx_leads_the_whole_page_to_sign_in(
    ada: Visitor, leave: Callable[[Visitor], None]
) -> None:
    ada.add(1)
    fields = filled_in(ada.open("/basket").form("/basket/items/1/remove"))
    leave(ada)

    answer = ada.client.post("/basket/items/1/remove", data=fields, headers=HTMX)

    assert answer.headers["HX-Redirect"] == "/login"


def test_choosing_a_delivery_too_late_throws_nothing_away(
    ada: Visitor, users: FakeUsers, leave: Callable[[Visitor], None]
) -> None:
    ada.add(1)
    ada.open("/checkout")
    users.tokens.clear()
    ended = ada.client.get("/checkout/summary?delivery=express", headers=HTMX)
    leave(ada)
    late = ada.client.get("/checkout/summary?delivery=express", headers=HTMX)

    for answer in (ended, late):
        assert answer.status_code == 401
        assert "HX-Redirect" not in answer.headers
        assert answer.headers["HX-Retarget"] == "#announcement"
        assert "What you typed is still here" in answer.text


def test_late_form_of_a_guest_leads_back_with_true_words(
    visitor: Visitor, leave: Callable[[Visitor], None]
) -> None:
    visitor.add(1)
    visitor.open("/basket")
    leave(visitor)

    page = visitor.send("/basket/items/1/remove")

    assert page.heading == "Your basket"
    assert "nothing was done" in page.notice.lower()


def test_late_sign_in_comes_back_with_the_name_and_a_token_that_counts(
    visitor: Visitor, leave: Callable[[Visitor], None]
) -> None:
    visitor.open("/login")
    leave(visitor)

    page = visitor.send("/login", 400, username="ada", password=PASSWORD)

    assert page.faults["#password"].startswith("Please send the form again")
    assert page.soup.select_one("#username")["value"] == "ada"
    assert PASSWORD not in page.response.text
    assert visitor.send("/login", password=PASSWORD).notice == "Welcome back, ada."


def test_late_registration_comes_back_with_every_answer_but_the_password(
    visitor: Visitor, users: FakeUsers, leave: Callable[[Visitor], None]
) -> None:
    answers = {"username": "bee", "email": "bee@example.org", "first_name": "Bea"}
    visitor.open("/register")
    leave(visitor)
    users.calls.clear()

    page = visitor.send("/register", 400, **answers, password=PASSWORD)

    assert users.calls == []
    assert filled_in(page.form("/register")).items() >= answers.items()
    assert PASSWORD not in page.response.text
    assert "bee" in visitor.send("/register", password=PASSWORD).notice


def test_late_sign_out_has_happened_already(
    ada: Visitor, leave: Callable[[Visitor], None]
) -> None:
    ada.open("/help")
    leave(ada)

    assert ada.send("/logout").notice == "You were signed out already."


def test_sign_in_that_ended_elsewhere_keeps_what_was_typed(
    ada: Visitor, users: FakeUsers
) -> None:
    ada.open("/account/profile")
    users.tokens.clear()

    ada.send("/account/profile", bio=BIO)
    page = ada.send("/login", username="ada", password=PASSWORD)

    assert filled_in(page.form("/account/profile"))["bio"].split() == BIO.split()


def test_made_up_token_keeps_nothing(visitor: Visitor) -> None:
    fields = HOME | {"csrf_token": "1.made-up"}

    answer = visitor.client.post("/checkout", data=fields, headers=SAME_ORIGIN)

    assert answer.status_code == 400
    assert visitor.cookies == {}
