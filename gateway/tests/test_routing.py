"""Public paths reach their service; internal paths are 404."""

import pytest

from .conftest import EchoShop

PUBLIC = [
    ("GET", "/", "storefront"),
    ("GET", "/basket", "storefront"),
    ("GET", "/product/basil", "storefront"),
    ("GET", "/pictures/basil.svg", "storefront"),
    ("GET", "/static/css/tokens.css", "storefront"),
    ("GET", "/health", "storefront"),
    ("GET", "/health/ready", "storefront"),
    ("GET", "/?q=a//b/../c%2Fd", "storefront"),
    ("GET", "/api-tutorial", "storefront"),
    ("POST", "/api/user/create", "users"),
    ("POST", "/api/user/login", "users"),
    ("POST", "/api/user/logout", "users"),
    ("GET", "/api/user", "users"),
    ("PATCH", "/api/user", "users"),
    ("GET", "/api/user/ada/exists", "users"),
    ("GET", "/api/user/sessions", "users"),
    ("DELETE", "/api/user/sessions/a_b-c", "users"),
    ("PUT", "/api/user/profile", "users"),
    ("GET", "/api/users", "users"),
    ("PATCH", "/api/users/7", "users"),
    ("GET", "/.well-known/jwks.json", "users"),
    ("GET", "/api/products?q=basil&cursor=a%2Fb", "products"),
    ("POST", "/api/products", "products"),
    ("PUT", "/api/products/7", "products"),
    ("POST", "/api/product/create", "products"),
    ("GET", "/api/product/basil", "products"),
    ("GET", "/api/categories", "products"),
    ("GET", "/api/orders", "orders"),
    ("GET", "/api/orders/7", "orders"),
    ("POST", "/api/orders/7/cancel", "orders"),
    ("GET", "/api/order", "orders"),
    ("POST", "/api/order/add-item", "orders"),
    ("POST", "/api/order/checkout", "orders"),
    ("POST", "/api/payments/webhook", "orders"),
]
INTERNAL = [
    "/api",
    "/api/",
    "/api/reservations",
    "/api/reservations/7/commit",
    "/api/service-token",
    "/api/revocations",
    "/api/payments",
    "/api/payments/7",
    "/api/payments/7/capture",
    "/api/payments/webhook/7",
    "/api/nothing",
    "/metrics",
    "/metrics/",
    "/sandbox",
    "/sandbox/",
    "/sandbox/api/payments",
    "/sandbox/health",
]
DISGUISED = [
    "//api/reservations",
    "/api//reservations",
    "/api/./reservations",
    "/./api/reservations",
    "/api/products/../reservations",
    "/api/reservations/../products",
    "/api/products/%2e%2e/reservations",
    "/api/products/..%2freservations",
    "/api/products%2F..%2Freservations",
    "/api/products/..%5creservations",
    "/api/products/..\\reservations",
    "/api/%72eservations",
    "/%61pi/reservations",
    "/%61%70%69/%72eservations",
    "/api/reservations?",
    "/api/reservations#/products",
    "/api/service%2Dtoken",
    "/API/reservations",
    "/Api/Reservations",
    "/aPi/service-token",
    "/Metrics",
    "/%2e/api/reservations",
    "/sandbox/confirm/../api/payments",
    "/sandbox/confirm/%2e%2e/api/payments",
    "/sandbox/static/../",
    "/sandbox/static/..%2fapi/payments",
    "/SANDBOX/confirm/key",
]


@pytest.mark.parametrize(("method", "path", "service"), PUBLIC)
def test_public_path_reaches_its_service(
    echo: EchoShop, method: str, path: str, service: str
) -> None:
    answer = echo.ask(path, method)

    assert answer.json["service"] == service
    assert answer.json["path"] == path
    assert answer.json["method"] == method


@pytest.mark.parametrize(
    ("path", "arrives"),
    [
        ("/sandbox/confirm/a_key", "/confirm/a_key"),
        ("/sandbox/static/sandbox.css", "/static/sandbox.css"),
    ],
)
def test_confirmation_of_a_card_reaches_the_sandbox(
    echo: EchoShop, path: str, arrives: str
) -> None:
    answer = echo.ask(path)

    assert (answer.json["service"], answer.json["path"]) == ("sandbox", arrives)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", INTERNAL)
def test_internal_path_is_a_404(echo: EchoShop, path: str, method: str) -> None:
    answer = echo.ask(path, method)

    assert (answer.status, echo.received()) == (404, [])


@pytest.mark.parametrize("path", DISGUISED)
def test_no_spelling_reaches_an_internal_path(echo: EchoShop, path: str) -> None:
    answer = echo.ask(path, "POST")

    assert (answer.status, echo.received()) == (404, [])


@pytest.mark.parametrize("path", ["/api/reservations", "/api/x/../reservations"])
def test_absolute_url_in_the_request_line_reaches_no_internal_path(
    echo: EchoShop, path: str
) -> None:
    answer = echo.ask(f"http://127.0.0.1:{echo.gateway.port}{path}")

    assert (answer.status, echo.received()) == (404, [])


def test_gateway_reports_that_it_is_live(echo: EchoShop) -> None:
    answer = echo.ask("/gateway/live")

    assert (answer.status, answer.text) == (200, "live\n")
    assert echo.received() == []
