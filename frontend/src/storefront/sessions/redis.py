"""Sessions in Redis, for a shop of several machines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from service_kit.clock import rfc3339
from storefront.sessions.store_protocol import (
    Change,
    Lifetime,
    Record,
    SessionsUnavailable,
)

_CREATED, _TOUCHED, _VALUE = "created_at", "touched_at", "value:"


def connect(url: str) -> "Redis":
    """Open the connection; a store that hangs must not hang the shop."""
    return Redis.from_url(
        url,
        socket_connect_timeout=0.5,
        socket_timeout=0.5,
        # A connection that Redis has closed meanwhile is worth one more try.
        retry=Retry(NoBackoff(), 1),
        decode_responses=True,
    )


class RedisSessions:
    """Keeps each session as a hash that Redis forgets by itself."""

    def __init__(self, redis: "Redis", lifetime: Lifetime) -> None:
        """Take the connection and how long sessions last."""
        self._redis = redis
        self._idle = int(lifetime.idle.total_seconds())

    def is_reachable(self) -> bool:
        """Return whether Redis answers."""
        try:
            return bool(self._redis.ping())
        except RedisError:
            return False

    def find(self, key: str) -> Record | None:
        """Look a session up."""
        with _or_away():
            found: Any = self._redis.hgetall(_name(key))
        if not found:
            return None
        values = {
            field.removeprefix(_VALUE): text
            for field, text in found.items()
            if field.startswith(_VALUE)
        }
        created, touched = (found[field] for field in (_CREATED, _TOUCHED))
        return Record(
            values, datetime.fromisoformat(created), datetime.fromisoformat(touched)
        )

    def create(self, key: str, record: Record) -> None:
        """Keep a new session."""
        instants = {
            _CREATED: rfc3339(record.created_at),
            _TOUCHED: rfc3339(record.touched_at),
        }

        def write(pipe: Any) -> None:
            pipe.multi()
            pipe.hset(_name(key), mapping=instants | _fields(record.values))
            pipe.expire(_name(key), self._idle)

        self._write(key, write)

    def apply(self, key: str, change: Change) -> None:
        """Change a session; one that has ended meanwhile stays ended."""

        def write(pipe: Any) -> None:
            is_there = pipe.exists(_name(key))
            pipe.multi()
            if not is_there:
                return
            touched = {_TOUCHED: rfc3339(change.touched_at)}
            pipe.hset(_name(key), mapping=touched | _fields(change.written))
            if change.removed:
                pipe.hdel(_name(key), *(_VALUE + name for name in change.removed))
            pipe.expire(_name(key), self._idle)

        self._write(key, write)

    def end(self, key: str) -> None:
        """Forget a session."""
        with _or_away():
            self._redis.delete(_name(key))

    def _write(self, key: str, write: Callable[[Any], None]) -> None:
        # Watched: a session that ends while it is being written must not come back.
        with _or_away():
            self._redis.transaction(write, _name(key))


def _name(key: str) -> str:
    return f"furrow:session:{key}"


def _fields(values: Any) -> dict[str, str]:
    return {_VALUE + name: text for name, text in values.items()}


@contextmanager
def _or_away() -> Iterator[None]:
    try:
        yield
    except RedisError as error:
        raise SessionsUnavailable from error
