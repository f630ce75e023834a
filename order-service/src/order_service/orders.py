"""Orders after the checkout: looking at them, and what becomes of them."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, func, select, tuple_, update

from order_service.database import db, snapshot, transaction
from order_service.errors import NotPossibleNow, OrderUnknown
from order_service.models import Cart, CartLine, Order
from order_service.settlement import settle
from order_service.states import MAY_GIVE_UP, UNSETTLED, OrderState, Reason
from order_service.transitions import advance, fail, load
from service_kit.clock import rfc3339
from service_kit.problems import Invalid

INLINE_SECONDS = 1.5


@dataclass(frozen=True)
class Wanted:
    """Which orders to list: whose (None for everybody's), and which of them."""

    owner: int | None
    state: str | None = None
    idempotency_key: str | None = None
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True)
class Page:
    """Some orders, newest first, and where the next ones begin."""

    orders: list[Order]
    next: str | None
    total: int


@snapshot
def list_orders(wanted: Wanted) -> Page:
    """List orders, newest first; raise `Invalid` for a cursor of nobody's making."""
    filters = _filters(wanted)
    total = db.session.scalar(select(func.count()).select_from(Order).where(*filters))
    found = list(db.session.scalars(_page(wanted, filters)))
    orders = found[: wanted.limit]
    following = _cursor(orders[-1]) if len(found) > wanted.limit else None
    return Page(orders, following, total or 0)


@snapshot
def find_order(number: str, owner: int | None) -> Order:
    """Find an order by number; one of somebody else's is unknown (None sees all)."""
    order = db.session.scalars(
        select(Order).where(Order.number == number)
    ).one_or_none()
    if order is None or owner not in (None, order.user_id):
        raise OrderUnknown
    return order


def cancel(order: Order) -> Order:
    """Undo an order: before it is paid it fails, afterwards it is refunded."""
    if order.state in MAY_GIVE_UP:
        return _change(order, lambda now: fail(now, Reason.CANCELLED))
    if order.state == OrderState.PAID:
        return refund(order)
    raise NotPossibleNow


def refund(order: Order) -> Order:
    """Give the money back and put the packets back on the shelf."""
    _demand(order, OrderState.PAID)
    return _change(order, lambda now: advance(now, OrderState.REFUNDING))


def ship(order: Order) -> Order:
    """Note that the packets are on their way."""
    _demand(order, OrderState.PAID)
    return _change(order, lambda now: advance(now, OrderState.SHIPPED))


def deliver(order: Order) -> Order:
    """Note that the packets have arrived."""
    _demand(order, OrderState.SHIPPED)
    return _change(order, lambda now: advance(now, OrderState.DELIVERED))


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


def _change(order: Order, step: Callable[[Order], object]) -> Order:
    step(load(order.id))
    return settle(order.id, INLINE_SECONDS)


def _demand(order: Order, state: OrderState) -> None:
    if order.state != state:
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
    try:
        instant, _, order_id = base64.urlsafe_b64decode(cursor).decode().partition("|")
        return datetime.fromisoformat(instant), order_id
    except (ValueError, binascii.Error):
        raise Invalid(errors={"cursor": ["This is no cursor of ours."]}) from None
