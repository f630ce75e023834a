import pytest
from flask import Flask
from flask.testing import FlaskClient

from service_kit.access import Access

from .conftest import Visit
from .fakes import FakeUserService
from .shared_routes import SHARED_ROUTES

ANYONE, ADMIN, ORDERS = "anyone", "administrator", "order-service"
ROUTES = {
    ("GET", "/api/products"): ANYONE,
    ("GET", "/api/categories"): ANYONE,
    ("GET", "/api/product/teapot"): ANYONE,
    ("GET", "/pictures/teapot.svg"): ANYONE,
    ("POST", "/api/products"): ADMIN,
    ("POST", "/api/product/create"): ADMIN,
    ("PUT", "/api/product/teapot"): ADMIN,
    ("PATCH", "/api/product/teapot"): ADMIN,
    ("DELETE", "/api/product/teapot"): ADMIN,
    ("GET", "/api/reservations"): ORDERS,
    ("PUT", "/api/reservations/order-1"): ORDERS,
    ("POST", "/api/reservations/order-1/commit"): ORDERS,
    ("DELETE", "/api/reservations/order-1"): ORDERS,
    ("GET", "/products"): ANYONE,
    ("POST", "/products"): ADMIN,
    ("GET", "/products/1"): ANYONE,
    ("PUT", "/products/1"): ADMIN,
    ("DELETE", "/products/1"): ADMIN,
}
GUARDED = [route for route, name in ROUTES.items() if name != ANYONE]


def test_every_route_says_who_may_call_it(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] not in SHARED_ROUTES:
            view = app.view_functions[rule.endpoint]
            assert isinstance(vars(view).get("access"), Access), rule


def test_every_route_is_for_whom_it_is_meant(app: Flask) -> None:
    address = app.url_map.bind("")

    for (method, path), name in ROUTES.items():
        endpoint, _ = address.match(path, method)
        assert vars(app.view_functions[endpoint])["access"].name == name


def test_no_route_is_forgotten_here(app: Flask) -> None:
    declared = sum(
        len(rule.methods - {"HEAD", "OPTIONS"})
        for rule in app.url_map.iter_rules()
        if rule.endpoint.partition(".")[0] not in SHARED_ROUTES
    )

    assert declared == len(ROUTES)


@pytest.mark.parametrize(("method", "path"), GUARDED)
@pytest.mark.parametrize("authorization", [None, "Bearer x", "Bearer a.b.c", "Digest"])
def test_strangers_are_turned_away(
    client: FlaskClient, method: str, path: str, authorization: str | None
) -> None:
    headers = {"Authorization": authorization} if authorization else {}

    answer = client.open(path, method=method, headers=headers)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_shoppers_are_turned_away(shopper: FlaskClient, method: str, path: str) -> None:
    assert shopper.open(path, method=method).status_code == 403


@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_other_services_are_turned_away(
    visit: Visit, user_service: FakeUserService, method: str, path: str
) -> None:
    frontend = visit(user_service.service_token("frontend"))

    assert frontend.open(path, method=method).status_code == 403


@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_administrators_and_order_service_keep_to_their_own(
    admin: FlaskClient, orders: FlaskClient, method: str, path: str
) -> None:
    intruder = orders if ROUTES[method, path] == ADMIN else admin

    assert intruder.open(path, method=method).status_code == 403


def test_service_token_with_admin_claim_is_no_administrator(
    visit: Visit, user_service: FakeUserService
) -> None:
    clever = visit(user_service.sign("service:frontend", admin=True))

    assert clever.post("/api/products", json={}).status_code == 403
