"""A gateway in front of echo services, and one in front of a whole shop."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from tools.free_ports import free_port
from tools.gateway import SERVICES, Gateway, running_gateway
from tools.shop import RunningShop, running_shop

from .fakes import Service, open_service
from .raw_http import Answer, ask

# Limits that a test reaches quickly, and one trusted proxy.
SETTINGS = {"LOG_LEVEL": "INFO", "TRUSTED_PROXIES": "1", "WEB_THREADS": "8"}


@dataclass
class EchoShop:
    """A gateway, and the echo services behind it."""

    gateway: Gateway
    services: dict[str, Service]

    def ask(self, path: str, method: str = "GET", **request: Any) -> Answer:
        return ask(self.gateway.port, path, method, **request)

    def received(self) -> list[dict[str, Any]]:
        """Return the requests that any service received, and clear them."""
        services = self.services.values()
        requests = [request for service in services for request in service.received]
        for service in services:
            service.received.clear()
        return requests


@pytest.fixture(scope="session")
def running_echo() -> Iterator[EchoShop]:
    with ExitStack() as held:
        services = {name: held.enter_context(open_service(name)) for name in SERVICES}
        addresses = {name: service.url for name, service in services.items()}
        yield EchoShop(held.enter_context(running_gateway(addresses)), services)


@pytest.fixture
def echo(running_echo: EchoShop) -> EchoShop:
    running_echo.received()
    return running_echo


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
def gateway(shop: RunningShop, front_port: int) -> Iterator[Gateway]:
    with running_gateway(addresses_of(shop), port=front_port) as gateway:
        yield gateway
