"""Both stores keep the same promises; what the cookie promises is in test_cookie.py."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from fakeredis import FakeRedis, FakeServer
from flask import Flask
from redis.exceptions import ConnectionError as RedisGone
from sqlalchemy import select

from storefront.database import db
from storefront.models import StoredSession
from storefront.sessions import Lifetime, Record, SessionStore, SessionsUnavailable
from storefront.sessions.redis import RedisSessions
from storefront.sessions.sql import SqlSessions
from storefront.sessions.store_protocol import Change

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)
BASKET = Record({"basket:1": "2", "way_back": '"/orders"'}, NOON, NOON)


@pytest.fixture(params=["sql", "redis"])
def store(request: pytest.FixtureRequest, app: Flask) -> Iterator[SessionStore]:
    with app.app_context():
        if request.param == "sql":
            yield SqlSessions(Lifetime())
        else:
            yield RedisSessions(FakeRedis(decode_responses=True), Lifetime())


def test_session_is_found_as_it_was_kept(store: SessionStore) -> None:
    store.create("ada", BASKET)

    assert store.find("ada") == BASKET


def test_unknown_session_is_nothing(store: SessionStore) -> None:
    assert store.find("nobody") is None


def test_change_touches_only_the_names_it_is_about(store: SessionStore) -> None:
    store.create("ada", BASKET)

    store.apply("ada", Change({"basket:3": "1"}, frozenset({"way_back"}), LATER))

    found = store.find("ada")
    assert found == Record({"basket:1": "2", "basket:3": "1"}, NOON, LATER)


def test_two_requests_at_once_keep_what_both_did(store: SessionStore) -> None:
    store.create("ada", BASKET)

    store.apply("ada", Change({"basket:7": "1"}, frozenset(), LATER))
    store.apply("ada", Change({"basket:8": "1"}, frozenset(), LATER))

    found = store.find("ada")
    assert {"basket:7", "basket:8"} <= found.values.keys()


def test_ended_session_does_not_come_back(store: SessionStore) -> None:
    store.create("ada", BASKET)
    store.end("ada")

    store.apply("ada", Change({"basket:1": "9"}, frozenset(), LATER))

    assert store.find("ada") is None


def test_ending_twice_is_no_fault(store: SessionStore) -> None:
    store.end("nobody")
    store.end("nobody")


def test_sql_store_sweeps_out_what_is_over(app: Flask) -> None:
    lifetime = Lifetime()
    with app.app_context():
        store = SqlSessions(lifetime)
        store.create("idle", BASKET)
        store._swept_at = None
        at = NOON + lifetime.idle

        store.create("fresh", Record({}, at, at))

        assert db.session.scalars(select(StoredSession.key)).all() == ["fresh"]


def test_redis_forgets_an_idle_session_by_itself() -> None:
    redis = FakeRedis(decode_responses=True)

    RedisSessions(redis, Lifetime()).create("ada", BASKET)

    assert redis.ttl("furrow:session:ada") == 3600


def test_sql_store_that_is_gone_says_so(app: Flask) -> None:
    with app.app_context():
        db.drop_all()

        with pytest.raises(SessionsUnavailable):
            SqlSessions(Lifetime()).find("ada")


@pytest.mark.parametrize(
    "deed",
    [
        lambda store: store.find("ada"),
        lambda store: store.create("ada", BASKET),
        lambda store: store.apply("ada", Change({}, frozenset(), LATER)),
        lambda store: store.end("ada"),
    ],
)
def test_redis_that_is_gone_says_so(deed: Callable[[SessionStore], None]) -> None:
    server = FakeServer()
    server.connected = False
    redis = FakeRedis(server=server, decode_responses=True)

    with pytest.raises(SessionsUnavailable) as caught:
        deed(RedisSessions(redis, Lifetime()))

    assert isinstance(caught.value.__cause__, RedisGone)
