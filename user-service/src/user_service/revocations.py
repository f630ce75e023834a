"""The list of revoked sign-ins for the other services, whole or in pages.

Pages are in the order in which the ends were committed. A cursor names the last end of
a page by its number and its sign-in. Where that sign-in did not end so, the cursor is
of another life of this database, a backup perhaps, and the list begins anew.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, insert, or_, select, update

from service_kit.clock import LEEWAY, MOST_SKEW, now
from service_kit.row_counts import changed_rows
from user_service.database import db, read_transaction, transaction
from user_service.models import EndCounter, SignIn

BEGINNING = "0"
ON_ONE_PAGE = 2000
# As long after its end as any service may still take its token for good.
KEPT_AFTER_EXPIRY = LEEWAY + MOST_SKEW
_CURSOR = re.compile(r"([1-9][0-9]{0,17})\.([A-Za-z0-9_-]{1,64})", re.ASCII)
_THE_ONE = 1
_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


class EndedSignIn(NamedTuple):
    """A sign-in that has ended, and when its token would run out."""

    sign_in_id: str
    expires_at: datetime


@dataclass(frozen=True)
class EndedSignInPage:
    """Some ends, the cursor of those that follow, and whether there are any yet."""

    ends: Sequence[EndedSignIn]
    cursor: str
    has_more: bool


@read_transaction
def all_ends() -> Sequence[EndedSignIn]:
    """List what has ended although its token would still be good somewhere."""
    asked = select(SignIn.id, SignIn.expires_at).where(
        SignIn.ended_at.is_not(None), SignIn.expires_at > forgotten()
    )
    rows = db.session.execute(asked.order_by(SignIn.expires_at, SignIn.id))
    return [EndedSignIn(*row) for row in rows]


def ends_after(cursor: str, limit: int = ON_ONE_PAGE) -> EndedSignInPage:
    """List the ends that were committed after those of a cursor.

    A cursor that is none of this database's stands at the beginning.
    """
    if _some_lack_numbers():
        _number_the_rest()
    return _ends_after(cursor, limit)


def next_end_number() -> int:
    """Take the next number, within the transaction that ends sign-ins.

    Whoever takes one after this waits until this transaction is over.
    """
    here = EndCounter.id == _THE_ONE
    count = update(EndCounter).where(here).values(number=EndCounter.number + 1)
    if changed_rows(db, count) == 0:
        db.session.execute(insert(EndCounter).values(id=_THE_ONE, number=1))
    return db.session.scalars(select(EndCounter.number).where(here)).one()


def forgotten() -> datetime:
    """Return the expiry up to which a sign-in need not be remembered any more."""
    return now() - KEPT_AFTER_EXPIRY


@read_transaction
def _some_lack_numbers() -> bool:
    """Ask whether a worker of an older release, beside this one, has ended some."""
    return (
        db.session.scalar(select(SignIn.id).where(_lacks_number()).limit(1)) is not None
    )


@transaction
def _number_the_rest() -> None:
    number = next_end_number()
    db.session.execute(update(SignIn).where(_lacks_number()).values(end_number=number))


def _lacks_number() -> ColumnElement[bool]:
    # Every date is after this one, and a comparison finds its place in the index.
    return SignIn.end_number.is_(None) & (SignIn.ended_at > _BEFORE_ALL)


@read_transaction
def _ends_after(cursor: str, limit: int) -> EndedSignInPage:
    place = _place(cursor)
    asked = select(SignIn.end_number, SignIn.id, SignIn.expires_at).where(
        SignIn.expires_at > forgotten(), *_follows(place)
    )
    in_order = asked.order_by(SignIn.end_number, SignIn.id).limit(limit + 1)
    rows = db.session.execute(in_order).all()
    page = rows[:limit]
    last = page[-1][:2] if page else place
    return EndedSignInPage(
        [EndedSignIn(*row[1:]) for row in page],
        f"{last[0]}.{last[1]}" if last else BEGINNING,
        len(rows) > limit,
    )


def _follows(place: tuple[int, str] | None) -> tuple[ColumnElement[bool], ...]:
    if place is None:
        return (SignIn.end_number.is_not(None),)
    number, sign_in_id = place
    # Put twice, because MariaDB finds the beginning in the index by the first alone.
    return (
        SignIn.end_number >= number,
        or_(SignIn.end_number > number, SignIn.id > sign_in_id),
    )


def _place(cursor: str) -> tuple[int, str] | None:
    found = _CURSOR.fullmatch(cursor)
    if not found:
        return None
    number, sign_in_id = int(found[1]), found[2]
    ended = select(SignIn.end_number).where(SignIn.id == sign_in_id)
    return (number, sign_in_id) if db.session.scalar(ended) == number else None
