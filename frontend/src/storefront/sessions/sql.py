"""Sessions in the storefront's own database: the default."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from service_kit.database_readiness import is_reachable
from service_kit.problems import Unavailable
from storefront.database import db, transaction
from storefront.models import StoredSession
from storefront.sessions.store_protocol import (
    Change,
    Lifetime,
    Record,
    SessionsUnavailable,
)

_SWEEP_EVERY = timedelta(minutes=10)


class SqlSessions:
    """Keeps sessions in a table, and now and then sweeps out those that are over."""

    def __init__(self, lifetime: Lifetime) -> None:
        """Take how long sessions last."""
        self._lifetime = lifetime
        self._swept_at: datetime | None = None

    def is_reachable(self) -> bool:
        """Return whether the database answers."""
        return is_reachable(db.engine)

    def find(self, key: str) -> Record | None:
        """Look a session up, and let go of the database before the page is made."""
        found = select(
            StoredSession.content, StoredSession.created_at, StoredSession.touched_at
        ).where(StoredSession.key == key)
        with _or_away(), db.engine.connect() as connection:
            row = connection.execute(found).one_or_none()
        return Record(json.loads(row[0]), row[1], row[2]) if row else None

    def create(self, key: str, record: Record) -> None:
        """Keep a new session."""
        _attempt(lambda: self._insert(key, record))

    def apply(self, key: str, change: Change) -> None:
        """Change a session; one that has ended meanwhile stays ended."""
        _attempt(lambda: _update(key, change))

    def end(self, key: str) -> None:
        """Forget a session."""
        _attempt(lambda: _delete(key))

    @transaction
    def _insert(self, key: str, record: Record) -> None:
        self._sweep(record.created_at)
        db.session.add(
            StoredSession(
                key=key,
                content=json.dumps(dict(record.values)),
                created_at=record.created_at,
                touched_at=record.touched_at,
            )
        )

    def _sweep(self, at: datetime) -> None:
        if self._swept_at and at - self._swept_at < _SWEEP_EVERY:
            return
        self._swept_at = at
        is_over = or_(
            StoredSession.touched_at <= at - self._lifetime.idle,
            StoredSession.created_at <= at - self._lifetime.absolute,
        )
        db.session.execute(delete(StoredSession).where(is_over))


@transaction
def _update(key: str, change: Change) -> None:
    is_this = StoredSession.key == key
    content = db.session.scalar(
        select(StoredSession.content).where(is_this).with_for_update()
    )
    if content is None:
        return
    values = json.loads(content) | dict(change.written)
    kept = {name: text for name, text in values.items() if name not in change.removed}
    db.session.execute(
        update(StoredSession)
        .where(is_this)
        .values(content=json.dumps(kept), touched_at=change.touched_at)
    )


@transaction
def _delete(key: str) -> None:
    db.session.execute(delete(StoredSession).where(StoredSession.key == key))


def _attempt(write: Callable[[], None]) -> None:
    with _or_away():
        write()


@contextmanager
def _or_away() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, Unavailable) as error:
        raise SessionsUnavailable from error
