"""Who calls whom in a running shop: each link of the architecture can be cut alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from tools.applications import CALLS


@dataclass(frozen=True, order=True)
class Link:
    """Calls of one application, or of the shoppers, to another application."""

    caller: str
    callee: str

    def __str__(self) -> str:
        return f"{self.caller}>{self.callee}"


SHOPPERS = "shoppers"

SHOPPERS_TO_ORDERS = Link(SHOPPERS, "order-service")
ORDERS_TO_PRODUCTS = Link("order-service", "product-service")
ORDERS_TO_PAYMENTS = Link("order-service", "payment-sandbox")
ORDERS_TO_USERS = Link("order-service", "user-service")
PRODUCTS_TO_USERS = Link("product-service", "user-service")

# All calls between the applications, and those of shoppers without a storefront.
LINKS = (
    SHOPPERS_TO_ORDERS,
    *(Link(caller.folder, callee.folder) for caller, callee in CALLS),
)


def detours(addresses: Mapping[Link, str]) -> str:
    """Write for the launcher which applications are to take a longer way to others."""
    return " ".join(
        f"{link}={address}"
        for link, address in addresses.items()
        if link.caller != SHOPPERS
    )
