"""Sign-ins after their beginning: whose one is, which there are, how they end."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, select, update

from service_kit.clock import now
from service_kit.tokens import LEEWAY, MOST_SKEW
from user_service.database import db, look_up, transaction
from user_service.errors import SessionUnknown
from user_service.models import SignIn, User

_MOST_LISTED = 100
# As long after its end as any service may still take its token for good.
KEPT_AFTER_EXPIRY = LEEWAY + MOST_SKEW


@look_up
def holder(session_id: str, user_id: int) -> User | None:
    """Tell whose sign-in this is, while it lasts and the account is active."""
    return db.session.scalar(
        select(User)
        .join(SignIn, SignIn.user_id == User.id)
        .where(SignIn.id == session_id, _lasts(), User.id == user_id, User.is_active)
    )


@look_up
def lasting(user_id: int) -> Sequence[SignIn]:
    """List the sign-ins of an account that have not ended, the newest first."""
    return db.session.scalars(
        select(SignIn)
        .where(SignIn.user_id == user_id, _lasts())
        .order_by(SignIn.created_at.desc(), SignIn.id)
        .limit(_MOST_LISTED)
    ).all()


@look_up
def revoked() -> Sequence[SignIn]:
    """List what has ended although its token would still be good somewhere."""
    return db.session.scalars(
        select(SignIn)
        .where(SignIn.ended_at.is_not(None), SignIn.expires_at > forgotten())
        .order_by(SignIn.expires_at, SignIn.id)
    ).all()


def forgotten() -> datetime:
    """Tell the expiry up to which a sign-in need not be remembered any more."""
    return now() - KEPT_AFTER_EXPIRY


@transaction
def end(session_id: str, user_id: int) -> None:
    """End a sign-in of this account; raise `SessionUnknown` where it has none such."""
    if not _end(SignIn.id == session_id, SignIn.user_id == user_id, _lasts()):
        raise SessionUnknown


@transaction
def end_all(user_id: int, *, but: str = "") -> int:
    """End every sign-in of an account, but this one; tell how many those were."""
    return _end(SignIn.user_id == user_id, SignIn.id != but, SignIn.ended_at.is_(None))


@transaction
def erase_visitors(user_id: int) -> None:
    """Forget from where and with what an account was signed in."""
    db.session.execute(
        update(SignIn)
        .where(SignIn.user_id == user_id)
        .values(user_agent="", address="")
    )


def _lasts() -> ColumnElement[bool]:
    return SignIn.ended_at.is_(None) & (SignIn.expires_at > now() - LEEWAY)


def _end(*which: ColumnElement[bool]) -> int:
    ended = db.session.execute(update(SignIn).where(*which).values(ended_at=now()))
    return cast(CursorResult[Any], ended).rowcount
