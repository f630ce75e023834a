"""Breakages of what people type from a tutorial: nobody else would notice."""

from tools.breakages.breakage import Breakage, Edit, End, Promised
from tools.breakages.promises import FOR_SALE

_PRODUCTS = "product-service/src/product_service/payloads/quick_starts.py"
_ACCOUNTS = "user-service/src/user_service/payloads/quick_starts.py"
_ROUTES = "user-service/src/user_service/routes/quick_starts.py"

QUICK_STARTS = (
    Breakage(
        "price-as-text",
        "Somebody wrote the prices of the quick starts as text, as everywhere else.",
        (
            Edit(
                _PRODUCTS,
                "    return product.price / 100\n",
                '    return f"{product.price / 100:.2f}"\n',
            ),
        ),
        End.PROVIDER,
        (
            Promised(
                "crud-client", "product-service", f"a list of products, {FOR_SALE}"
            ),
            Promised(
                "catalogue-client", "product-service", f"a list of products, {FOR_SALE}"
            ),
        ),
    ),
    Breakage(
        "missing-as-unfit",
        "Somebody answered 422 to a registration that lacks a field, as the API does.",
        (
            Edit(
                _ACCOUNTS,
                '            if any(fault["type"] != "missing" for fault in faults):\n',
                "            if faults:\n",
            ),
        ),
        End.PROVIDER,
        (
            Promised("crud-client", "user-service", "a new account without a name"),
            Promised("gateway-client", "user-service", "a new account without a name"),
        ),
    ),
    Breakage(
        "cookie-for-everything",
        "Somebody let the cookie of the quick start come along everywhere.",
        (Edit(_ROUTES, '        path="/products",\n', '        path="/",\n'),),
        End.PROVIDER,
        (
            Promised(
                "catalogue-client",
                "user-service",
                "a log-in, given somebody has an account",
            ),
        ),
    ),
)
