"""The steps of an order in its own database, each a compare-and-set on the state.

Several drivers may work on one order: the request, its repeat, the sweeper. Exactly one
of them makes a transition; the others find the order further on and obey what is there.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import selectinload

from order_service.carts import return_to_cart
from order_service.clients.product_service import ReservedPrices
from order_service.database import db, read_transaction, transaction
from order_service.errors import OrderNotFound
from order_service.failpoints import failpoint_after, failpoint_before
from order_service.models import Order, OrderLine
from order_service.order_history import record_event
from order_service.states import FailureReason, OrderState
from service_kit import clock
from service_kit.money import Money
from service_kit.row_counts import changed_rows

_INLINE_DRIVE = timedelta(seconds=2)


def after_inline_drive() -> datetime:
    """Return until when the sweeper leaves an order alone that a request drives."""
    return clock.exact_now() + _INLINE_DRIVE


@read_transaction
def load(order_id: str) -> Order:
    """Return a snapshot of an order as it stands now; raise `OrderNotFound`."""
    order = db.session.get(
        Order,
        order_id,
        populate_existing=True,
        options=[selectinload(Order.history)],
    )
    if order is None:
        raise OrderNotFound
    # A snapshot must not refresh itself: `advance` compares with the state it shows.
    db.session.expunge_all()
    return order


def advance(
    order: Order,
    state: OrderState,
    *,
    why: str | None = None,
    then: Callable[[], None] | None = None,
    **values: object,
) -> bool:
    """Go one state on, unless somebody else has; return whether it was done here.

    What is to be done `then` is done in the same transaction.
    """
    is_done = _moved(order, state, why, then, values)
    if is_done:
        failpoint_after(f"to-{state}")
    return is_done


def fail(
    order: Order, reason: FailureReason, refusal: Mapping[str, object] | None = None
) -> bool:
    """Give the order up; what has been done for it is to be undone from now on."""
    return advance(
        order, OrderState.FAILING, why=reason, reason=reason, refusal=refusal
    )


def call_off(order: Order) -> bool:
    """Fail an order because the shopper wants it so; whoever asks drives it first."""
    why = FailureReason.CANCELLED
    return advance(
        order,
        OrderState.FAILING,
        why=why,
        reason=why,
        attempts=0,
        next_attempt_at=after_inline_drive(),
    )


def begin_refund(order: Order, why: FailureReason | None) -> bool:
    """Begin to give the money back; whoever asks drives the order first."""
    return advance(
        order,
        OrderState.REFUNDING,
        why=why,
        reason=why,
        attempts=0,
        next_attempt_at=after_inline_drive(),
    )


def take_reservation(order: Order, reserved: ReservedPrices) -> bool:
    """Take over the reserved prices: the shopper pays the total seen, or nothing."""
    total = reserved.total + Money(order.delivery_amount, order.currency)
    if total.minor != order.expected_total:
        return fail(order, FailureReason.PRICE_CHANGED)

    def take_prices() -> None:
        for product_id, unit_price in reserved.unit_prices.items():
            line = OrderLine.order_id == order.id, OrderLine.product_id == product_id
            price = update(OrderLine).where(*line).values(unit_amount=unit_price.minor)
            db.session.execute(price)

    return advance(order, OrderState.RESERVED, then=take_prices, total=total.minor)


@transaction
def ask_shopper(order: Order, url: str) -> None:
    """Keep the page on which the shopper is to confirm the payment."""
    waiting = Order.id == order.id, Order.state == order.state
    db.session.execute(update(Order).where(*waiting).values(action_url=url))


def finish_failed(order: Order) -> bool:
    """Close a failed order and put its lines back into the cart, together."""

    def give_cart_back() -> None:
        return_to_cart(order.user_id, order.lines)

    return advance(order, OrderState.FAILED, why=order.reason, then=give_cart_back)


@transaction
def _moved(
    order: Order,
    state: OrderState,
    why: str | None,
    then: Callable[[], None] | None,
    values: Mapping[str, object],
) -> bool:
    step = (
        update(Order)
        .where(Order.id == order.id, Order.state == order.state)
        .values(state=state, **values)
        .execution_options(synchronize_session=False)
    )
    if changed_rows(db, step) != 1:
        return False
    record_event(order.id, state, why)
    if then is not None:
        then()
    db.session.flush()
    failpoint_before(f"to-{state}")
    return True
