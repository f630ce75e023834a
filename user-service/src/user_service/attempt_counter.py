"""Counts attempts in the database, so that all workers together keep to one limit.

Each attempt takes one of as many numbered slots as there are attempts allowed, before
it is made. Of two that reach for one slot, the primary key lets one have it. A slot is
pending until its attempt has failed, which settles it, or succeeded, which gives it
back: where only attempts under way fill the slots, nobody has failed too often, and
whoever comes is asked to come again in a moment.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from service_kit.clock import now
from user_service.database import db, transaction
from user_service.errors import TooBusy, TooManyAttempts
from user_service.models import Attempt
from user_service.rate_limits import Limit

_Taken = Row[int, datetime, bool]
# As far as the clocks of two processes may be apart.
_A_CLOCK_APART = timedelta(minutes=2)
# No attempt takes longer; one that is pending after that died with its process.
_LONGEST_ATTEMPT = timedelta(seconds=30)


@dataclass(frozen=True)
class Slot:
    """The place that an attempt has taken."""

    kind: str
    key: str
    number: int


@transaction
def reserve(limit: Limit, key: str) -> Slot:
    """Take a slot for an attempt that has yet to fail or succeed.

    Raises `TooManyAttempts` where all slots are failures, and `TooBusy` where all are
    taken and some attempts still under way.
    """
    _forget_expired(limit)
    return _take_lowest(limit, key, is_pending=True)


@transaction
def count(limit: Limit, key: str) -> None:
    """Count an attempt, whatever becomes of it; raise `TooManyAttempts`."""
    _forget_expired(limit)
    _take_lowest(limit, key, is_pending=False)


@transaction
def demand_room(limit: Limit, key: str) -> None:
    """Raise `TooManyAttempts` where the limit is reached; count nothing."""
    of_key = (Attempt.kind == limit.kind, Attempt.key == key)
    found = select(func.count(), func.min(Attempt.happened_at))
    found = found.where(*of_key, _is_recent(limit))
    attempts, oldest = db.session.execute(found).one()
    if attempts >= limit.attempts:
        raise TooManyAttempts(limit.sentence, _wait(limit, oldest))


@transaction
def settle(slots: Iterable[Slot]) -> None:
    """Note that the attempts of these slots have failed."""
    for slot in slots:
        db.session.execute(update(Attempt).where(_is(slot)).values(is_pending=False))


@transaction
def release(slots: Iterable[Slot]) -> None:
    """Give slots back whose attempts were no failures."""
    for slot in slots:
        db.session.execute(delete(Attempt).where(_is(slot)))


@transaction
def forgive(slot: Slot) -> None:
    """Give all slots of this slot's key back."""
    db.session.execute(
        delete(Attempt).where(Attempt.kind == slot.kind, Attempt.key == slot.key)
    )


def _forget_expired(limit: Limit) -> None:
    """Delete what counts no more.

    It looks without a lock first: on MariaDB a DELETE waits for every row of the kind
    that others are writing, and log-ins at once met in deadlocks.
    """
    is_expired = and_(Attempt.kind == limit.kind, ~_is_recent(limit))
    if db.session.scalar(select(exists().where(is_expired))):
        db.session.execute(delete(Attempt).where(is_expired))


def _is_recent(limit: Limit) -> ColumnElement[bool]:
    """Select the attempts that count; one dated ahead does not: it would for hours."""
    moment = now()
    return and_(
        Attempt.happened_at > moment - limit.window,
        Attempt.happened_at <= moment + _A_CLOCK_APART,
    )


def _take_lowest(limit: Limit, key: str, *, is_pending: bool) -> Slot:
    while True:
        slot = _lowest_free(limit, key)
        if _take(slot, is_pending=is_pending):
            return slot


def _lowest_free(limit: Limit, key: str) -> Slot:
    taken = _taken(limit, key)
    if len(taken) >= limit.attempts:
        _refuse(limit, taken)
    numbers = {attempt.slot for attempt in taken}
    number = next(slot for slot in itertools.count() if slot not in numbers)
    return Slot(limit.kind, key, number)


def _taken(limit: Limit, key: str) -> Sequence[_Taken]:
    return db.session.execute(
        select(Attempt.slot, Attempt.happened_at, Attempt.is_pending).where(
            Attempt.kind == limit.kind, Attempt.key == key
        )
    ).all()


def _refuse(limit: Limit, taken: Sequence[_Taken]) -> NoReturn:
    since = now() - _LONGEST_ATTEMPT
    if any(attempt.is_pending and attempt.happened_at > since for attempt in taken):
        raise TooBusy
    oldest = min(attempt.happened_at for attempt in taken)
    raise TooManyAttempts(limit.sentence, _wait(limit, oldest))


def _is(slot: Slot) -> ColumnElement[bool]:
    """Name one row by its whole key: MariaDB locks every row that it has to look at."""
    of_key = and_(Attempt.kind == slot.kind, Attempt.key == slot.key)
    return and_(of_key, Attempt.slot == slot.number)


def _wait(limit: Limit, oldest: datetime) -> int:
    return max(1, round((oldest + limit.window - now()).total_seconds()))


def _take(slot: Slot, *, is_pending: bool) -> bool:
    row = insert(Attempt).values(
        kind=slot.kind,
        key=slot.key,
        slot=slot.number,
        happened_at=now(),
        is_pending=is_pending,
    )
    try:
        with db.session.begin_nested():
            db.session.execute(row)
    except IntegrityError:
        return False
    return True
