"""The quick start of the catalogue tutorial, as people type it: decision 0017."""

import pytest
from flask.testing import FlaskClient

from .conftest import MakeProduct, Visit
from .fakes import FakeUserService

ADA = 7


@pytest.fixture(autouse=True)
def shelves(make_product: MakeProduct) -> None:
    members = {"brand": "Furrow", "description": "Holds four cups."}
    make_product("Teapot", "12.50", **members)
    make_product("Cup")
    make_product("Samovar", is_active=False)


def names(client: FlaskClient) -> list[str]:
    return [product["name"] for product in client.get("/products").json["data"]]


def test_catalogue_is_open_to_everybody(client: FlaskClient) -> None:
    answer = client.get("/products")

    assert answer.status_code == 200
    teapot, cup = answer.json["data"]
    assert teapot == {
        "id": 1,
        "title": "Teapot",
        "name": "Teapot",
        "brand": "Furrow",
        "price": 12.5,
        "description": "Holds four cups.",
    }
    assert (cup["title"], cup["brand"], cup["description"]) == ("Cup", None, "")


@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/html", "image/*"])
def test_catalogue_is_json_whatever_is_asked_for(
    client: FlaskClient, accept: str
) -> None:
    answer = client.get("/products", headers={"Accept": accept})

    assert answer.content_type == "application/json"


def test_token_comes_in_the_header_or_as_a_cookie(
    client: FlaskClient, visit: Visit, user_service: FakeUserService
) -> None:
    token = user_service.sign_in(ADA)
    client.set_cookie("token", token, path="/products")

    assert names(client) == names(visit(token)) == ["Teapot", "Cup"]


@pytest.mark.parametrize("place", ["header", "cookie"])
def test_ended_token_is_refused_wherever_it_comes(
    client: FlaskClient, visit: Visit, user_service: FakeUserService, place: str
) -> None:
    token = user_service.sign_in(ADA)
    user_service.end_sign_in(ADA)
    guest = visit(token) if place == "header" else client
    guest.set_cookie("token", token if place == "cookie" else "", path="/products")

    answer = guest.get("/products")

    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert answer.json["error"] == answer.json["message"] == "Not logged in"


@pytest.mark.parametrize("token", ["", "x", "a.b.c"])
def test_cookie_that_is_no_token_is_refused(client: FlaskClient, token: str) -> None:
    client.set_cookie("token", token, path="/products")

    assert client.get("/products").status_code == 401


def test_header_counts_before_the_cookie(
    client: FlaskClient, visit: Visit, user_service: FakeUserService
) -> None:
    client.set_cookie("token", user_service.sign_in(ADA), path="/products")

    answer = client.get("/products", headers={"Authorization": "Bearer x"})

    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/products"), ("PUT", "/products/1"), ("DELETE", "/products/1")],
)
def test_cookie_changes_nothing(
    client: FlaskClient, user_service: FakeUserService, method: str, path: str
) -> None:
    client.set_cookie("token", user_service.sign_in(ADA, is_admin=True), path="/")

    answer = client.open(path, method=method, json={"name": "Pot", "price": 1})

    assert answer.status_code == 401
    assert names(client) == ["Teapot", "Cup"]


def test_strangers_look_while_no_token_can_be_checked(
    client: FlaskClient, user_service: FakeUserService
) -> None:
    token = user_service.sign_in(ADA)
    user_service.is_away = True

    assert names(client) == ["Teapot", "Cup"]

    client.set_cookie("token", token, path="/products")
    assert client.get("/products").status_code == 503
