"""A form whose service is away comes back with everything that was typed into it."""

from dataclasses import dataclass, field

import pytest
from flask import Flask

from service_kit.http_client import Rejected

from .fakes import HOME, Fake, FakeOrders, FakeProducts, FakeUsers
from .page_browser import PASSWORD, Visitor, filled_in

ADDRESS = HOME.document()
NEW = "a kettle on the stove"
NUMBER = "7K3M-0001"
PASSWORDS = {"password", "current_password", "new_password"}
# They do their deed without any service, or as much of it as can be done here.
NEED_NONE = {"theme.choose", "login.leave"}


@dataclass(frozen=True)
class Sent:
    """A form, what is typed into it, and which service is away when it is sent."""

    page: str
    action: str
    unavailable: str
    typed: dict[str, str] = field(default_factory=dict)
    by_guest: bool = False

    def __str__(self) -> str:
        who = "guest" if self.by_guest else "shopper"
        return f"{who} sends {self.action} without {self.unavailable}"


SIGN_IN = {"username": "ada", "password": PASSWORD}
ACCOUNT = {"username": "bee", "email": "bee@example.org", "first_name": "Bea"}
FORMS = [
    Sent("/login", "/login", "users", SIGN_IN, by_guest=True),
    Sent("/register", "/register", "users", ACCOUNT | {"password": NEW}, by_guest=True),
    Sent("/product/basil", "/basket/add", "products", {"quantity": "3"}, by_guest=True),
    Sent("/product/basil", "/basket/add", "orders", {"quantity": "3"}),
    Sent("/basket", "/basket/items/1", "orders", {"quantity": "7"}),
    Sent("/basket", "/basket/items/1/remove", "orders"),
    Sent("/checkout", "/checkout", "orders", ADDRESS | {"method": "tok_slow"}),
    Sent("/checkout", "/checkout", "orders", ADDRESS | {"delivery": "express"}),
    Sent("/checkout", "/checkout", "orders", ADDRESS | {"postcode": "1"}),
    Sent("/checkout", "/checkout", "orders", ADDRESS | {"update": "1"}),
    Sent(f"/orders/{NUMBER}/cancel", f"/orders/{NUMBER}/cancel", "orders"),
    Sent(f"/orders/{NUMBER}", f"/orders/{NUMBER}/again", "orders"),
    Sent(
        "/account/profile",
        "/account/profile",
        "users",
        {"bio": "Heavy soil.", "picture": "poppy", "delivery": "express"},
    ),
    Sent(
        "/account",
        "/account/password",
        "users",
        {"current_password": PASSWORD, "new_password": NEW},
    ),
    Sent("/account", "/account/sign-ins/sid-2-of-ada/end", "users"),
    Sent("/account", "/account/sign-ins/end-others", "users"),
    Sent("/account/close", "/account/close", "users", {"password": PASSWORD}),
    Sent("/account/close", "/account/close", "orders", {"password": PASSWORD}),
]


@pytest.fixture
def fakes(
    users: FakeUsers, products: FakeProducts, orders: FakeOrders
) -> dict[str, Fake]:
    return {"users": users, "products": products, "orders": orders}


@pytest.fixture
def buyer(ada: Visitor, app: Flask) -> Visitor:
    """Somebody with an order, a full basket, and a sign-in elsewhere."""
    ada.add(2)
    ada.open("/checkout")
    ada.send("/checkout", **ADDRESS)
    ada.add(1, 2)
    Visitor(app.test_client()).sign_in()
    return ada


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_form_comes_back_as_it_was_typed(
    request: pytest.FixtureRequest, fakes: dict[str, Fake], form: Sent
) -> None:
    sender: Visitor = request.getfixturevalue("visitor" if form.by_guest else "buyer")
    sender.open(form.page)
    fakes[form.unavailable].is_down = True

    page = sender.send(form.action, 503, **form.typed)

    kept = filled_in(page.form(form.action))
    visible = {name: form.typed[name] for name in form.typed.keys() - PASSWORDS}
    visible.pop("update", None)
    assert kept.items() >= visible.items()
    assert page.response.headers["Retry-After"]
    assert page.response.headers["X-Request-ID"] in page.response.text
    for name in form.typed.keys() & PASSWORDS:
        assert form.typed[name] not in page.response.text


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_form_that_came_back_can_be_sent_again(
    request: pytest.FixtureRequest, fakes: dict[str, Fake], form: Sent
) -> None:
    sender: Visitor = request.getfixturevalue("visitor" if form.by_guest else "buyer")
    sender.open(form.page)
    fakes[form.unavailable].is_down = True
    sender.send(form.action, 503, **form.typed)
    fakes[form.unavailable].is_down = False

    again = {name: form.typed[name] for name in form.typed.keys() & PASSWORDS}
    fields = filled_in(sender.page.form(form.action)) | again
    referer = {"Referer": f"http://localhost{form.action}"}
    answer = sender.client.post(
        form.action, data=fields, headers={"Sec-Fetch-Site": "same-origin"} | referer
    )

    # A postcode of one sign and another total are still to be looked at.
    assert answer.status_code in ({303, 422} if form.action == "/checkout" else {303})
    if answer.status_code == 303:
        sender.open(answer.location)


def test_every_form_of_the_shop_is_tried(app: Flask) -> None:
    posts = [rule for rule in app.url_map.iter_rules() if "POST" in rule.methods]
    map_ = app.url_map.bind("localhost")

    tried = {map_.match(form.action, "POST")[0] for form in FORMS}

    assert {rule.endpoint for rule in posts} - NEED_NONE == tried


def test_declined_card_is_reported_though_the_basket_is_lost(
    buyer: Visitor, orders: FakeOrders
) -> None:
    page = buyer.open("/checkout")
    key = filled_in(page.form("/checkout"))["idempotency_key"]
    orders.refusal = Rejected(409, {"type": "urn:problem-type:declined"})
    orders.loses_baskets = True

    page = buyer.send("/checkout", 503, **ADDRESS)

    assert "Nothing was charged." in page.faults["#method-0"]
    assert filled_in(page.form("/checkout"))["idempotency_key"] != key
    # The price that was agreed to goes along, to be compared when the basket is back.
    assert filled_in(page.form("/checkout"))["seen"] == "1:2.40"


def test_mistake_in_a_new_password_is_shown_while_accounts_are_away(
    ada: Visitor, users: FakeUsers
) -> None:
    ada.open("/account")
    users.is_down = True

    page = ada.send("/account/password", 422, new_password="short")

    assert "between 8 and 128" in page.faults["#new_password"]
    assert page.form("/account/password")


def test_closing_reports_that_accounts_went_away_after_the_password(
    ada: Visitor, users: FakeUsers
) -> None:
    ada.open("/account/close")
    users.refuses_sign_in = Rejected(401)
    users.loses_accounts = True

    page = ada.send("/account/close", 503, password=PASSWORD)

    assert page.faults["#closing"].startswith("Nothing is closed or erased")
