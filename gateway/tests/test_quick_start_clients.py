"""The frozen clients of the tutorials work through the door, and at each service."""

import secrets

import crud_client
import pytest
import requests

from tools.gateway import Gateway
from tools.shop import RunningShop

from .test_whole_shop import PASSWORD


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
