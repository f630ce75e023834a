"""Orders after the checkout: looking at them, and what becomes of them."""

import base64
import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, func, select, tuple_, update
from sqlalchemy.orm import selectinload

from order_service.database import db, read_transaction, transaction
from order_service.errors import NotPossibleNow, OrderNotFound
from order_service.models import Cart, CartLine, Order
from order_service.settlement import settle
from order_service.state_updates import advance, begin_refund, call_off, load
from order_service.states import (
    MAY_GIVE_UP,
    UNDONE,
    UNSETTLED,
    FailureReason,
    OrderState,
)
from service_kit.clock import read_instant, rfc3339
from service_kit.problems import Invalid

INLINE_SECONDS = 1.5
_PLACE = re.compile(r"([0-9T:-]{19}\+00:00)\|([A-Za-z0-9_-]{1,32})", re.ASCII)


@dataclass(frozen=True)
class Wanted:
    """Which orders to list: whose (None for everybody's), and which of them."""

    owner: int | None
    state: str | None = None
    idempotency_key: str | None = None
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True)
class OrderPage:
    """Some orders, newest first, and where the next ones begin."""

    orders: list[Order]
    next: str | None
    total: int


@read_transaction
def list_orders(wanted: Wanted) -> OrderPage:
    """List orders, newest first; raise `Invalid` for a cursor of nobody's making."""
    filters = _filters(wanted)
    total = db.session.scalar(select(func.count()).select_from(Order).where(*filters))
    found = list(db.session.scalars(_page(wanted, filters)))
    orders = found[: wanted.limit]
    following = _cursor(orders[-1]) if len(found) > wanted.limit else None
    return OrderPage(orders, following, total or 0)


@read_transaction
def find_order(number: str, owner: int | None) -> Order:
    """Find an order by number; one of somebody else's is unknown (None sees all)."""
    found = select(Order).where(Order.number == number)
    order = db.session.scalars(found.options(selectinload(Order.history))).one_or_none()
    if order is None or owner not in (None, order.user_id):
        raise OrderNotFound
    return order


def cancel(order: Order) -> Order:
    """Undo an order: before it is paid it fails, afterwards it is refunded.

    One that is undone already stays so: a repeated cancellation is no fault.
    """
    while (now := load(order.id)).state not in UNDONE:
        if now.state in MAY_GIVE_UP:
            call_off(now)
        elif now.state == OrderState.PAID:
            begin_refund(now, FailureReason.CANCELLED)
        else:
            raise NotPossibleNow
    return settle(order.id, INLINE_SECONDS)


def refund(order: Order) -> Order:
    """Give the money back and put the packets back on the shelf."""
    now = _in_state(order, OrderState.PAID)
    _demand(begin_refund(now, None))
    return settle(order.id, INLINE_SECONDS)


def ship(order: Order) -> Order:
    """Note that the packets are on their way."""
    now = _in_state(order, OrderState.PAID)
    _demand(advance(now, OrderState.SHIPPED))
    return load(order.id)


def deliver(order: Order) -> Order:
    """Note that the packets have arrived."""
    now = _in_state(order, OrderState.SHIPPED)
    _demand(advance(now, OrderState.DELIVERED))
    return load(order.id)


@transaction
def forget_buyer(owner: int) -> int:
    """Erase the addresses of final orders and the cart; return how many orders."""
    final = Order.user_id == owner, Order.state.not_in(UNSETTLED)
    addressed = [
        order
        for order in db.session.scalars(select(Order).where(*final))
        if order.address is not None
    ]
    for order in addressed:
        order.address = None
    db.session.execute(delete(CartLine).where(CartLine.owner == owner))
    emptied = update(Cart).where(Cart.owner == owner)
    db.session.execute(emptied.values(version=Cart.version + 1))
    return len(addressed)


def _in_state(order: Order, state: OrderState) -> Order:
    """Take a picture of the order in the state that a deed needs."""
    now = load(order.id)
    _demand(now.state == state)
    return now


def _demand(is_possible: bool) -> None:
    # Also of a step that somebody else was quicker with: a cancellation, most likely.
    if not is_possible:
        raise NotPossibleNow


def _filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    named = {
        Order.user_id: wanted.owner,
        Order.state: wanted.state,
        Order.idempotency_key: wanted.idempotency_key,
    }
    return [column == value for column, value in named.items() if value is not None]


def _page(wanted: Wanted, filters: list[ColumnElement[bool]]) -> Select[Order]:
    page = select(Order).where(*filters)
    if wanted.cursor:
        page = page.where(tuple_(Order.created_at, Order.id) < _position(wanted.cursor))
    newest_first = Order.created_at.desc(), Order.id.desc()
    return page.order_by(*newest_first).limit(wanted.limit + 1)


def _cursor(order: Order) -> str:
    text = f"{rfc3339(order.created_at)}|{order.id}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def _position(cursor: str) -> tuple[datetime, str]:
    """Read where a page begins; only what `_cursor` writes reaches the database."""
    try:
        found = _PLACE.fullmatch(base64.urlsafe_b64decode(cursor).decode())
        if found:
            return read_instant(found[1]), found[2]
    except ValueError:
        pass
    raise Invalid(errors={"cursor": ["This is no cursor of ours."]})
