"""What order-service expects of product-service, and how it asks."""

from datetime import timedelta

import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import (
    exactly,
    from_state,
)
from order_service.clients.product_service import (
    ProductServiceClient,
)
from service_kit import clock
from service_kit.http_client import Connection
from service_kit.money import Money
from service_kit.service_token_cache import IssuedToken, ServiceToken

ORDER, LIST = "/api/reservations/order-1", "/api/reservations"
TOKEN = "the-token"  # noqa: S105 - a word for the contract, nobody signed it
ITSELF = {"Authorization": from_state("Bearer ${token}", example=f"Bearer {TOKEN}")}
PROBLEM = {"Content-Type": "application/problem+json"}
PRICE = Money(240, "EUR")
GONE = pytest.mark.parametrize(
    "state",
    ["what was held for an order was put back", "the hold of an order has run out"],
)


def replaceable_token() -> ServiceToken:
    """Make a token that is another one once it has been refused."""
    tomorrow = clock.now() + timedelta(days=1)
    issued = [IssuedToken("a-fresh-token", tomorrow), IssuedToken(TOKEN, tomorrow)]
    return ServiceToken(issued.pop)


def product_service(
    url: str, pass_token: ServiceToken | None = None
) -> ProductServiceClient:
    connection = Connection("order-service", "product-service", url)
    return ProductServiceClient(connection, pass_token or replaceable_token())


def wish_reservation(
    interaction: ExpectedInteraction, description: str, *quantities: int
) -> None:
    lines = [
        {"product_id": product_id, "quantity": quantity}
        for product_id, quantity in enumerate(quantities, 1)
    ]
    wanted = {"lines": lines, "holder": "magpie"}
    interaction.upon_receiving(description)
    interaction.with_request("PUT", ORDER, headers=ITSELF, json=wanted)


def held(total: str) -> dict[str, object]:
    line = {"product_id": exactly(1), "unit_price": exactly("2.40")}
    members = {"currency": exactly("EUR"), "total": exactly(total), "lines": [line]}
    return {"result": members}


def problem_of(name: str, *short: tuple[int, int]) -> dict[str, object]:
    lines = [
        {"product_id": exactly(product_id), "available": exactly(available)}
        for product_id, available in short
    ]
    return {"type": exactly(f"urn:problem-type:{name}"), "short": lines}
