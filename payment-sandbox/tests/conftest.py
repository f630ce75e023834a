"""A sandbox with an empty database for each test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from payment_sandbox import create_app
from payment_sandbox.config import Settings
from payment_sandbox.database import db

SECRET = "a-secret-that-only-the-tests-know-4711"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """Name a file; `nox -s databases` names a server's database, and empties it."""
    return os.environ.get("TEST_DATABASE_URL", f"sqlite:///{tmp_path}/payments.db")


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(
        environment="test",
        database_url=database_url,
        payment_secret=SecretStr(SECRET),
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    with app.app_context():
        db.create_all()
    # No context stays open: each request must find its own way to the database.
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def shop(client: FlaskClient) -> FlaskClient:
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {SECRET}"
    return client
