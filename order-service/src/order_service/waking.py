"""Wakes orders that wait: there is news about them, so the sweeper shall look at once.

Whoever drives an order by now goes on doing so; a second driver does no harm.
"""

from typing import Any

from sqlalchemy import CursorResult, update

from order_service.database import db, transaction
from order_service.models import Order
from order_service.states import UNSETTLED
from service_kit import clock


@transaction
def wake_order(order_id: str) -> bool:
    """Make an order due now; tell whether there was one to be woken."""
    waiting = update(Order).where(Order.id == order_id, Order.state.in_(UNSETTLED))
    woken: CursorResult[Any] = db.session.execute(  # type: ignore[assignment]
        waiting.values(next_attempt_at=clock.now())
    )
    return woken.rowcount == 1
