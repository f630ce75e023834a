"""A user-service with an empty database, and people who use it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from sqlite3 import Connection

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import event, select

from user_service import create_app
from user_service.config import Settings
from user_service.database import db
from user_service.models import Attempt, SignIn
from user_service.security_settings import read_security_settings

from .fakes import CHEAP_MEMORY_KIB, CHEAP_PASSES, WatchedPasswords
from .people import Person, Town

ORDER_SERVICE_SECRET = "an-order-secret-that-only-tests-know-1"
FRONTEND_SECRET = "a-frontend-secret-that-only-tests-know-2"
SIGNING_KEY = (
    Ed25519PrivateKey.generate()
    .private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    .decode()
)


def trust_the_power_supply(connection: object, _record: object) -> None:
    """Wait for no disk: a test's database need not survive the test."""
    if isinstance(connection, Connection):
        connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """Name a file; `nox -s databases` names a server's database, and empties it."""
    return os.environ.get("TEST_DATABASE_URL", f"sqlite:///{tmp_path}/users.db")


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(
        environment="test",
        log_level="ERROR",
        database_url=database_url,
        signing_key=SecretStr(SIGNING_KEY),
        order_service_secret=SecretStr(ORDER_SERVICE_SECRET),
        frontend_secret=SecretStr(FRONTEND_SECRET),
        hash_memory_kib=CHEAP_MEMORY_KIB,
        hash_passes=CHEAP_PASSES,
    )


@pytest.fixture
def passwords() -> WatchedPasswords:
    return WatchedPasswords()


@pytest.fixture
def app(settings: Settings, passwords: WatchedPasswords) -> Iterator[Flask]:
    app = create_app(
        settings, replace(read_security_settings(settings), passwords=passwords)
    )
    with app.app_context():
        event.listen(db.engine, "connect", trust_the_power_supply)
        db.create_all()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def town(app: Flask) -> Town:
    return Town(app)


@pytest.fixture
def ada(town: Town) -> Person:
    return town.join("ada")


@pytest.fixture
def bob(town: Town) -> Person:
    return town.join("bob")


@pytest.fixture
def keeper(town: Town) -> Person:
    return town.appoint("keeper")


@pytest.fixture
def let_pass(app: Flask) -> Callable[..., None]:
    """Move all that has happened into the past."""

    def let_pass(**time: int) -> None:
        with app.app_context():
            for attempt in db.session.scalars(select(Attempt)):
                attempt.happened_at -= timedelta(**time)
            for sign_in in db.session.scalars(select(SignIn)):
                sign_in.created_at -= timedelta(**time)
                sign_in.expires_at -= timedelta(**time)
            db.session.commit()

    return let_pass
