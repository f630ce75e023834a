"""The gateway routes the quick starts of tutorials: decision 0017."""

import pytest

from .conftest import EchoShop

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
BROWSER = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"
PROGRAMS = ["*/*", "application/json", "application/xml", ""]
PRODUCTS = [
    ("GET", "/products"),
    ("POST", "/products"),
    ("GET", "/products/7"),
    ("PUT", "/products/7"),
    ("DELETE", "/products/7"),
]


def accepting(media: str) -> dict[str, str]:
    return {"Accept": media} if media else {}


@pytest.mark.parametrize("accept", PROGRAMS)
@pytest.mark.parametrize(("method", "path"), PRODUCTS)
def test_program_is_routed_to_product_service(
    echo: EchoShop, method: str, path: str, accept: str
) -> None:
    received = echo.ask(path, method, headers=accepting(accept)).json

    assert (received["service"], received["method"], received["path"]) == (
        "products",
        method,
        path,
    )


@pytest.mark.parametrize("path", ["/products", "/products/7"])
def test_browser_is_routed_to_the_storefront(echo: EchoShop, path: str) -> None:
    received = echo.ask(path, headers={"Accept": BROWSER}).json

    assert (received["service"], received["path"]) == ("storefront", path)


@pytest.mark.parametrize("path", ["/products/", "/products/7/x", "/products/basil"])
def test_other_paths_below_products_are_the_storefronts(
    echo: EchoShop, path: str
) -> None:
    assert echo.ask(path, headers={"Accept": "*/*"}).json["service"] == "storefront"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/auth/register"),
        ("POST", "/auth/login"),
        ("POST", "/auth/validate"),
        ("POST", "/auth/logout"),
        ("GET", "/users/profile"),
        ("PUT", "/users/profile"),
    ],
)
def test_paths_of_the_gateway_tutorial_are_routed_to_user_service(
    echo: EchoShop, method: str, path: str
) -> None:
    received = echo.ask(path, method, headers={"Authorization": "Bearer x"}).json

    assert (received["service"], received["method"], received["path"]) == (
        "users",
        method,
        path,
    )
    assert received["headers"]["authorization"] == "Bearer x"


@pytest.mark.parametrize(
    "path",
    ["/auth/", "/auth/x", "/auth/login/", "/users", "/users/profile/", "/users/7"],
)
def test_unknown_path_is_routed_to_the_storefront(echo: EchoShop, path: str) -> None:
    assert echo.ask(path, headers={"Accept": "*/*"}).json["service"] == "storefront"


def test_log_in_is_routed_to_user_service(echo: EchoShop) -> None:
    received = echo.ask(
        "/auth", "POST", headers={"Content-Type": JSON}, body=b"{}"
    ).json

    assert (received["service"], received["path"], received["body"]) == (
        "users",
        "/auth",
        "{}",
    )


def test_cookie_of_the_tutorial_reaches_product_service(echo: EchoShop) -> None:
    headers = {"Cookie": "session=x; token=the-token"}

    received = echo.ask("/products", headers=headers).json

    assert received["headers"]["cookie"] == headers["Cookie"]


@pytest.mark.parametrize(
    "kind", [JSON, f"{JSON}; charset=utf-8", "Application/JSON", "application/x+json"]
)
def test_registration_in_json_is_routed_to_user_service(
    echo: EchoShop, kind: str
) -> None:
    answer = echo.ask("/register", "POST", headers={"Content-Type": kind}, body=b"{}")

    assert (answer.json["service"], answer.json["body"]) == ("users", "{}")


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": FORM},
        {"Content-Type": "multipart/form-data; boundary=application/json"},
        {"Content-Type": "text/plain; application/json"},
        {"Content-Type": "application/jsonp"},
        {"Content-Type": JSON, "Sec-Fetch-Site": "cross-site"},
        {},
    ],
)
def test_any_other_registration_is_routed_to_the_storefront(
    echo: EchoShop, headers: dict[str, str]
) -> None:
    answer = echo.ask("/register", "POST", headers=headers, body=b"a=b")

    assert (answer.json["service"], answer.json["body"]) == ("storefront", "a=b")


def test_page_of_registration_is_routed_to_the_storefront(echo: EchoShop) -> None:
    received = echo.ask("/register", headers={"Content-Type": JSON}).json

    assert received["service"] == "storefront"


def test_page_of_registration_is_not_compressed_for_another_site(
    echo: EchoShop,
) -> None:
    headers = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "cross-site"}

    assert echo.ask("/register?large", headers=headers).all("Content-Encoding") == []
