"""The public course's own client: form bodies, a Basic key, its paths and envelopes."""

from collections.abc import Mapping
from typing import Any

import pytest
import requests

from e2e.shopping import PASSWORD, new_name
from tools.shop import RunningShop

pytestmark = pytest.mark.local


class CourseClient:
    """Calls as the frontend of the course makes them."""

    def __init__(self, services: Mapping[str, str]) -> None:
        self.users = services["user-service"]
        self.products = services["product-service"]
        self.orders = services["order-service"]
        self.key = ""

    def create(self, name: str) -> requests.Response:
        form = {"username": name, "email": f"{name}@example.org", "password": PASSWORD}
        form |= {"first_name": "Ada", "last_name": "Lovelace"}
        return requests.post(f"{self.users}/api/user/create", data=form, timeout=5)

    def log_in(self, name: str) -> dict[str, Any]:
        form = {"username": name, "password": PASSWORD}
        answer = requests.post(f"{self.users}/api/user/login", data=form, timeout=5)
        self.key = answer.json().get("api_key", "")
        return answer.json()

    def get(self, address: str) -> requests.Response:
        return requests.get(address, headers=self._basic(), timeout=5)

    def post(
        self, address: str, form: dict[str, Any] | None = None
    ) -> requests.Response:
        return requests.post(address, data=form, headers=self._basic(), timeout=5)

    def _basic(self) -> dict[str, str]:
        return {"Authorization": f"Basic {self.key}"}


@pytest.fixture
def client(shop: RunningShop) -> CourseClient:
    return CourseClient(shop.services)


def test_course_client_registers_and_knows_itself(client: CourseClient) -> None:
    name = new_name()

    created = client.create(name)
    logged_in = client.log_in(name)

    assert (created.status_code, created.json()["message"]) == (201, "User added")
    assert logged_in["message"] == "Logged in"
    assert client.get(f"{client.users}/api/user").json()["result"]["username"] == name
    assert client.get(f"{client.users}/api/user/{name}/exists").status_code == 200
    assert client.get(f"{client.users}/api/user/no-such/exists").status_code == 404


def test_course_client_browses_and_buys(client: CourseClient) -> None:
    name = new_name()
    client.create(name)
    client.log_in(name)

    products = client.get(f"{client.products}/api/products").json()["results"]
    slug = products[0]["slug"]
    product = client.get(f"{client.products}/api/product/{slug}").json()["result"]
    empty = client.get(f"{client.orders}/api/order").json()
    client.post(
        f"{client.orders}/api/order/add-item", {"product_id": product["id"], "qty": 1}
    )
    order = client.get(f"{client.orders}/api/order").json()["result"]
    bought = client.post(f"{client.orders}/api/order/checkout")

    assert empty["message"] == "No order found"
    assert order["items"][0]["product"] == product["id"]
    assert bought.status_code == 201
    assert bought.json()["result"]["is_open"] is False


def test_log_out_really_ends_the_key(client: CourseClient) -> None:
    name = new_name()
    client.create(name)
    client.log_in(name)

    said = client.post(f"{client.users}/api/user/logout").json()

    assert said["message"] == "You are logged out"
    assert client.get(f"{client.users}/api/user").status_code == 401
    assert client.get(f"{client.users}/api/user").json()["message"] == "Not logged in"
