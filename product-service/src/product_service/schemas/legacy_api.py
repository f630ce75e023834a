"""Products in the words of the tutorials whose quick starts are kept: decision 0017.

Their clients read the price as a number; everybody else reads it as text.
"""

from collections.abc import Sequence

from pydantic import BaseModel

from product_service.models import Product
from service_kit.problems import Document


class LegacyMessage(BaseModel):
    """What was done."""

    message: str


class CountedProduct(BaseModel):
    """All that the CRUD tutorial knows of a product."""

    id: int
    name: str
    price: float
    quantity: int


class DescribedProduct(BaseModel):
    """All that the catalogue tutorial knows of a product; its title is its name."""

    id: int
    title: str
    name: str
    brand: str | None
    price: float
    description: str


class LegacyProducts(BaseModel):
    """The first hundred products for sale, as one tutorial and another reads them."""

    data: list[DescribedProduct]
    products: list[CountedProduct]


class CountedProductStored(LegacyMessage):
    """What was done, and the product as it is now."""

    product: CountedProduct


def counted_document(product: Product) -> Document:
    """Write a product as the CRUD tutorial reads it."""
    return {
        "id": product.id,
        "name": product.name,
        "price": _number(product),
        "quantity": product.available,
    }


def products_document(products: Sequence[Product]) -> Document:
    """Write products for all tutorials at once."""
    return {
        "data": [_described_document(product) for product in products],
        "products": [counted_document(product) for product in products],
    }


def stored_document(message: str, product: Product) -> Document:
    """Confirm what was done to a product, in the words of the quick start."""
    return {"message": message, "product": counted_document(product)}


def _described_document(product: Product) -> Document:
    return {
        "id": product.id,
        "title": product.name,
        "name": product.name,
        "brand": product.brand,
        "price": _number(product),
        "description": product.description,
    }


def _number(product: Product) -> float:
    # Division of whole numbers gives the nearest float, which JSON writes with the
    # cents it came from: no amount here has more digits than a float keeps.
    return product.price / 100
