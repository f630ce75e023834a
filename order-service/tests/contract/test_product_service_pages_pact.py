"""As many products as a page holds, and what two baskets together ask for beyond it."""

import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import exactly
from order_service.clients.product_service import Product, ProductServiceClient
from service_kit import clock
from service_kit.http_client import Connection, Reply
from service_kit.service_token_cache import IssuedToken, ServiceToken

from .product_service_messages import PRICE

DILL = Product(101, "Dill", "dill", PRICE, 10, True)


class InTurn(Connection):
    """One provider that several interactions play, one call after the other."""

    def __init__(self, *urls: str) -> None:
        super().__init__("order-service", "product-service", urls[0])
        self._left = list(urls)

    def get(self, path: str, **asked: object) -> Reply:
        self.base_url = self._left.pop(0)
        return super().get(path, **asked)


@pytest.fixture
def page(agree):
    interaction = agree("order-service", "product-service")
    return interaction.given("as many products are for sale as are told at once")


@pytest.fixture
def rest(agree):
    interaction = agree("order-service", "product-service")
    return interaction.given("a product is for sale", product_id=101, name="Dill")


def basil(number: int) -> Product:
    """One of a hundred, whose names are counted from nought."""
    place = number - 1
    return Product(number, f"Basil {place}", f"basil-{place}", PRICE, 10, True)


def wish(
    interaction: ExpectedInteraction, description: str, *products: Product
) -> None:
    """Ask for these products, and for all that is read of each, word for word."""
    query = {"id": [str(product.id) for product in products]}
    interaction.upon_receiving(description)
    interaction.with_request("GET", "/api/products", query=query)
    listed = [
        {
            "id": product.id,
            "name": product.name,
            "slug": product.slug,
            "price": product.price.amount,
            "currency": product.price.currency,
            "quantity": product.available,
            "is_active": product.is_active,
        }
        for product in products
    ]
    interaction.will_respond_with(200, {"results": exactly(listed)})


def product_service(*urls: str) -> ProductServiceClient:
    unneeded = ServiceToken(lambda: IssuedToken("no-token", clock.now()))
    return ProductServiceClient(InTurn(*urls), unneeded)


def test_what_a_page_has_no_room_for_is_asked_for_after_it(page, rest):
    hundred = {number: basil(number) for number in range(1, 101)}
    wish(page, "a page full of products by their ids", *hundred.values())
    wish(rest, "what a page had no room for", DILL)

    with page.serve() as first, rest.serve() as second:
        found = product_service(first, second).products([101, *hundred])

    assert found == hundred | {101: DILL}
