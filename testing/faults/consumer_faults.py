"""Faults of clients: what a consumer forgets, its own contract tests notice."""

from testing.faults.edit import Edit
from testing.faults.fault import Fault, InteractionName, Side
from testing.faults.interaction_names import CHECKOUT

CONSUMER_FAULTS = (
    Fault(
        "forgotten-token",
        "Somebody reserves for order-service, and forgets to say who is asking.",
        (
            Edit(
                "order-service/src/order_service/clients/product_service.py",
                "self.connection.send(method, path, body, token=token)",
                "self.connection.send(method, path, body)",
            ),
        ),
        Side.CONSUMER,
        (
            InteractionName(
                "order-service",
                "product-service",
                "a reservation, given order-service has shown who it is and a product "
                "is for sale",
            ),
        ),
    ),
    Fault(
        "keyless-checkout",
        "Somebody took the Idempotency-Key out of the storefront's checkout.",
        (
            Edit(
                "frontend/src/storefront/clients/order_service.py",
                '            headers={"Idempotency-Key": purchase.key},\n',
                "",
            ),
        ),
        Side.CONSUMER,
        (CHECKOUT,),
    ),
    Fault(
        "repeated-writes",
        "Somebody lets calls that write be repeated, too, when a provider is busy.",
        (
            Edit(
                "service-kit/src/service_kit/http_client.py",
                'allowed_methods={"GET"}',
                "allowed_methods=None",
            ),
        ),
        Side.CONSUMER,
        (
            InteractionName(
                "frontend",
                "order-service",
                "the price of a guest's basket while products are away, given the "
                "products cannot be reached",
            ),
        ),
    ),
)
