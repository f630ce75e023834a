"""What a cart costs at this moment; the same arithmetic for guests and for orders."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from order_service.clients.product_service import Product
from order_service.config import Delivery, current_settings
from order_service.service_clients import services
from service_kit.money import Money


class LineNotice(StrEnum):
    """What the shopper should know about a line before paying."""

    SOLD_OUT = "sold-out"
    SHORT = "short"
    NOT_FOR_SALE = "not-for-sale"


@dataclass(frozen=True)
class PricedLine:
    """One product of a cart at its present price."""

    product: Product
    quantity: int

    @property
    def total(self) -> Money:
        """What the line costs."""
        return self.product.price * self.quantity

    @property
    def notice(self) -> LineNotice | None:
        """What stands in the way of buying it."""
        if not self.product.is_active:
            return LineNotice.NOT_FOR_SALE
        if self.product.available == 0:
            return LineNotice.SOLD_OUT
        if self.product.available < self.quantity:
            return LineNotice.SHORT
        return None


@dataclass(frozen=True)
class PricedCart:
    """The lines of a cart with all that they cost together, delivery included."""

    lines: tuple[PricedLine, ...]
    delivery_method: Delivery
    delivery: Money
    subtotal: Money

    @property
    def total(self) -> Money:
        """What the shopper pays."""
        return self.subtotal + self.delivery


def price(quantities: Mapping[int, int], delivery: Delivery) -> PricedCart:
    """Price products by id; those that product-service does not know are left out."""
    products = services().products.products(quantities)
    return priced(products, quantities, delivery)


def priced(
    products: Mapping[int, Product], quantities: Mapping[int, int], delivery: Delivery
) -> PricedCart:
    """Price products that are already at hand; nothing costs no delivery."""
    lines = tuple(
        PricedLine(products[product_id], quantity)
        for product_id, quantity in quantities.items()
        if product_id in products
    )
    nothing = Money.zero(current_settings().currency)
    return PricedCart(
        lines,
        delivery,
        current_settings().delivery_price(delivery) if lines else nothing,
        sum((line.total for line in lines), nothing),
    )
