"""The steps of an order in its own database, each a compare-and-set on the state.

Several drivers may work on one order: the request, its repeat, the sweeper. Exactly one
of them makes a transition; the others find the order further on and obey what is there.
"""

import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import CursorResult, update

from order_service.carts import return_to_cart
from order_service.clients.product_service import Reservation
from order_service.database import db, snapshot, transaction
from order_service.errors import OrderUnknown
from order_service.history import note
from order_service.models import Order, OrderLine
from order_service.states import OrderState, Reason
from service_kit import clock
from service_kit.money import Money

_LONGEST_PAUSE = 10


@snapshot
def load(order_id: str) -> Order:
    """Take a picture of an order as it stands now; raise `OrderUnknown`."""
    order = db.session.get(Order, order_id, populate_existing=True)
    if order is None:
        raise OrderUnknown
    # A picture must not refresh itself: `advance` compares with the state it shows.
    db.session.expunge(order)
    return order


@transaction
def advance(order: Order, state: OrderState, **values: object) -> bool:
    """Go one state on, unless somebody else has; tell whether it was done here."""
    step = update(Order).where(Order.id == order.id, Order.state == order.state)
    done: CursorResult[Any] = db.session.execute(  # type: ignore[assignment]
        step.values(state=state, **values).execution_options(synchronize_session=False)
    )
    if done.rowcount == 1:
        note(order.id, state, str(values["reason"]) if "reason" in values else None)
    return done.rowcount == 1


def fail(
    order: Order, reason: Reason, refusal: Mapping[str, object] | None = None
) -> None:
    """Give the order up; what has been done for it is to be undone from now on."""
    advance(order, OrderState.FAILING, reason=reason, refusal=refusal)


@transaction
def price_reserved(order: Order, reservation: Reservation) -> None:
    """Take over the prices of the hold: the shopper pays the total seen, or nothing."""
    total = reservation.total + Money(order.delivery_amount, order.currency)
    if total.minor != order.expected_total:
        fail(order, Reason.PRICE_CHANGED)
    elif advance(order, OrderState.RESERVED, total=total.minor):
        for product_id, unit_price in reservation.unit_prices.items():
            line = OrderLine.order_id == order.id, OrderLine.product_id == product_id
            price = update(OrderLine).where(*line).values(unit_amount=unit_price.minor)
            db.session.execute(price)


@transaction
def finish_failed(order: Order) -> None:
    """Close a failed order and put its lines back into the cart, together."""
    if advance(order, OrderState.FAILED):
        return_to_cart(order.user_id, order.lines)


@transaction
def retry_later(order_id: str) -> None:
    """Leave the order to the sweeper, longer after each attempt, never in step."""
    order = db.session.get(Order, order_id, populate_existing=True)
    if order is not None:
        order.attempts += 1
        pause = min(_LONGEST_PAUSE, 2 ** min(order.attempts, 10))
        jitter = random.uniform(0.5, 1)  # noqa: S311 (spreads load, hides nothing)
        order.next_attempt_at = clock.now() + timedelta(seconds=pause * jitter)
