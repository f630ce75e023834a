"""Breakages of clients: what a consumer forgets, its own contract tests notice."""

from tools.breakages.breakage import Breakage, Edit, End, Promised
from tools.breakages.promises import CHECKOUT

CALLERS = (
    Breakage(
        "forgotten-token",
        "Somebody reserves for order-service, and forgets to say who is asking.",
        (
            Edit(
                "order-service/src/order_service/clients/product_service.py",
                "self.connection.send(method, path, body, token=token)",
                "self.connection.send(method, path, body)",
            ),
        ),
        End.CONSUMER,
        (
            Promised(
                "order-service",
                "product-service",
                "a reservation, given order-service has shown who it is and a product "
                "is for sale",
            ),
        ),
    ),
    Breakage(
        "keyless-checkout",
        "Somebody took the Idempotency-Key out of the storefront's checkout.",
        (
            Edit(
                "frontend/src/storefront/clients/order_service.py",
                '            headers={"Idempotency-Key": purchase.key},\n',
                "",
            ),
        ),
        End.CONSUMER,
        (CHECKOUT,),
    ),
    Breakage(
        "repeated-writes",
        "Somebody lets calls that write be repeated, too, when a provider is busy.",
        (
            Edit(
                "service-kit/src/service_kit/http.py",
                'allowed_methods={"GET"}',
                "allowed_methods=None",
            ),
        ),
        End.CONSUMER,
        (
            Promised(
                "frontend",
                "order-service",
                "the price of a guest's basket while products are away, given the "
                "products cannot be reached",
            ),
        ),
    ),
)
