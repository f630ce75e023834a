"""The states of an order and the ways between them.

PENDING ─> RESERVED ─> AUTHORISED ─> COMMITTED ─> PAID ─> SHIPPED ─> DELIVERED
   └──────────┴────────────┴─────────────┴─> FAILING ─> FAILED
PAID ─> REFUNDING ─> REFUNDED

State X means that effect X is confirmed and durable elsewhere; whether the next effect
has happened, nobody knows until it is confirmed too.
"""

from datetime import timedelta
from enum import StrEnum

GIVE_UP_AFTER = timedelta(minutes=15)


class OrderState(StrEnum):
    """How far an order has come."""

    PENDING = "pending"
    RESERVED = "reserved"
    AUTHORISED = "authorised"
    COMMITTED = "committed"
    PAID = "paid"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    FAILING = "failing"
    FAILED = "failed"
    REFUNDING = "refunding"
    REFUNDED = "refunded"


class FailureReason(StrEnum):
    """Why an order failed; each is also the type of the problem that is answered."""

    SOLD_OUT = "sold-out"
    TOO_MANY_HELD = "too-many-held"
    PRICE_CHANGED = "price-changed"
    DECLINED = "declined"
    EXPIRED = "expired"
    PAYMENT_REFUSED = "payment-refused"
    CANCELLED = "cancelled"


UNSETTLED = (
    OrderState.PENDING,
    OrderState.RESERVED,
    OrderState.AUTHORISED,
    OrderState.COMMITTED,
    OrderState.FAILING,
    OrderState.REFUNDING,
)
# Packets are kept for these, and nobody has paid for them yet.
UNPAID = tuple(state for state in UNSETTLED if state != OrderState.REFUNDING)
# From COMMITTED on there is only forward; before it shop and shopper may give up.
MAY_GIVE_UP = (OrderState.PENDING, OrderState.RESERVED, OrderState.AUTHORISED)
UNDONE = (
    OrderState.FAILING,
    OrderState.FAILED,
    OrderState.REFUNDING,
    OrderState.REFUNDED,
)
