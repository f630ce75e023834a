"""An order-service with an empty database, and shoppers who use it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr
from werkzeug.test import TestResponse

from order_service import create_app
from order_service.config import Settings
from order_service.database import db
from order_service.service_clients import ServiceClients

from .fakes import FakeBank, FakeProductService, FakeUserService

BASIL, TEAPOT, LAST_POPPY = 1, 2, 3
HOME = {
    "name": "Ada Lovelace",
    "line1": "12 St James Square",
    "postcode": "SW1Y 4JH",
    "city": "London",
    "country": "GB",
}


@pytest.fixture(scope="session", autouse=True)
def unhurried() -> Iterator[None]:
    """Drive every order to its end before the response, however busy the machine is."""
    with pytest.MonkeyPatch.context() as patched:
        for name in ("order_service.orders", "order_service.routes.checkout"):
            # By its name alone, `routes.checkout` would be the blueprint of that name.
            patched.setattr(import_module(name), "INLINE_SECONDS", 60.0)
        yield


@dataclass
class Shopper:
    """Somebody with a token; each method is a deed at the API."""

    client: FlaskClient
    token: str

    def get(self, path: str, **query: Any) -> TestResponse:
        return self.client.get(path, query_string=query, headers=self._headers())

    def post(self, path: str, body: object = None, **headers: str) -> TestResponse:
        return self.client.post(path, json=body, headers=self._headers(**headers))

    def add(self, product_id: int, qty: int = 1) -> TestResponse:
        return self.post("/api/order/add-item", {"product_id": product_id, "qty": qty})

    def cart(self) -> dict[str, Any]:
        return self.get("/api/order").json["result"]

    def check_out(self, key: str = "key-0001", **changes: object) -> TestResponse:
        cart = self.cart()
        body = {
            "cart_version": cart["version"],
            "expected_total": cart["total"],
            "method": "tok_ok",
            "delivery": "standard",
            "address": HOME,
        } | changes
        return self.post("/api/order/checkout", body, **{"Idempotency-Key": key})

    def _headers(self, **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", **more}


@pytest.fixture
def users() -> FakeUserService:
    return FakeUserService()


@pytest.fixture
def product_service() -> FakeProductService:
    product_service = FakeProductService()
    product_service.put(BASIL, "Basil", "2.40")
    product_service.put(TEAPOT, "Teapot", "12.00")
    product_service.put(LAST_POPPY, "Last Poppy", "3.10", available=1)
    return product_service


@pytest.fixture
def bank() -> FakeBank:
    return FakeBank()


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """Name a file; `nox -s databases` names a server's database, and empties it."""
    return os.environ.get("TEST_DATABASE_URL", f"sqlite:///{tmp_path}/orders.db")


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(
        environment="test",
        log_level="ERROR",
        database_url=database_url,
        user_service_url="http://fake-this-call.invalid",
        product_service_url="http://fake-this-call.invalid",
        payment_url="http://fake-this-call.invalid",
        payment_secret=SecretStr("a-payment-secret-that-only-tests-know-1"),
        service_secret=SecretStr("a-service-secret-that-only-tests-know-2"),
        course_checkout_method="tok_ok",
    )


@pytest.fixture
def app(
    settings: Settings,
    users: FakeUserService,
    product_service: FakeProductService,
    bank: FakeBank,
) -> Iterator[Flask]:
    app = create_app(settings, ServiceClients(users, product_service, bank))
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def sign_in(app: Flask, users: FakeUserService) -> Callable[..., Shopper]:
    def sign_in(user_id: int, *, admin: bool = False) -> Shopper:
        return Shopper(app.test_client(), users.sign_in(user_id, admin=admin))

    return sign_in


@pytest.fixture
def ada(sign_in: Callable[..., Shopper]) -> Shopper:
    return sign_in(1)


@pytest.fixture
def bob(sign_in: Callable[..., Shopper]) -> Shopper:
    return sign_in(2)


@pytest.fixture
def keeper(sign_in: Callable[..., Shopper]) -> Shopper:
    return sign_in(9, admin=True)
