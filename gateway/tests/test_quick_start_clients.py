"""The frozen clients of the tutorials work through the door, and at each service."""

import secrets
import threading
import time

import catalogue_client
import crud_client
import pytest
import requests

from tools.gateway import Gateway
from tools.shop import RunningShop

from .test_whole_shop import PASSWORD

PATIENCE = 20


@pytest.fixture
def account() -> dict[str, str]:
    name = f"ada-{secrets.token_hex(4)}"
    return {
        "username": name,
        "email": f"{name}@furrow.example",
        "password": PASSWORD,
    }


@pytest.fixture
def token(door: Gateway, shop: RunningShop) -> str:
    """Sign the administrator in."""
    form = {"username": shop.administrator, "password": shop.password}
    answer = requests.post(f"{door.url}/api/user/login", json=form, timeout=5)
    return str(answer.json()["token"])


@pytest.fixture(params=["door", "services"])
def products(request: pytest.FixtureRequest, door: Gateway, shop: RunningShop) -> str:
    return door.url if request.param == "door" else shop.services["product-service"]


@pytest.fixture(params=["door", "services"])
def users(request: pytest.FixtureRequest, door: Gateway, shop: RunningShop) -> str:
    return door.url if request.param == "door" else shop.services["user-service"]


def test_crud_tutorial_registers(users: str, account: dict[str, str]) -> None:
    client = crud_client.Client(users)

    message = client.register(**account)

    with pytest.raises(crud_client.Refused, match="^409 This username is taken"):
        client.register(**account)
    with pytest.raises(crud_client.Refused, match="^400 Missing required fields$"):
        client.register(username="ada")
    with pytest.raises(crud_client.Refused, match="^422 .*at least 8 characters"):
        client.register(**account | {"password": "secret"})
    assert message == "User registered successfully"


def test_crud_tutorial_keeps_a_product(products: str, token: str) -> None:
    client = crud_client.Client(products, token)
    teapot = {"name": f"Teapot {secrets.token_hex(4)}", "price": 12.5, "quantity": 3}

    created, product = client.create(**teapot)
    updated, changed = client.update(product["id"], price=13)
    deleted = client.delete(product["id"])

    assert product == {"id": product["id"]} | teapot
    assert changed == product | {"price": 13}
    assert (created, updated, deleted) == (
        "Product created successfully",
        "Product updated successfully",
        "Product deleted successfully",
    )
    with pytest.raises(crud_client.Refused, match="^404 Product not found$"):
        client.product(product["id"])


def test_crud_tutorial_reads_without_an_account(products: str) -> None:
    client = crud_client.Client(products)

    first = client.products()[0]

    assert client.product(first["id"]) == first
    with pytest.raises(crud_client.Refused, match="^401 "):
        client.delete(first["id"])


def test_catalogue_tutorial_reads_with_its_cookie(
    users: str, products: str, account: dict[str, str]
) -> None:
    crud_client.Client(users).register(**account)
    log_in = {name: account[name] for name in ("username", "password")}
    client = catalogue_client.Client(users)

    message = client.authenticate(**log_in)
    client.url = products
    found = client.products()

    assert message == "Authentication successful"
    assert client.session.cookies.get("token", path="/products")
    assert found == catalogue_client.Client(products).products()
    assert found[0]["title"] == found[0]["name"]


def test_catalogue_tutorial_is_told_what_is_wrong(users: str) -> None:
    client = catalogue_client.Client(users)

    with pytest.raises(catalogue_client.Refused, match="^415 Unsupported Media Type$"):
        client.authenticate_by_form("ada", PASSWORD)
    with pytest.raises(
        catalogue_client.Refused, match="^401 Invalid username or password$"
    ):
        client.authenticate(f"nobody-{secrets.token_hex(4)}", "wrong")


def test_cookie_is_dead_once_its_sign_in_has_ended(
    users: str, products: str, account: dict[str, str]
) -> None:
    crud_client.Client(users).register(**account)
    client = catalogue_client.Client(users)
    client.authenticate(account["username"], PASSWORD)
    token = client.session.cookies.get("token", path="/products")
    client.url = products

    log_out = requests.post(
        f"{users}/api/user/logout",
        headers={"Authorization": f"Bearer {token}"},
        timeout=5,
    )

    assert log_out.ok
    assert until_refused(client) == "401 Not logged in"


def until_refused(client: catalogue_client.Client) -> str:
    """Ask until the products have heard of the end, which takes a few seconds."""
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while True:
        try:
            client.products()
        except catalogue_client.Refused as refused:
            return str(refused)
        assert time.monotonic() < deadline, "the ended token is still good"
        pause.wait(0.2)
