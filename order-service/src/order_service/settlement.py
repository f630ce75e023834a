"""Drives an order to its end: reserve, authorise, commit, capture; or undo it all.

Every step may be repeated, by anybody, at any time: a step whose answer was lost is
done again with the same order id and has the same effect. A timeout is never a failure.
"""

import logging
import time
from collections.abc import Callable

from order_service.clients.payment import (
    ActionRequired,
    PaymentDeclined,
    PaymentImpossible,
)
from order_service.clients.product_service import (
    NotEnough,
    ReservationGone,
    TooManyHeld,
)
from order_service.failpoints import points_around
from order_service.models import Order
from order_service.reservation_holders import holder_of
from order_service.service_clients import services
from order_service.state_updates import (
    advance,
    ask_shopper,
    fail,
    finish_failed,
    load,
    take_reservation,
)
from order_service.states import MAY_GIVE_UP, UNSETTLED, FailureReason, OrderState
from service_kit import clock
from service_kit.http_client import ServiceUnavailable
from service_kit.money import Money

log = logging.getLogger(__name__)


def settle(order_id: str, seconds: float) -> Order:
    """Drive an order for so many seconds at most; return it as it then stands."""
    deadline = time.monotonic() + seconds
    order = load(order_id)
    while order.state in UNSETTLED and time.monotonic() < deadline:
        try:
            _take_step(order)
        except ServiceUnavailable as error:
            log.warning("Order %s stays %s: %s", order.number, order.state, error)
            return load(order_id)
        except ActionRequired as wish:
            ask_shopper(order, wish.url)
            return load(order_id)
        order = load(order_id)
    return order


def _take_step(order: Order) -> None:
    if order.state in MAY_GIVE_UP and clock.now() > order.give_up_at:
        fail(order, FailureReason.EXPIRED)
    else:
        _STEPS[OrderState(order.state)](order)


def _reserve(order: Order) -> None:
    quantities = {line.product_id: line.quantity for line in order.lines}
    try:
        with points_around("reserve"):
            reserved = services().products.reserve(
                order.id, quantities, holder_of(order.user_id)
            )
    except TooManyHeld as error:
        fail(order, FailureReason.TOO_MANY_HELD, _short(error))
    except NotEnough as error:
        fail(order, FailureReason.SOLD_OUT, _short(error))
    except ReservationGone:
        fail(order, FailureReason.EXPIRED)
    else:
        take_reservation(order, reserved)


def _short(error: NotEnough) -> dict[str, object]:
    return {"short": [vars(shortage) for shortage in error.short]}


def _authorise(order: Order) -> None:
    total = Money(order.total, order.currency)
    try:
        with points_around("authorise"):
            services().payments.authorise(order.id, total, order.payment_method)
    except PaymentDeclined as error:
        fail(order, FailureReason.DECLINED, {"code": error.code})
    except PaymentImpossible:
        fail(order, FailureReason.PAYMENT_REFUSED)
    else:
        advance(order, OrderState.AUTHORISED)


def _commit(order: Order) -> None:
    try:
        with points_around("commit"):
            services().products.commit(order.id)
    except ReservationGone:
        fail(order, FailureReason.EXPIRED)
    else:
        advance(order, OrderState.COMMITTED)


def _capture(order: Order) -> None:
    try:
        with points_around("capture"):
            services().payments.capture(order.id)
    except PaymentImpossible:
        fail(order, FailureReason.PAYMENT_REFUSED)
    else:
        advance(order, OrderState.PAID)


def _undo(order: Order) -> None:
    _give_back(order)
    finish_failed(order)


def _refund(order: Order) -> None:
    _give_back(order)
    advance(order, OrderState.REFUNDED)


def _give_back(order: Order) -> None:
    # The money first: a release without it would sell packets that are still paid for.
    with points_around("cancel"):
        services().payments.cancel(order.id)
    with points_around("release"):
        services().products.release(order.id)


_STEPS: dict[OrderState, Callable[[Order], None]] = {
    OrderState.PENDING: _reserve,
    OrderState.RESERVED: _authorise,
    OrderState.AUTHORISED: _commit,
    OrderState.COMMITTED: _capture,
    OrderState.FAILING: _undo,
    OrderState.REFUNDING: _refund,
}
