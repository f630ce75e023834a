"""Moves the next attempt of an order forward, so that the sweeper looks sooner.

Whoever drives an order by now goes on doing so; a second driver does no harm.
"""

from datetime import datetime, timedelta

from sqlalchemy import update

from order_service.database import db, transaction
from order_service.models import Order
from order_service.states import UNSETTLED
from service_kit import clock
from service_kit.row_counts import changed_rows

_WHILE_WATCHED = timedelta(seconds=1)


@transaction
def wake_order(order_id: str) -> bool:
    """Make an order due now; return whether there was one to be woken."""
    waiting = update(Order).where(Order.id == order_id, Order.state.in_(UNSETTLED))
    return changed_rows(db, waiting.values(next_attempt_at=clock.now())) == 1


def make_due_soon(order: Order) -> None:
    """Make an order that waits for its shopper due within a second.

    Whoever looks has perhaps just confirmed the payment. However often they look, the
    provider is asked once a second.
    """
    soon = clock.exact_now() + _WHILE_WATCHED
    if order.waits_for_shopper and order.next_attempt_at > soon:
        _bring_forward(order.id, soon)


@transaction
def _bring_forward(order_id: str, soon: datetime) -> None:
    later = update(Order).where(Order.id == order_id, Order.next_attempt_at > soon)
    db.session.execute(later.values(next_attempt_at=soon))
