"""Looks after orders that nobody drives any more, until each of them is settled.

Several sweepers may run: an order is taken by moving its next attempt, and only one of
them finds it still where it was. That is a courtesy, which spares the others the work;
what happens once is seen to by the steps themselves.
"""

import logging
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.exc import DBAPIError

from order_service.database import db, read_transaction, transaction
from order_service.failpoints import failpoint_after, failpoint_before
from order_service.models import Order, OrderEvent
from order_service.settlement import settle
from order_service.states import UNSETTLED, OrderState
from service_kit import clock
from service_kit.periodic_process import ShouldEnd
from service_kit.row_counts import changed_rows

DRIVE_SECONDS = 1.0
_LONGEST_PAUSE = 10
_BEYOND_ANY_PAUSE = timedelta(minutes=1)
_MOST_IN_ONE_ROUND = 50
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DueOrder:
    """An order that waits for somebody, as it was seen."""

    order_id: str
    attempts: int
    next_attempt_at: datetime


@dataclass(frozen=True)
class Backlog:
    """How many orders are not settled, and how long the oldest of them has not been."""

    orders: int
    oldest: timedelta


def sweep(should_end: ShouldEnd) -> int:
    """Drive every order that is due as far as it gets; return how many were driven."""
    return sum(_swept(due) for due in _until(should_end, due_orders()))


@read_transaction
def due_orders() -> list[DueOrder]:
    """List the orders whose next attempt is due, the longest waiting first."""
    now = clock.exact_now()
    seen = select(Order.id, Order.attempts, Order.next_attempt_at)
    is_due = or_(
        Order.next_attempt_at < now,
        # Beyond any pause: it was written while the clock was wrong.
        Order.next_attempt_at > now + _BEYOND_ANY_PAUSE,
    )
    first = seen.where(Order.state.in_(UNSETTLED), is_due).order_by(
        Order.next_attempt_at
    )
    return [
        DueOrder(*row) for row in db.session.execute(first.limit(_MOST_IN_ONE_ROUND))
    ]


def take(due: DueOrder) -> bool:
    """Take an order, unless it was taken since it was seen; return whether it was."""
    is_taken = _leased(due)
    if is_taken:
        failpoint_after("lease")
    return is_taken


@read_transaction
def backlog() -> Backlog:
    """Return how much is unfinished: orders since their checkout, or their refund."""
    is_refund = OrderEvent.state == OrderState.REFUNDING
    begin = or_(
        is_refund,
        and_(
            OrderEvent.state == OrderState.PENDING, Order.state != OrderState.REFUNDING
        ),
    )
    begun = (
        select(func.count(), func.min(OrderEvent.happened_at))
        .join(Order, Order.id == OrderEvent.order_id)
        .where(Order.state.in_(UNSETTLED), begin)
    )
    orders, oldest = db.session.execute(begun).one()
    return Backlog(orders, clock.now() - oldest if oldest else timedelta(0))


def _until(should_end: ShouldEnd, orders: Iterable[DueOrder]) -> Iterable[DueOrder]:
    for due in orders:
        if should_end():
            return
        yield due


def _swept(due: DueOrder) -> bool:
    if not take(due):
        return False
    try:
        settle(due.order_id, DRIVE_SECONDS)
    except DBAPIError:
        raise
    except Exception:
        # One order that cannot be driven must not keep the others waiting.
        log.exception("Order %s could not be driven.", due.order_id)
    return True


@transaction
def _leased(due: DueOrder) -> bool:
    attempts = due.attempts + 1
    still = (
        Order.id == due.order_id,
        Order.next_attempt_at == due.next_attempt_at,
        Order.state.in_(UNSETTLED),
    )
    lease = (
        update(Order)
        .where(*still)
        .values(attempts=attempts, next_attempt_at=_next_attempt(attempts))
        .execution_options(synchronize_session=False)
    )
    is_taken = changed_rows(db, lease) == 1
    if is_taken:
        failpoint_before("lease")
    return is_taken


def _next_attempt(attempts: int) -> datetime:
    """Pause longer after each attempt and never in step; the drive comes before it."""
    pause = min(_LONGEST_PAUSE, 2 ** min(attempts, 10))
    jitter = random.uniform(0.5, 1)  # noqa: S311 (spreads load, hides nothing)
    return clock.exact_now() + timedelta(seconds=DRIVE_SECONDS + pause * jitter)
