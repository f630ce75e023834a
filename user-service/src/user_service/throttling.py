"""Counts attempts in the database, so that all workers together keep to one limit.

Each attempt takes one of as many numbered slots as there are attempts allowed, before
it is made. Of two that reach for one slot, the primary key lets one have it.
"""

import itertools
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from service_kit.clock import now
from user_service.config import Settings
from user_service.database import db, transaction
from user_service.errors import TooManyAttempts
from user_service.models import Attempt

# A whole house may be tried so many times more than one account.
_EVERYWHERE = 100


@dataclass(frozen=True)
class Limit:
    """So many attempts in so much time, for each key by itself."""

    kind: str
    attempts: int
    window: timedelta
    sentence: str


@dataclass(frozen=True)
class Slot:
    """The place that an attempt has taken."""

    kind: str
    key: str
    number: int


@dataclass(frozen=True)
class Limits:
    """What may be tried how often."""

    account: Limit
    network: Limit
    everywhere: Limit
    own_password: Limit
    registrations: Limit
    name_checks: Limit


def limits_of(settings: Settings) -> Limits:
    """Read the limits from the settings."""
    failures = settings.login_failures
    window = timedelta(seconds=settings.login_window_seconds)
    refused = "Too many failed log-ins."
    return Limits(
        account=Limit("account", failures, window, refused),
        network=Limit("network", failures, window, refused),
        everywhere=Limit("everywhere", failures * _EVERYWHERE, window, refused),
        own_password=Limit(
            "own-password", failures, window, "Too many wrong passwords."
        ),
        registrations=Limit(
            "registration",
            settings.registrations_per_hour,
            timedelta(hours=1),
            "Too many new accounts.",
        ),
        name_checks=Limit(
            "name-check",
            settings.name_checks_per_minute,
            timedelta(minutes=1),
            "Too many names asked for.",
        ),
    )


@transaction
def reserve(limit: Limit, key: str) -> Slot:
    """Take a slot for an attempt; raise `TooManyAttempts` where none is free."""
    _forget_expired(limit)
    while True:
        slot = _lowest_free(limit, key)
        if _take(slot):
            return slot


@transaction
def release(*slots: Slot) -> None:
    """Give slots back whose attempts were no failures."""
    for slot in slots:
        db.session.execute(
            delete(Attempt).where(
                Attempt.kind == slot.kind,
                Attempt.key == slot.key,
                Attempt.slot == slot.number,
            )
        )


@transaction
def forgive(slot: Slot) -> None:
    """Give all slots of this slot's key back."""
    db.session.execute(
        delete(Attempt).where(Attempt.kind == slot.kind, Attempt.key == slot.key)
    )


def _forget_expired(limit: Limit) -> None:
    expired = Attempt.happened_at <= now() - limit.window
    db.session.execute(delete(Attempt).where(Attempt.kind == limit.kind, expired))


def _lowest_free(limit: Limit, key: str) -> Slot:
    taken = _taken(limit, key)
    if len(taken) >= limit.attempts:
        raise TooManyAttempts(limit.sentence, _wait(limit, min(taken.values())))
    number = next(slot for slot in itertools.count() if slot not in taken)
    return Slot(limit.kind, key, number)


def _taken(limit: Limit, key: str) -> dict[int, datetime]:
    rows = db.session.execute(
        select(Attempt.slot, Attempt.happened_at).where(
            Attempt.kind == limit.kind, Attempt.key == key
        )
    )
    return dict(rows.all())


def _wait(limit: Limit, oldest: datetime) -> int:
    return max(1, round((oldest + limit.window - now()).total_seconds()))


def _take(slot: Slot) -> bool:
    row = insert(Attempt).values(
        kind=slot.kind, key=slot.key, slot=slot.number, happened_at=now()
    )
    try:
        with db.session.begin_nested():
            db.session.execute(row)
    except IntegrityError:
        return False
    return True
