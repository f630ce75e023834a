"""Sign-ins after their beginning: whose one is, which there are, how they end."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, select, update

from service_kit.clock import LEEWAY, now
from service_kit.row_counts import changed_rows
from user_service.database import db, read_transaction, transaction
from user_service.errors import SignInNotFound, TooManyAttempts
from user_service.models import SignIn, User
from user_service.revocations import next_end_number

_MOST_LISTED = 100
_HOUR = timedelta(hours=1)


@read_transaction
def holder(sign_in_id: str, user_id: int) -> User | None:
    """Return whose sign-in this is, while it lasts and the account is active."""
    return db.session.scalar(
        select(User)
        .join(SignIn, SignIn.user_id == User.id)
        .where(SignIn.id == sign_in_id, _lasts(), User.id == user_id, User.is_active)
    )


@read_transaction
def lasting(user_id: int) -> Sequence[SignIn]:
    """List the sign-ins of an account that have not ended, the newest first."""
    return db.session.scalars(
        select(SignIn)
        .where(SignIn.user_id == user_id, _lasts())
        .order_by(SignIn.created_at.desc(), SignIn.id)
        .limit(_MOST_LISTED)
    ).all()


def refuse_too_many(user_id: int, per_hour: int) -> None:
    """Raise `TooManyAttempts` where so many sign-ins began within the past hour.

    Each is one that everybody has to know of once it ends. The account's row is locked.
    """
    moment = now()
    began = select(SignIn.created_at).where(
        SignIn.user_id == user_id, SignIn.created_at.between(moment - _HOUR, moment)
    )
    newest = db.session.scalars(
        began.order_by(SignIn.created_at.desc()).limit(per_hour)
    ).all()
    if len(newest) >= per_hour:
        wait = max(1, round((newest[-1] + _HOUR - moment).total_seconds()))
        raise TooManyAttempts("Too many log-ins.", wait)


@transaction
def end(sign_in_id: str, user_id: int) -> None:
    """End a sign-in of this account; raise `SignInNotFound` where it has none such."""
    if not _end(SignIn.id == sign_in_id, SignIn.user_id == user_id, _lasts()):
        raise SignInNotFound


@transaction
def end_all(user_id: int, *, but: str = "") -> int:
    """End every sign-in of an account, but this one; return how many those were."""
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
    end = {"ended_at": now(), "end_number": next_end_number()}
    return changed_rows(db, update(SignIn).where(*which).values(end))
