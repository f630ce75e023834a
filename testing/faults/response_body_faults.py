"""Faults of what an answer holds: its fields, their types and their values."""

from testing.faults.edit import Edit
from testing.faults.fault import Fault, InteractionName, Side
from testing.faults.interaction_names import BY_ID, CHECKOUT, PRODUCT, WATCHED

_CATALOGUE = "product-service/src/product_service/schemas/catalogue.py"
_PRICE = '        "price": Money(product.price, product.currency).amount,\n'

RESPONSE_BODY_FAULTS = (
    Fault(
        "renamed-price",
        "Somebody called `price` by a better word in product-service.",
        (Edit(_CATALOGUE, _PRICE, _PRICE.replace("price", "unit_price", 1)),),
        Side.PROVIDER,
        (PRODUCT, BY_ID),
    ),
    Fault(
        "price-as-float",
        "Somebody found that a price is a number, and sent it as one.",
        (
            Edit(
                _CATALOGUE,
                _PRICE,
                '        "price": product.price / 100,\n',
            ),
        ),
        Side.PROVIDER,
        (PRODUCT, BY_ID, WATCHED),
    ),
    Fault(
        "null-for-empty",
        "Somebody sent null where a product has no description.",
        (
            Edit(
                _CATALOGUE,
                '"description": product.description,',
                '"description": product.description or None,',
            ),
        ),
        Side.PROVIDER,
        (
            InteractionName(
                "frontend",
                "product-service",
                "a product, given a product has neither facts nor a description",
            ),
        ),
    ),
    Fault(
        "shouted-status",
        "Somebody wrote the states of an order like constants: `PAID`, not `paid`.",
        (
            Edit(
                "order-service/src/order_service/states.py",
                '    PAID = "paid"\n',
                '    PAID = "PAID"\n',
            ),
        ),
        Side.PROVIDER,
        (CHECKOUT,),
    ),
    Fault(
        "date-without-zone",
        "Somebody left the time zone out of instants: it is always UTC anyway.",
        (
            Edit(
                "service-kit/src/service_kit/clock.py",
                '    return as_utc(instant).isoformat(timespec="seconds")\n',
                "    return as_utc(instant).replace(tzinfo=None).isoformat()\n",
            ),
        ),
        Side.PROVIDER,
        (
            CHECKOUT,
            InteractionName(
                "order-service",
                "user-service",
                "a request for a token of its own, given a service has a secret",
            ),
        ),
    ),
    Fault(
        "silent-shortage",
        "Somebody tidied the refusal of a reservation: out of stock is out of stock.",
        (
            Edit(
                "product-service/src/product_service/errors.py",
                "            short=[\n",
                "            lines=[\n",
            ),
        ),
        Side.PROVIDER,
        (
            InteractionName(
                "order-service",
                "product-service",
                "a reservation of more than there is, given order-service has shown "
                "who it is and a product is for sale",
            ),
        ),
    ),
)
