"""Every unsafe route of the shop against every kind of forged request."""

import pytest
from flask import Flask

from .fakes import FakeOrders, FakeUsers
from .page_browser import SAME_ORIGIN, Visitor

SAFE = {"GET", "HEAD", "OPTIONS"}
FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Origin": "http://localhost.evil.example"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
]
EXAMPLES = {"product_id": "1", "number": "7K3M-0001", "sign_in_id": "sid-1"}


@pytest.fixture
def unsafe_paths(app: Flask) -> list[tuple[str, str]]:
    found = []
    for rule in app.url_map.iter_rules():
        with app.test_request_context():
            values = {
                name: EXAMPLES[name] for name in rule.arguments if name in EXAMPLES
            }
            for method in sorted((rule.methods or set()) - SAFE):
                found.append((method, app.url_for(rule.endpoint, **values)))
    assert len(found) >= 13
    return found


def deeds(users: FakeUsers, orders: FakeOrders) -> list[str]:
    """What the services were made to do, beyond reading."""
    asked = {"basket", "orders", "account", "sign_ins", "quote", "order", "profile"}
    return [deed for deed in users.calls + orders.calls if deed not in asked]


def test_no_route_accepts_a_request_without_token(
    ada: Visitor,
    unsafe_paths: list[tuple[str, str]],
    users: FakeUsers,
    orders: FakeOrders,
) -> None:
    before = deeds(users, orders)

    for method, path in unsafe_paths:
        for headers in ({}, SAME_ORIGIN):
            answer = ada.client.open(path, method=method, headers=headers)
            assert answer.status_code == 400, path

    assert deeds(users, orders) == before


def test_no_route_accepts_a_wrong_token(
    ada: Visitor, unsafe_paths: list[tuple[str, str]]
) -> None:
    for method, path in unsafe_paths:
        fields = {"csrf_token": "guess"}
        answer = ada.client.open(path, method=method, data=fields, headers=SAME_ORIGIN)
        assert answer.status_code == 400, path


def test_no_route_accepts_the_token_of_another_session(
    app: Flask, ada: Visitor, unsafe_paths: list[tuple[str, str]]
) -> None:
    eve = Visitor(app.test_client())
    eve.register("eve")
    fields = {"csrf_token": eve.token()}

    for method, path in unsafe_paths:
        answer = ada.client.open(path, method=method, data=fields, headers=SAME_ORIGIN)
        assert answer.status_code == 400, path


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_route_accepts_another_site_even_with_the_token(
    ada: Visitor, unsafe_paths: list[tuple[str, str]], headers: dict[str, str]
) -> None:
    fields = {"csrf_token": ada.token()}

    for method, path in unsafe_paths:
        answer = ada.client.open(path, method=method, data=fields, headers=headers)
        assert answer.status_code == 403, path


@pytest.mark.parametrize("headers", [*FOREIGN, {}])
def test_guest_basket_is_not_filled_from_elsewhere(
    visitor: Visitor, headers: dict[str, str]
) -> None:
    fields = {"product_id": "1"}

    answer = visitor.client.post("/basket/add", data=fields, headers=headers)

    assert answer.status_code in {400, 403}
    assert visitor.cookies == {}


@pytest.mark.parametrize("headers", [SAME_ORIGIN, {"Origin": "http://localhost"}])
def test_guest_basket_is_filled_from_our_own_page(
    visitor: Visitor, headers: dict[str, str]
) -> None:
    fields = {"product_id": "1"}

    answer = visitor.client.post("/basket/add", data=fields, headers=headers)

    assert answer.status_code == 303


def test_token_in_an_address_counts_for_nothing(ada: Visitor) -> None:
    answer = ada.client.post(f"/logout?csrf_token={ada.token()}", headers=SAME_ORIGIN)

    assert answer.status_code == 400


def test_token_of_before_the_sign_in_is_void(visitor: Visitor) -> None:
    visitor.add(1)
    before = visitor.token()

    visitor.sign_in()
    fields = {"csrf_token": before}
    answer = visitor.client.post("/logout", data=fields, headers=SAME_ORIGIN)

    assert answer.status_code == 400


def test_outdated_page_is_refused_with_kind_words(ada: Visitor) -> None:
    ada.open("/account")

    page = ada.send("/logout", 400, csrf_token="")

    assert page.heading == "Please send the form again"


def test_reading_never_changes_anything(
    ada: Visitor, app: Flask, users: FakeUsers, orders: FakeOrders
) -> None:
    before = deeds(users, orders)

    for path in (
        "/",
        "/basket",
        "/checkout",
        "/orders",
        "/account",
        "/account/profile",
        "/account/close",
        "/account/data",
        "/login",
        "/health",
    ):
        ada.client.get(path)

    assert deeds(users, orders) == before
