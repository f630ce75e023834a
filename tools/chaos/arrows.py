"""Who calls whom: each arrow of the architecture can be cut by itself."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Arrow:
    """Calls of one application, or of the shoppers, to another application."""

    caller: str
    callee: str

    def __str__(self) -> str:
        return f"{self.caller}>{self.callee}"


SHOPPERS = "shoppers"

SHOPPERS_TO_ORDERS = Arrow(SHOPPERS, "order-service")
ORDERS_TO_PRODUCTS = Arrow("order-service", "product-service")
ORDERS_TO_PAYMENTS = Arrow("order-service", "payment-sandbox")
ORDERS_TO_USERS = Arrow("order-service", "user-service")
PRODUCTS_TO_USERS = Arrow("product-service", "user-service")
FRONTEND_TO_PRODUCTS = Arrow("frontend", "product-service")
FRONTEND_TO_USERS = Arrow("frontend", "user-service")
FRONTEND_TO_ORDERS = Arrow("frontend", "order-service")

# Those on which a storm of faults rages; shoppers ask order-service themselves then.
ARROWS = (
    SHOPPERS_TO_ORDERS,
    ORDERS_TO_PRODUCTS,
    ORDERS_TO_PAYMENTS,
    ORDERS_TO_USERS,
    PRODUCTS_TO_USERS,
    FRONTEND_TO_PRODUCTS,
)

# All calls between the applications of the shop, those of its pages included.
BETWEEN_APPLICATIONS = (
    FRONTEND_TO_USERS,
    FRONTEND_TO_PRODUCTS,
    FRONTEND_TO_ORDERS,
    ORDERS_TO_PRODUCTS,
    ORDERS_TO_PAYMENTS,
    ORDERS_TO_USERS,
    PRODUCTS_TO_USERS,
)


def detours(addresses: Mapping[Arrow, str]) -> str:
    """Write for the launcher which applications are to take a longer way to others."""
    return " ".join(
        f"{arrow}={address}"
        for arrow, address in addresses.items()
        if arrow.caller != SHOPPERS
    )
