"""The clients of the services that order-service calls, in one place to fake them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar, cast

from flask import current_app

from order_service.clients.payment import PaymentProvider, PaymentSandboxClient
from order_service.clients.product_service import (
    Product,
    ProductServiceClient,
    Reservation,
    ReservedPrices,
)
from order_service.clients.stripe import StripeClient
from order_service.clients.user_service import UserServiceClient
from order_service.config import Settings
from service_kit.http_client import Connection
from service_kit.service_token_cache import ServiceToken
from service_kit.tokens import TokenSource

NAME = "order-service"
# A card network is asked over the sea; an answer that takes longer counts as lost.
_FAR_AWAY_SECONDS = 2.0
T = TypeVar("T")


class ProductService(Protocol):
    """What checkout asks of product-service; see `ProductServiceClient`."""

    def products(self, product_ids: Iterable[int]) -> dict[int, Product]:
        """Fetch products by id."""

    def reserve(
        self, order_id: str, quantities: Mapping[int, int], holder: str
    ) -> ReservedPrices:
        """Reserve quantities for an order of a shopper."""

    def commit(self, order_id: str) -> None:
        """Commit a reservation, which sells its stock."""

    def release(self, order_id: str) -> None:
        """Release a reservation."""

    def reservations(self) -> Iterator[Reservation]:
        """Go through all reservations."""


class UserService(TokenSource, Protocol):
    """What order-service asks of user-service; see `UserServiceClient`."""

    def is_administrator(self, token: str) -> bool:
        """Ask whether the holder of a token is an administrator now."""


@dataclass(frozen=True)
class ServiceClients:
    """One client for each application that order-service calls."""

    users: UserService
    products: ProductService
    payments: PaymentProvider


def connect_services(settings: Settings) -> ServiceClients:
    """Make the real clients of the services that the settings name."""
    users = UserServiceClient(
        _connected("user-service", settings.user_service_url, settings),
        settings.service_secret.get_secret_value(),
    )
    products = ProductServiceClient(
        _connected("product-service", settings.product_service_url, settings),
        ServiceToken(users.service_token),
    )
    return ServiceClients(users, products, _payment_provider(settings))


def _payment_provider(settings: Settings) -> PaymentProvider:
    if settings.payment_provider == "stripe":
        stripe = Connection(
            NAME, "stripe", settings.stripe_api_url, connect=1.0, read=_FAR_AWAY_SECONDS
        )
        key = _required(settings.stripe_secret_key).get_secret_value()
        way_back = f"{settings.public_url.rstrip('/')}/orders"
        return StripeClient(stripe, key, settings.currency, way_back)
    return PaymentSandboxClient(
        _connected("payment-sandbox", _required(settings.payment_url), settings),
        _required(settings.payment_secret).get_secret_value(),
    )


def _connected(provider: str, address: str, settings: Settings) -> Connection:
    return Connection(NAME, provider, address, read=settings.read_timeout)


def _required(value: T | None) -> T:
    """Return a setting that the chosen provider needs; the settings have checked it."""
    if value is None:
        raise TypeError("the settings of the payment provider are incomplete")
    return value


def services() -> ServiceClients:
    """Return the services of the running application."""
    return cast(ServiceClients, current_app.extensions["services"])
