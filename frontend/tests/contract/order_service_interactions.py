"""What the storefront expects of order-service, and how it asks."""

from dataclasses import replace
from datetime import UTC, datetime

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import (
    exactly,
    from_state,
    instant,
    integer,
    money,
    nothing,
    one_of,
    pattern,
    some,
    text,
    token,
)
from service_kit.http_client import Connection
from service_kit.money import Money
from storefront.clients.order_service import OrderServiceClient, Purchase
from storefront.service_models import Address, Event, Line, Order

SHOPPER = {"Authorization": from_state("Bearer ${token}", example="Bearer the-token")}

KEY = "a-key-of-its-own"

KEYED = SHOPPER | {"Idempotency-Key": token(KEY)}

PROBLEM = {"Content-Type": "application/problem+json"}

NUMBER = "7K3M-9PQR"

CANCEL_PATH = from_state(
    "/api/order/${number}/cancel", example=f"/api/order/{NUMBER}/cancel"
)

BASIL = {"product_id": 1, "qty": 2}

SOME_BASIL = {"product_id": integer(1), "qty": integer(2)}

LINE = {
    "product_id": integer(1),
    "name": text("Basil"),
    "slug": token("basil"),
    "quantity": integer(2),
    "unit_price": money("2.40"),
    "line_total": money("4.80"),
    "notice": nothing,
}

COSTS = {
    "subtotal": money("4.80"),
    "delivery": money("2.90"),
    "delivery_method": exactly("standard"),
    "total": money("7.70"),
    "currency": pattern("EUR", r"[A-Z]{3}"),
}

BASKET = COSTS | {
    "number": nothing,
    "state": text("open"),
    "version": integer(3),
    "items": some(LINE),
}

EMPTY = BASKET | {"items": exactly([])}

ADDRESS = {
    "name": text("Ada Lovelace"),
    "line1": text("12 Rose Lane"),
    "postcode": text("D02 X285"),
    "city": text("Dublin"),
    "country": pattern("IE", r"[A-Z]{2}"),
}

ORDER = COSTS | {
    "number": pattern(NUMBER, r"[0-9A-Z]{4}-[0-9A-Z]{4}"),
    "state": exactly("paid"),
    "version": integer(3),
    "items": some(LINE),
    "address": ADDRESS,
    "created_at": instant("2026-11-21T12:00:00+00:00"),
}

ANY_STATE = one_of(
    "paid",
    *("pending", "reserved", "authorised", "committed", "shipped", "delivered"),
    *("failing", "failed", "refunding", "refunded"),
)

LETTERS = "L’Été, Rose d’Álava 薔薇"

# Whoever looks at an order reads how it travels, whichever way that is.
ON_ITS_WAY = ORDER | {"delivery_method": one_of("standard", "express")}

LISTED = ON_ITS_WAY | {"state": ANY_STATE}

BASILS = Line(1, "Basil", "basil", 2, Money(240, "EUR"), Money(480, "EUR"))

IN_BASKET = Order(
    number=None,
    state="open",
    reason=None,
    version=3,
    lines=(BASILS,),
    subtotal=Money(480, "EUR"),
    delivery=Money(290, "EUR"),
    delivery_method="standard",
    total=Money(770, "EUR"),
    address=None,
    created_at=None,
)

HOME = Address("Ada Lovelace", "12 Rose Lane", "", "D02 X285", "Dublin", "IE")

PLACED = replace(
    IN_BASKET,
    number=NUMBER,
    state="paid",
    address=HOME,
    created_at=datetime(2026, 11, 21, 12, tzinfo=UTC),
)

PURCHASE = Purchase(KEY, 3, Money(770, "EUR"), "tok_ok", "standard", HOME)

# What these cards do is between order-service and the bank.
CARD = one_of(
    *("tok_ok", "tok_slow", "tok_lost", "tok_500_once"),
    *("tok_capture_refused", "tok_requires_action"),
)

BOUGHT = {
    "cart_version": from_state("version", example=3),
    "expected_total": money("7.70"),
    "method": CARD,
    "delivery": "standard",
    "address": ADDRESS,
}


def orders_at(url: str) -> OrderServiceClient:
    return OrderServiceClient(Connection("frontend", "order-service", url))


def wish_basket(
    interaction: ExpectedInteraction, description: str, delivery: str = "standard"
) -> None:
    if delivery != "standard":
        description = f"{description} for the {delivery} delivery"
    query = {"delivery": delivery}
    interaction.upon_receiving(description)
    interaction.with_request("GET", "/api/order", query=query, headers=SHOPPER)


def priced(
    subtotal: str, total: str, delivery: str = "2.90", kind: str = "standard"
) -> dict[str, object]:
    """Check the sums of a basket or an order, to the cent."""
    members = {
        "subtotal": subtotal,
        "delivery": delivery,
        "delivery_method": kind,
        "total": total,
        "currency": "EUR",
    }
    return {name: exactly(value) for name, value in members.items()}


def item(quantity: int, unit_price: str = "2.40", name: str = "Basil") -> object:
    """Check what a line holds, to the cent."""
    cents = quantity * int(unit_price.replace(".", ""))
    return LINE | {
        "name": exactly(name),
        "quantity": exactly(quantity),
        "unit_price": exactly(unit_price),
        "line_total": exactly(f"{cents // 100}.{cents % 100:02}"),
    }


def packets(*quantities: int) -> list[object]:
    """Orders of so many packets each, in this order, and no others."""
    return [
        LISTED | {"items": [LINE | {"quantity": exactly(quantity)}]}
        for quantity in quantities
    ]


ORDER_PATH = from_state("/api/order/${number}", example=f"/api/order/{NUMBER}")


EVENT = {"state": ANY_STATE, "happened_at": instant("2026-11-21T12:00:01+00:00")}


SHOWN = ON_ITS_WAY | {"action_url": nothing, "history": some(EVENT)}


PAID_AT = datetime(2026, 11, 21, 12, 0, 1, tzinfo=UTC)


SEEN = replace(PLACED, history=(Event("paid", PAID_AT),))
