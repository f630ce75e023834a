"""Turns a cart into an order: written down first, settled after.

The order row is the outbox. It is committed before anything else happens, and from
then on every effect elsewhere carries its id, so that all of them can be repeated.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import delete, func, select, update

from order_service.carts import lines_of
from order_service.config import Delivery
from order_service.database import db, transaction
from order_service.errors import (
    CartChanged,
    EmptyCart,
    KeyReused,
    TooManyOpenOrders,
    TooManyUnpaid,
)
from order_service.failpoints import failpoint_after, failpoint_before
from order_service.models import Cart, CartLine, Order, OrderLine
from order_service.order_history import record_event
from order_service.state_updates import after_inline_drive
from order_service.states import GIVE_UP_AFTER, UNPAID, UNSETTLED, OrderState
from service_kit import clock
from service_kit.money import Money
from service_kit.row_counts import changed_rows

MOST_OPEN_ORDERS = 3
MOST_UNPAID = 200
# Crockford's alphabet: no I, L, O, U, so that a number can be read out on a telephone.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Checkout:
    """What the shopper agreed to: this cart, at this total, sent there, paid so."""

    cart_version: int
    expected_total: Money
    method: str
    delivery: Delivery
    delivery_price: Money
    address: Mapping[str, str | None] | None

    @property
    def fingerprint(self) -> str:
        """Identify this checkout among others, whatever the order of its members."""
        written = json.dumps(asdict(self), sort_keys=True, default=str)
        return hashlib.sha256(written.encode()).hexdigest()


def place_order(buyer: int, key: str, checkout: Checkout) -> tuple[Order, bool]:
    """Write the order down and empty the cart, or find the order of this key again.

    Returns the order and whether it was there before. Raises `KeyReused`, `EmptyCart`,
    `CartChanged` and `TooManyOpenOrders`.
    """
    order, is_replay = _placed(buyer, key, checkout)
    if not is_replay:
        failpoint_after("place")
    return order, is_replay


def find_by_key(buyer: int, key: str) -> Order | None:
    """Find the order that a checkout key stands for."""
    return db.session.scalars(
        select(Order).where(Order.user_id == buyer, Order.idempotency_key == key)
    ).one_or_none()


@transaction
def _placed(buyer: int, key: str, checkout: Checkout) -> tuple[Order, bool]:
    # First: whoever checks out the same cart meanwhile waits here, and then finds the
    # order of its key, where another database than SQLite would not have shown it yet.
    is_taken = _took_cart(buyer, checkout.cart_version)
    placed = find_by_key(buyer, key)
    if placed is not None:
        if placed.fingerprint != checkout.fingerprint:
            raise KeyReused
        return placed, True
    if not is_taken:
        raise CartChanged if checkout.cart_version or _has_cart(buyer) else EmptyCart
    lines = lines_of(buyer)
    if not lines:
        raise EmptyCart
    _refuse_too_many_open(buyer, sum(line.quantity for line in lines))
    order = _write_down(buyer, key, checkout, lines)
    failpoint_before("place")
    return order, False


def _took_cart(buyer: int, version: int) -> bool:
    """Claim this version of the cart; return whether no other checkout has it."""
    seen = update(Cart).where(Cart.owner == buyer, Cart.version == version)
    return changed_rows(db, seen.values(version=Cart.version + 1)) == 1


def _has_cart(buyer: int) -> bool:
    return db.session.get(Cart, buyer) is not None


def _refuse_too_many_open(buyer: int, packets: int) -> None:
    unsettled = select(func.count()).where(
        Order.user_id == buyer, Order.state.in_(UNSETTLED)
    )
    if (db.session.scalar(unsettled) or 0) >= MOST_OPEN_ORDERS:
        raise TooManyOpenOrders
    unpaid = (
        select(func.sum(OrderLine.quantity))
        .join(Order, Order.id == OrderLine.order_id)
        .where(Order.user_id == buyer, Order.state.in_(UNPAID))
    )
    if (db.session.scalar(unpaid) or 0) + packets > MOST_UNPAID:
        raise TooManyUnpaid


def _write_down(
    buyer: int, key: str, checkout: Checkout, lines: list[CartLine]
) -> Order:
    now = clock.now()
    order = Order(
        id=secrets.token_hex(16),
        number=_new_number(),
        user_id=buyer,
        idempotency_key=key,
        fingerprint=checkout.fingerprint,
        state=OrderState.PENDING,
        expected_total=checkout.expected_total.minor,
        total=checkout.expected_total.minor,
        delivery_amount=checkout.delivery_price.minor,
        delivery_method=checkout.delivery,
        currency=checkout.expected_total.currency,
        payment_method=checkout.method,
        address=checkout.address,
        cart_version=checkout.cart_version,
        next_attempt_at=after_inline_drive(),
        give_up_at=now + GIVE_UP_AFTER,
        lines=[_order_line(line, place) for place, line in enumerate(lines)],
    )
    db.session.add(order)
    db.session.flush()
    db.session.execute(delete(CartLine).where(CartLine.owner == buyer))
    record_event(order.id, OrderState.PENDING)
    db.session.flush()
    return order


def _order_line(line: CartLine, position: int) -> OrderLine:
    return OrderLine(
        product_id=line.product_id,
        position=position,
        name_snapshot=line.name,
        slug_snapshot=line.slug,
        quantity=line.quantity,
        unit_amount=line.unit_amount,
    )


def _new_number() -> str:
    """Make a number that reveals nothing about how many orders there are."""
    digits = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{digits[:4]}-{digits[4:]}"
