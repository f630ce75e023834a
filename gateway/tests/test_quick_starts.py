"""The quick starts of tutorials lead through the same door: decision 0017."""

import pytest

from .conftest import Town

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
def test_program_is_led_to_the_products(
    town: Town, method: str, path: str, accept: str
) -> None:
    told = town.ask(path, method, headers=accepting(accept)).json

    assert (told["service"], told["method"], told["path"]) == ("products", method, path)


@pytest.mark.parametrize("path", ["/products", "/products/7"])
def test_browser_is_led_to_the_storefront(town: Town, path: str) -> None:
    told = town.ask(path, headers={"Accept": BROWSER}).json

    assert (told["service"], told["path"]) == ("storefront", path)


@pytest.mark.parametrize("path", ["/products/", "/products/7/x", "/products/basil"])
def test_nothing_else_is_taken_from_the_storefront(town: Town, path: str) -> None:
    assert town.ask(path, headers={"Accept": "*/*"}).json["service"] == "storefront"


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
def test_accounts_have_the_paths_of_the_gateway_tutorial(
    town: Town, method: str, path: str
) -> None:
    told = town.ask(path, method, headers={"Authorization": "Bearer x"}).json

    assert (told["service"], told["method"], told["path"]) == ("users", method, path)
    assert told["headers"]["authorization"] == "Bearer x"


@pytest.mark.parametrize(
    "path",
    ["/auth/", "/auth/x", "/auth/login/", "/users", "/users/profile/", "/users/7"],
)
def test_unknown_path_is_left_to_the_storefront(town: Town, path: str) -> None:
    assert town.ask(path, headers={"Accept": "*/*"}).json["service"] == "storefront"


def test_log_in_is_for_the_accounts(town: Town) -> None:
    told = town.ask("/auth", "POST", headers={"Content-Type": JSON}, body=b"{}").json

    assert (told["service"], told["path"], told["body"]) == ("users", "/auth", "{}")


def test_cookie_of_the_tutorial_reaches_the_products(town: Town) -> None:
    headers = {"Cookie": "session=x; token=the-token"}

    told = town.ask("/products", headers=headers).json

    assert told["headers"]["cookie"] == headers["Cookie"]


@pytest.mark.parametrize(
    "kind", [JSON, f"{JSON}; charset=utf-8", "Application/JSON", "application/x+json"]
)
def test_registration_in_json_is_for_the_accounts(town: Town, kind: str) -> None:
    told = town.ask("/register", "POST", headers={"Content-Type": kind}, body=b"{}")

    assert (told.json["service"], told.json["body"]) == ("users", "{}")


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
def test_any_other_registration_is_for_the_storefront(
    town: Town, headers: dict[str, str]
) -> None:
    told = town.ask("/register", "POST", headers=headers, body=b"a=b")

    assert (told.json["service"], told.json["body"]) == ("storefront", "a=b")


def test_page_of_registration_is_one_of_the_storefront(town: Town) -> None:
    told = town.ask("/register", headers={"Content-Type": JSON}).json

    assert told["service"] == "storefront"


def test_page_of_registration_is_not_packed_for_another_site(town: Town) -> None:
    headers = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "cross-site"}

    assert town.ask("/register?large", headers=headers).all("Content-Encoding") == []
