import pytest
from flask import Flask

from service_kit.access import Access

from .conftest import BASIL, Shopper
from .fakes import FakeUserService

OPEN_TO_ALL = {"/openapi.json", "/docs", "/docs/static/", "/health/", "/static/"}


def test_every_route_says_who_may_call_it(app: Flask) -> None:
    undeclared = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not any(rule.rule.startswith(prefix) for prefix in OPEN_TO_ALL)
        and not isinstance(
            getattr(app.view_functions[rule.endpoint], "access", None), Access
        )
    ]

    assert undeclared == []


def test_anonymous_callers_are_turned_away(app: Flask) -> None:
    client = app.test_client()

    answers = [
        client.open(path, method=method).status_code
        for method, path in [
            ("GET", "/api/order"),
            ("POST", "/api/order/add-item"),
            ("POST", "/api/order/checkout"),
            ("GET", "/api/orders"),
            ("GET", "/api/order/ABCD-1234"),
            ("POST", "/api/order/ABCD-1234/ship"),
            ("POST", "/api/order/forget-me"),
        ]
    ]

    assert answers == [401] * len(answers)


def test_ended_sign_in_is_turned_away(ada: Shopper, users: FakeUserService) -> None:
    users.ended.add("sign-in-of-1")

    assert ada.get("/api/order").status_code == 401


@pytest.mark.parametrize("spelling", ["{}==", "{}=", " {}", "x{}", "{}."])
def test_token_has_one_spelling_only(ada: Shopper, spelling: str) -> None:
    ada.token = spelling.format(ada.token)

    assert ada.get("/api/order").status_code in (200, 401)
    assert ada.get("/api/order").status_code == (200 if spelling == " {}" else 401)


def test_api_key_in_the_address_is_ignored(ada: Shopper) -> None:
    answer = ada.client.get("/api/order", query_string={"api_key": ada.token})

    assert answer.status_code == 401


def test_services_are_no_shoppers(ada: Shopper, users: FakeUserService) -> None:
    ada.token = users.sign_in("service:product-service")  # type: ignore[arg-type]

    assert ada.add(BASIL).status_code == 403
