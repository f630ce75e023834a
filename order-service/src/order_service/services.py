"""The services that order-service depends on, in one place, for tests to fake."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, cast

from flask import current_app

from order_service.clients.payment import PaymentProvider, PaymentSandboxClient
from order_service.clients.product_service import (
    Product,
    ProductServiceClient,
    Reservation,
)
from order_service.clients.user_service import UserServiceClient
from order_service.config import Settings
from service_kit.http import Connection
from service_kit.service_token import ServiceToken
from service_kit.tokens import TokenSource

NAME = "order-service"


class Shelf(Protocol):
    """What checkout asks of product-service; see `ProductServiceClient`."""

    def products(self, product_ids: Iterable[int]) -> dict[int, Product]:
        """Fetch products by id."""

    def reserve(self, order_id: str, quantities: Mapping[int, int]) -> Reservation:
        """Hold quantities for an order."""

    def commit(self, order_id: str) -> None:
        """Take what is held off the shelf."""

    def release(self, order_id: str) -> None:
        """Put what is held back."""


class Accounts(TokenSource, Protocol):
    """What order-service asks of user-service; see `UserServiceClient`."""

    def is_administrator(self, token: str) -> bool:
        """Ask whether the holder of a token is an administrator now."""


@dataclass(frozen=True)
class Services:
    """The other applications, as this one sees them."""

    users: Accounts
    products: Shelf
    payments: PaymentProvider


def connect_services(settings: Settings) -> Services:
    """Make the real clients of the services that the settings name."""
    users = UserServiceClient(
        Connection(NAME, "user-service", settings.user_service_url),
        settings.service_secret.get_secret_value(),
    )
    products = ProductServiceClient(
        Connection(NAME, "product-service", settings.product_service_url),
        ServiceToken(users.service_token),
    )
    payments = PaymentSandboxClient(
        Connection(NAME, "payment-sandbox", settings.payment_url),
        settings.payment_secret.get_secret_value(),
    )
    return Services(users, products, payments)


def services() -> Services:
    """Return the services of the running application."""
    return cast(Services, current_app.extensions["services"])


def settings() -> Settings:
    """Return the settings of the running application."""
    return cast(Settings, current_app.extensions["settings"])
