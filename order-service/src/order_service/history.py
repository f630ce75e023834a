"""The life of an order, one line for each state it reached."""

from order_service.database import db
from order_service.models import OrderEvent


def note(order_id: str, state: str, reason: str | None = None) -> None:
    """Write down that an order reached a state, in the transaction of the change."""
    db.session.add(OrderEvent(order_id=order_id, state=state, reason=reason))
