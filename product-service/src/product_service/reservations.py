"""Stock set aside for orders. Every call may be repeated without a second effect, and
an order gets all its lines or none: whoever gets no answer may simply ask again."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from product_service.database import changed_one_row, db, stock_step
from product_service.errors import ReservationDiffers, ReservationGone
from product_service.holding_limits import check_holding_limits
from product_service.models import Reservation, ReservationLine, ReservationState
from product_service.stock import Quantity, give_back, take
from service_kit import clock

LIFETIME = timedelta(minutes=15)
_HELD = (ReservationState.HELD,)
_OPEN = (ReservationState.HELD, ReservationState.COMMITTED)


@dataclass(frozen=True)
class Reserved:
    """A reservation, and whether it was made just now."""

    reservation: Reservation
    is_new: bool


@dataclass(frozen=True)
class ReservationPage:
    """Some reservations, and after which one the next begin, if there are any."""

    reservations: Sequence[Reservation]
    next: str | None


@stock_step("reserve")
def reserve(
    reservation_id: str,
    lines: Sequence[Quantity],
    currency: str,
    holder: str | None = None,
) -> Reserved:
    """Set stock aside for an order, or find what is set aside for it already.

    Raises `OutOfStock`, `TooManyHeld`, `ReservationGone` once it was released, and
    `ReservationDiffers` where the id stands for other lines.
    """
    fingerprint = _fingerprint(lines)
    is_new = _claimed(
        id=reservation_id,
        state=ReservationState.HELD,
        fingerprint=fingerprint,
        currency=currency,
        holder=holder,
        expires_at=clock.now() + LIFETIME,
    )
    reservation = db.session.get_one(Reservation, reservation_id)
    if is_new:
        _fill(reservation, lines)
    elif reservation.state == ReservationState.RELEASED:
        raise ReservationGone
    elif reservation.fingerprint != fingerprint:
        raise ReservationDiffers
    return Reserved(reservation, is_new)


@stock_step("commit")
def commit(reservation_id: str) -> Reservation:
    """Commit a reservation; raise `ReservationGone` once it was released."""
    _move(reservation_id, _HELD, ReservationState.COMMITTED)
    reservation = db.session.get(Reservation, reservation_id)
    if reservation is None or reservation.state != ReservationState.COMMITTED:
        raise ReservationGone
    return reservation


@stock_step("release")
def release(reservation_id: str, currency: str) -> Reservation:
    """Give an order's stock back; an unknown order is remembered as released."""
    is_tombstone = _claimed(
        id=reservation_id,
        state=ReservationState.RELEASED,
        fingerprint="",
        currency=currency,
    )
    if not is_tombstone:
        _let_go(reservation_id, _OPEN)
    return db.session.get_one(Reservation, reservation_id)


def list_reservations(after: str, limit: int) -> ReservationPage:
    """List reservations by id, those after this one; a new one may appear anywhere."""
    following = select(Reservation).where(Reservation.id > after)
    asked = following.order_by(Reservation.id).limit(limit + 1)
    found = db.session.scalars(asked.options(selectinload(Reservation.lines))).all()
    listed = found[:limit]
    return ReservationPage(listed, listed[-1].id if len(found) > limit else None)


def expire_reservations(now: datetime) -> int:
    """Release every reservation whose time is over; return how many there were."""
    overdue = select(Reservation.id).where(
        Reservation.state == ReservationState.HELD, Reservation.expires_at < now
    )
    return sum(_expire(found, now) for found in db.session.scalars(overdue).all())


@stock_step("expire")
def _expire(reservation_id: str, now: datetime) -> bool:
    # If it was committed since it was looked up, the commit has won.
    return _let_go(reservation_id, _HELD, Reservation.expires_at < now)


def _claimed(**values: Any) -> bool:
    """Write the row of a reservation unless there is one: of two calls one is first."""
    try:
        with db.session.begin_nested():
            db.session.execute(insert(Reservation).values(total=0, **values))
    except IntegrityError:
        return False
    return True


def _fill(reservation: Reservation, lines: Sequence[Quantity]) -> None:
    prices = take(lines, reservation.currency)
    if reservation.holder is not None:
        check_holding_limits(reservation.holder, lines)
    reservation.lines = [
        ReservationLine(
            product_id=line.product_id,
            quantity=line.quantity,
            unit_amount=prices[line.product_id],
        )
        for line in sorted(lines)
    ]
    reservation.total = sum(
        line.unit_amount * line.quantity for line in reservation.lines
    )


def _let_go(
    reservation_id: str,
    states: Sequence[ReservationState],
    *conditions: ColumnElement[bool],
) -> bool:
    if not _move(reservation_id, states, ReservationState.RELEASED, *conditions):
        return False
    lines = db.session.scalars(
        select(ReservationLine).where(ReservationLine.reservation_id == reservation_id)
    )
    give_back([Quantity(line.product_id, line.quantity) for line in lines])
    return True


def _move(
    reservation_id: str,
    states: Sequence[ReservationState],
    state: ReservationState,
    *conditions: ColumnElement[bool],
) -> bool:
    return changed_one_row(
        update(Reservation)
        .where(Reservation.id == reservation_id, Reservation.state.in_(states))
        .where(*conditions)
        .values(state=state, expires_at=None)
    )


def _fingerprint(lines: Sequence[Quantity]) -> str:
    written = json.dumps([asdict(line) for line in sorted(lines)])
    return hashlib.sha256(written.encode()).hexdigest()
