"""Finds mismatches between orders, their reservations and their payments.

Of what is on its way little is certain: the next step may have happened or not. So an
order is held to its word when it is final, or has been on its way for too long. Orders
must be read last: they are then at least as far as what was read before them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from order_service.clients.payment import Payment, PaymentState
from order_service.clients.product_service import (
    Reservation,
    ReservationState,
    ReservedLine,
)
from order_service.states import GIVE_UP_AFTER, MAY_GIVE_UP, UNSETTLED, OrderState
from service_kit import clock
from service_kit.money import Money

_SOLD = (OrderState.PAID, OrderState.SHIPPED, OrderState.DELIVERED)
# Before its prices are held, and where they never were, an order has no sum to keep to.
_UNPRICED = (OrderState.PENDING, OrderState.FAILING, OrderState.FAILED)
_SET_ASIDE = (PaymentState.AUTHORISED, PaymentState.REQUIRES_ACTION)


class MismatchKind(StrEnum):
    """What does not agree."""

    NOT_CHARGED = "not-charged"
    NOT_SOLD = "not-sold"
    CHARGED_IN_VAIN = "charged-in-vain"
    CHARGED_TWICE = "charged-twice"
    AMOUNT_DIFFERS = "amount-differs"
    LINES_DIFFER = "lines-differ"
    SUM_DIFFERS = "sum-differs"
    DANGLING_PAYMENT = "dangling-payment"
    DANGLING_RESERVATION = "dangling-reservation"
    UNFINISHED = "unfinished"


class Remedy(StrEnum):
    """What puts it right and can take nothing from anybody."""

    UNDO = "undo"
    WAKE = "wake"


@dataclass(frozen=True)
class OrderRecord:
    """An order as far as the other books hold it; `since` is its latest step."""

    id: str
    number: str
    state: OrderState
    total: Money
    delivery: Money
    lines: Mapping[int, ReservedLine]
    since: datetime
    give_up_at: datetime


@dataclass(frozen=True)
class Mismatch:
    """One thing that does not agree, in a word and in a sentence."""

    kind: MismatchKind
    order_id: str
    number: str | None
    sentence: str
    remedy: Remedy | None = None


def find_mismatches(
    orders: Iterable[OrderRecord],
    reservations: Iterable[Reservation],
    payments: Iterable[Payment],
    now: datetime | None = None,
) -> list[Mismatch]:
    """List all that does not agree, by order."""
    now = now or clock.now()
    reserved = {reservation.id: reservation for reservation in reservations}
    paid = {payment.id: payment for payment in payments}
    known = {order.id: order for order in orders}
    strangers = sorted((reserved.keys() | paid.keys()) - known.keys())
    found = [
        *(
            _about(order, reserved.get(i), paid.get(i), now)
            for i, order in known.items()
        ),
        *(_about_unknown(i, reserved.get(i), paid.get(i), now) for i in strangers),
    ]
    return [mismatch for about_one in found for mismatch in about_one]


def _about(
    order: OrderRecord,
    reservation: Reservation | None,
    payment: Payment | None,
    now: datetime,
) -> Iterator[Mismatch]:
    yield from _charged_once(order.id, order.number, payment)
    if order.state not in _UNPRICED:
        yield from _sum_is_kept(order)
    if order.state in _SOLD:
        yield from _is_paid(order, payment)
        yield from _is_sold(order, reservation)
    elif order.state in UNSETTLED:
        yield from _is_on_its_way(order, payment, now)
    else:
        yield from _nothing_is_left(order, reservation, payment)


def _charged_once(
    order_id: str, number: str | None, payment: Payment | None
) -> Iterator[Mismatch]:
    if payment is not None and payment.captures > 1:
        sentence = f"It was charged {payment.captures} times."
        yield Mismatch(MismatchKind.CHARGED_TWICE, order_id, number, sentence)


def _sum_is_kept(order: OrderRecord) -> Iterator[Mismatch]:
    total = _sum(order)
    if total != order.total:
        sentence = f"Its total is {order.total}, its lines and delivery make {total}."
        yield _mismatch(MismatchKind.SUM_DIFFERS, order, sentence)


def _is_paid(order: OrderRecord, payment: Payment | None) -> Iterator[Mismatch]:
    if payment is None or payment.state != PaymentState.CAPTURED:
        known = f"is {payment.state}" if payment else "does not exist"
        sentence = f"It is {order.state}, but its payment {known}."
        yield _mismatch(MismatchKind.NOT_CHARGED, order, sentence)
    elif payment.amount != order.total:
        sentence = f"{payment.amount} were charged for an order of {order.total}."
        yield _mismatch(MismatchKind.AMOUNT_DIFFERS, order, sentence)


def _is_sold(order: OrderRecord, reservation: Reservation | None) -> Iterator[Mismatch]:
    if reservation is None or reservation.state != ReservationState.COMMITTED:
        known = f"is {reservation.state}" if reservation else "does not exist"
        sentence = f"It is {order.state}, but its reservation {known}."
        yield _mismatch(MismatchKind.NOT_SOLD, order, sentence)
    elif (
        reservation.lines != order.lines
        or reservation.total != order.total - order.delivery
    ):
        sentence = (
            f"It holds {_written(order.lines)}; its reservation over "
            f"{reservation.total} holds {_written(reservation.lines)}."
        )
        yield _mismatch(MismatchKind.LINES_DIFFER, order, sentence)


def _is_on_its_way(
    order: OrderRecord, payment: Payment | None, now: datetime
) -> Iterator[Mismatch]:
    is_charged = payment is not None and payment.state == PaymentState.CAPTURED
    if is_charged and order.state in MAY_GIVE_UP:
        sentence = f"It was charged, although it is only {order.state}."
        yield _mismatch(MismatchKind.CHARGED_IN_VAIN, order, sentence)
    if now > max(order.give_up_at, order.since + GIVE_UP_AFTER):
        sentence = f"It has been {order.state} since {clock.rfc3339(order.since)}."
        yield _mismatch(MismatchKind.UNFINISHED, order, sentence, Remedy.WAKE)


def _nothing_is_left(
    order: OrderRecord, reservation: Reservation | None, payment: Payment | None
) -> Iterator[Mismatch]:
    is_charged = payment is not None and payment.state == PaymentState.CAPTURED
    remedy = None if is_charged else Remedy.UNDO
    if is_charged:
        sentence = f"It is {order.state}, but it was charged."
        yield _mismatch(MismatchKind.CHARGED_IN_VAIN, order, sentence)
    if payment is not None and payment.state in _SET_ASIDE:
        sentence = f"It is {order.state}, but its payment is {payment.state}."
        yield _mismatch(MismatchKind.DANGLING_PAYMENT, order, sentence, remedy)
    if reservation is not None and reservation.state != ReservationState.RELEASED:
        sentence = f"It is {order.state}, but its reservation is {reservation.state}."
        yield _mismatch(MismatchKind.DANGLING_RESERVATION, order, sentence, remedy)


def _about_unknown(
    order_id: str,
    reservation: Reservation | None,
    payment: Payment | None,
    now: datetime,
) -> Iterator[Mismatch]:
    yield from _charged_once(order_id, None, payment)
    is_charged = payment is not None and payment.state == PaymentState.CAPTURED
    remedy = None if is_charged or _is_young(reservation, now) else Remedy.UNDO
    if payment is not None and is_charged:
        sentence = f"{payment.amount} were charged for an order that nobody knows."
        yield Mismatch(MismatchKind.CHARGED_IN_VAIN, order_id, None, sentence)
    if payment is not None and payment.state in _SET_ASIDE:
        sentence = f"A payment is {payment.state} for an order that nobody knows."
        yield Mismatch(MismatchKind.DANGLING_PAYMENT, order_id, None, sentence, remedy)
    if reservation is not None and reservation.state != ReservationState.RELEASED:
        sentence = f"Stock is {reservation.state} for an order that nobody knows."
        yield Mismatch(
            MismatchKind.DANGLING_RESERVATION, order_id, None, sentence, remedy
        )


def _is_young(reservation: Reservation | None, now: datetime) -> bool:
    """Return whether it may still expire by itself, as long as an order may take."""
    return (
        reservation is not None
        and reservation.expires_at is not None
        and now <= reservation.expires_at
    )


def _mismatch(
    kind: MismatchKind, order: OrderRecord, sentence: str, remedy: Remedy | None = None
) -> Mismatch:
    return Mismatch(kind, order.id, order.number, sentence, remedy)


def _sum(order: OrderRecord) -> Money:
    prices = (line.unit_price * line.quantity for line in order.lines.values())
    return sum(prices, order.delivery)


def _written(lines: Mapping[int, ReservedLine]) -> str:
    counted = (
        f"{line.quantity} of product {product_id} at {line.unit_price}"
        for product_id, line in sorted(lines.items())
    )
    return ", ".join(counted) or "nothing"
