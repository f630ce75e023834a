"""The clients of the three services, as one thing that a test can replace."""

from dataclasses import dataclass

from flask import current_app

from service_kit.http_client import Connection
from storefront.clients import order_service, product_service, user_service
from storefront.clients.order_service import OrderServiceClient
from storefront.clients.product_service import ProductServiceClient
from storefront.clients.user_service import UserServiceClient
from storefront.config import Settings
from storefront.consensus_clock import ConsensusClock, Peer

_CONSUMER = "frontend"


@dataclass(frozen=True)
class Services:
    """One client for each service."""

    users: UserServiceClient
    products: ProductServiceClient
    orders: OrderServiceClient

    def all(self) -> tuple[Peer, ...]:
        """List them all, as clocks to compare with."""
        return self.users, self.products, self.orders


def connect(settings: Settings) -> Services:
    """Connect to the services that the environment names."""

    def connected(provider: str, address: str) -> Connection:
        return Connection(_CONSUMER, provider, address, read=settings.read_timeout)

    return Services(
        users=UserServiceClient(
            connected(user_service.NAME, settings.user_service_url),
            settings.service_secret,
        ),
        products=ProductServiceClient(
            connected(product_service.NAME, settings.product_service_url)
        ),
        orders=OrderServiceClient(
            connected(order_service.NAME, settings.order_service_url)
        ),
    )


def consensus_clock() -> ConsensusClock:
    """Return the clock of the current application."""
    found: ConsensusClock = current_app.extensions["consensus_clock"]
    return found


def services() -> Services:
    """Return the clients of the current application."""
    found: Services = current_app.extensions["services"]
    return found
