"""Faults of what people type from a tutorial: nobody else would notice."""

from testing.faults.edit import Edit
from testing.faults.fault import Fault, InteractionName, Side
from testing.faults.interaction_names import FOR_SALE

_PRODUCTS = "product-service/src/product_service/schemas/legacy_api.py"
_ACCOUNTS = "user-service/src/user_service/schemas/legacy_api.py"
_ROUTES = "user-service/src/user_service/routes/legacy_api.py"

TUTORIAL_API_FAULTS = (
    Fault(
        "price-as-text",
        "Somebody wrote the prices of the quick starts as text, as everywhere else.",
        (
            Edit(
                _PRODUCTS,
                "    return product.price / 100\n",
                '    return f"{product.price / 100:.2f}"\n',
            ),
        ),
        Side.PROVIDER,
        (
            InteractionName(
                "crud-client", "product-service", f"a list of products, {FOR_SALE}"
            ),
            InteractionName(
                "catalogue-client", "product-service", f"a list of products, {FOR_SALE}"
            ),
        ),
    ),
    Fault(
        "missing-as-unfit",
        "Somebody answered 422 to a registration that lacks a field, as the API does.",
        (
            Edit(
                _ACCOUNTS,
                '            if any(fault["type"] != "missing" for fault in faults):\n',
                "            if faults:\n",
            ),
        ),
        Side.PROVIDER,
        (
            InteractionName(
                "crud-client", "user-service", "a new account without a name"
            ),
            InteractionName(
                "gateway-client", "user-service", "a new account without a name"
            ),
        ),
    ),
    Fault(
        "cookie-for-everything",
        "Somebody let the cookie of the quick start come along everywhere.",
        (Edit(_ROUTES, '        path="/products",\n', '        path="/",\n'),),
        Side.PROVIDER,
        (
            InteractionName(
                "catalogue-client",
                "user-service",
                "a log-in, given somebody has an account",
            ),
        ),
    ),
)
