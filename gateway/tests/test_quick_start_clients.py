"""The frozen tutorial clients work through the gateway, and at each service."""

import secrets
import threading
import time

import catalogue_client
import crud_client
import gateway_client
import pytest
import requests

from testing.driver.example_accounts import PASSWORD
from tools.gateway import Gateway
from tools.shop import RunningShop

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
def token(gateway: Gateway, shop: RunningShop) -> str:
    """Sign the administrator in."""
    form = {"username": shop.administrator, "password": shop.password}
    answer = requests.post(f"{gateway.url}/api/user/login", json=form, timeout=5)
    return str(answer.json()["token"])


@pytest.fixture(params=["gateway", "services"])
def products(
    request: pytest.FixtureRequest, gateway: Gateway, shop: RunningShop
) -> str:
    return (
        gateway.url if request.param == "gateway" else shop.services["product-service"]
    )


@pytest.fixture(params=["gateway", "services"])
def users(request: pytest.FixtureRequest, gateway: Gateway, shop: RunningShop) -> str:
    return gateway.url if request.param == "gateway" else shop.services["user-service"]


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


def test_catalogue_tutorial_gets_its_errors(users: str) -> None:
    client = catalogue_client.Client(users)

    with pytest.raises(catalogue_client.Refused, match="^415 Unsupported Media Type$"):
        client.authenticate_by_form("ada", PASSWORD)
    with pytest.raises(
        catalogue_client.Refused, match="^401 Invalid username or password$"
    ):
        client.authenticate(f"nobody-{secrets.token_hex(4)}", "wrong")


def test_cookie_is_refused_once_its_sign_in_has_ended(
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
    """Retry until product-service refuses the ended token, within a few seconds."""
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while True:
        try:
            client.products()
        except catalogue_client.Refused as refused:
            return str(refused)
        assert time.monotonic() < deadline, "the ended token is still good"
        pause.wait(0.2)


def test_gateway_tutorial_signs_in_and_out(users: str, account: dict[str, str]) -> None:
    client = gateway_client.Client(users)
    log_in = {name: account[name] for name in ("email", "password")}

    welcome = client.register(**account)
    user_id = client.login(**log_in)
    validity = client.validate()
    updated = client.update_profile(bio="Clay.")
    owner, profile = client.profile()
    goodbye = client.logout()

    assert welcome == "User registered successfully"
    assert (validity, owner) == ((True, user_id), user_id)
    assert updated == "Profile updated successfully"
    assert profile == {"bio": "Clay.", "avatar": "", "preferences": {}}
    assert goodbye == "Logged out successfully"
    with pytest.raises(gateway_client.Refused, match="^401 Invalid token!$"):
        client.validate()
    with pytest.raises(gateway_client.Refused, match="^401 Token is missing!$"):
        gateway_client.Client(users).profile()


def test_sample_of_the_gateway_tutorial_is_refused_clearly(users: str) -> None:
    sample = {"username": "testuser", "email": "test@example.com"}

    with pytest.raises(gateway_client.Refused, match="^422 .*at least 8 characters"):
        gateway_client.Client(users).register(**sample, password="secret")


def test_gateway_tutorial_reads_the_health_of_all(
    gateway: Gateway, shop: RunningShop
) -> None:
    for address in (gateway.url, shop.services["frontend"]):
        status, services = gateway_client.Client(address).health()

        assert status == "healthy"
        assert services["auth_service"] is services["user_service"] is True


@pytest.mark.parametrize("path", ["/payments", "/api/payments", "/auth/x", "/x/y"])
def test_unknown_service_is_a_404(gateway: Gateway, path: str) -> None:
    answer = requests.get(f"{gateway.url}{path}", timeout=5)

    assert (answer.status_code, answer.json()["error"]) == (404, "Service not found")


@pytest.mark.parametrize("path", ["/payments", "/products", "/auth/x"])
def test_browser_gets_the_page_of_the_storefront(gateway: Gateway, path: str) -> None:
    answer = requests.get(
        f"{gateway.url}{path}",
        headers={"Accept": "text/html,*/*;q=0.8"},
        timeout=5,
    )

    assert answer.status_code == 404
    assert "We cannot find that page" in answer.text
