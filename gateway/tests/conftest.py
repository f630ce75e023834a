"""A gateway before services that tell what they heard, and one before a whole shop."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from tools.gateway import SERVICES, Gateway, running_gateway
from tools.ports import free_port
from tools.shop import RunningShop, running_shop

from .asking import Answer, ask
from .fakes import Service, open_service

# Limits that a test meets in a moment, and proxies that are believed.
SETTINGS = {"LOG_LEVEL": "INFO", "TRUSTED_PROXIES": "1", "WEB_THREADS": "8"}


@dataclass
class Town:
    """Services behind a door, and people who ask there."""

    gateway: Gateway
    services: dict[str, Service]

    def ask(self, path: str, method: str = "GET", **request: Any) -> Answer:
        return ask(self.gateway.port, path, method, **request)

    def heard(self) -> list[dict[str, Any]]:
        """Return what any of the services received, and forget it."""
        told = [words for service in self.services.values() for words in service.heard]
        for service in self.services.values():
            service.heard.clear()
        return told


@pytest.fixture(scope="session")
def open_town() -> Iterator[Town]:
    with ExitStack() as held:
        services = {name: held.enter_context(open_service(name)) for name in SERVICES}
        addresses = {name: service.url for name, service in services.items()}
        yield Town(held.enter_context(running_gateway(addresses)), services)


@pytest.fixture
def town(open_town: Town) -> Town:
    open_town.heard()
    return open_town


def addresses_of(shop: RunningShop) -> dict[str, str]:
    folders = {
        "storefront": "frontend",
        "users": "user-service",
        "products": "product-service",
        "orders": "order-service",
        "sandbox": "payment-sandbox",
    }
    return {name: shop.services[folder] for name, folder in folders.items()}


@pytest.fixture(scope="session")
def front_port() -> int:
    return free_port()


@pytest.fixture(scope="session")
def shop(front_port: int) -> Iterator[RunningShop]:
    public = {"PUBLIC_URL": f"http://127.0.0.1:{front_port}"}
    with running_shop(SETTINGS | public) as shop:
        yield shop


@pytest.fixture(scope="module")
def door(shop: RunningShop, front_port: int) -> Iterator[Gateway]:
    with running_gateway(addresses_of(shop), port=front_port) as gateway:
        yield gateway
