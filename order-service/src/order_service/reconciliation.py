"""Compares the books of all three services, and mends what can be mended safely."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from order_service.clients.payment import PaymentState
from order_service.clients.product_service import ReservedLine
from order_service.database import db, read_transaction
from order_service.mismatches import Mismatch, OrderRecord, Remedy, find_mismatches
from order_service.models import Order
from order_service.service_clients import services
from order_service.states import OrderState
from order_service.wake_up import wake_order
from service_kit.money import Money


def compare_books() -> list[Mismatch]:
    """List what does not agree, and did not a moment later either.

    While the shop is open, an order may move on between the reading of two books.
    """
    first = _compare()
    if not first:
        return []
    seen = {(mismatch.kind, mismatch.order_id) for mismatch in first}
    return [again for again in _compare() if (again.kind, again.order_id) in seen]


def mend(mismatch: Mismatch) -> bool:
    """Mend a mismatch, if that takes nothing from anybody; return whether it did."""
    if mismatch.remedy == Remedy.WAKE:
        return wake_order(mismatch.order_id)
    return mismatch.remedy == Remedy.UNDO and _undo(mismatch.order_id)


def _compare() -> list[Mismatch]:
    reservations = list(services().products.reservations())
    payments = list(services().payments.payments())
    return find_mismatches(_orders(), reservations, payments)


def _undo(order_id: str) -> bool:
    payment = services().payments.find(order_id)
    # Charged since it was compared: to give money back is for a person to decide.
    if payment is not None and payment.state == PaymentState.CAPTURED:
        return False
    services().payments.cancel(order_id)
    services().products.release(order_id)
    return True


@read_transaction
def _orders() -> list[OrderRecord]:
    asked = select(Order).options(selectinload(Order.history))
    return [_record(order) for order in db.session.scalars(asked)]


def _record(order: Order) -> OrderRecord:
    currency = order.currency
    lines = {
        line.product_id: ReservedLine(line.quantity, Money(line.unit_amount, currency))
        for line in order.lines
    }
    return OrderRecord(
        order.id,
        order.number,
        OrderState(order.state),
        Money(order.total, currency),
        Money(order.delivery_amount, currency),
        lines,
        max((event.happened_at for event in order.history), default=order.created_at),
        order.give_up_at,
    )
