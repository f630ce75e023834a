"""What a thief of the session store can read, and its forger achieves: nothing."""

import base64
import hashlib
import json
from collections.abc import Mapping

import pytest
from fakeredis import FakeRedis
from flask import Flask
from sqlalchemy import select

from service_kit.clock import now
from storefront.database import db
from storefront.models import StoredSession
from storefront.sessions import Lifetime, Record
from storefront.sessions.redis import RedisSessions

from .page_browser import Visitor

STRANGER = ["Sign in", "Basket"]


class Store:
    """The store in the hands of somebody else, with what it holds for a visitor."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._store = app.session_interface.store

    def dump(self) -> str:
        """Write all that it holds, also as base64 hides it."""
        texts = [text for row in self._rows() for text in row.values()]
        long = [text for text in texts if len(text) > 60]
        return f"{self._rows()} {[base64.b64decode(it + '==', '-_') for it in long]}"

    def content(self, visitor: Visitor) -> Record:
        with self._app.app_context():
            found = self._store.find(kept_key(visitor))
        assert found
        return found

    def plant(self, visitor: Visitor, values: Mapping[str, str]) -> None:
        key = kept_key(visitor)
        with self._app.app_context():
            self._store.end(key)
            self._store.create(key, Record(values, now(), now()))

    def _rows(self) -> list[dict[str, str]]:
        if isinstance(self._store, RedisSessions):
            redis = self._store._redis
            return [redis.hgetall(key) for key in redis.scan_iter()]
        with self._app.app_context():
            rows = db.session.execute(select(StoredSession.__table__)).all()
        return [json.loads(row.content) for row in rows]


def kept_key(visitor: Visitor) -> str:
    return hashlib.sha256(visitor.cookies["furrow"].encode()).hexdigest()


@pytest.fixture(params=["sql", "redis"])
def store(request: pytest.FixtureRequest, app: Flask) -> Store:
    if request.param == "redis":
        redis = FakeRedis(decode_responses=True)
        app.session_interface.store = RedisSessions(redis, Lifetime())
    return Store(app)


def test_dump_of_the_store_shows_no_token(store: Store, visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.open("/")

    seen = store.dump()

    with visitor.client.session_transaction() as session:
        shopper, csrf = session["shopper"], session["csrf_token"]
    assert "shopper" in seen
    for secret in (shopper["token"], f'"{shopper["username"]}"', csrf):
        assert secret not in seen
    assert visitor.cookies["furrow"] not in seen


def test_session_in_clear_is_none(store: Store, visitor: Visitor) -> None:
    visitor.sign_in()
    with visitor.client.session_transaction() as session:
        clear = {name: json.dumps(value) for name, value in session.items()}

    store.plant(visitor, clear)

    assert visitor.open("/").texts(".mine a") == STRANGER


def test_sealed_value_is_good_for_its_own_session_alone(
    app: Flask, store: Store, visitor: Visitor
) -> None:
    visitor.sign_in()
    eve = Visitor(app.test_client())
    eve.register("eve")

    store.plant(eve, store.content(visitor).values)

    assert eve.open("/").texts(".mine a") == STRANGER


def test_sealed_value_is_good_for_its_own_name_alone(
    store: Store, visitor: Visitor
) -> None:
    visitor.add(1)
    values = store.content(visitor).values

    store.plant(visitor, {**values, "basket:2": values["basket:1"]})

    assert not visitor.open("/").soup.select("#basket-badge .count")


def test_another_secret_opens_nothing(
    app: Flask, store: Store, visitor: Visitor
) -> None:
    visitor.sign_in()

    app.session_interface._secret = "another-secret"

    assert visitor.open("/").texts(".mine a") == STRANGER
