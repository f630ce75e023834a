"""The history of an order: one row for each state it reached."""

from order_service.database import db
from order_service.models import OrderEvent


def record_event(order_id: str, state: str, reason: str | None = None) -> None:
    """Record that an order reached a state, in the transaction of the change."""
    db.session.add(OrderEvent(order_id=order_id, state=state, reason=reason))
