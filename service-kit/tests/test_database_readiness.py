"""`/health/ready` reports whether the database can be read, whatever it is kept in."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import create_engine

from service_kit.database_readiness import is_reachable

# A writer would wait for five seconds.
PATIENCE = 3.0


@pytest.fixture
def file(tmp_path: Path, app: Flask, db: SQLAlchemy) -> Path:
    with app.app_context():
        db.engine.dispose()
    return tmp_path / "tea.db"


def test_database_that_can_be_read_is_ready(client: FlaskClient) -> None:
    assert client.get("/health/ready").status_code == 200


def test_folder_is_no_database(file: Path, client: FlaskClient) -> None:
    file.unlink()
    file.mkdir()

    assert client.get("/health/ready").status_code == 503


def test_file_that_is_gone_is_not_ready(file: Path, client: FlaskClient) -> None:
    file.unlink()

    assert client.get("/health/ready").status_code == 503
    assert not file.exists()


def test_file_that_is_damaged_is_not_ready(file: Path, client: FlaskClient) -> None:
    file.write_bytes(b"no tea to be had" * 1000)

    assert client.get("/health/ready").status_code == 503


def test_file_that_somebody_locks_is_not_ready(file: Path, client: FlaskClient) -> None:
    with closing(sqlite3.connect(file)) as other:
        # In a write-ahead log a transaction alone would let readers in.
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        begin = time.monotonic()
        answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert time.monotonic() - begin < PATIENCE


def test_file_that_somebody_writes_to_is_ready(file: Path, client: FlaskClient) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")

        assert client.get("/health/ready").status_code == 200


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_memory_is_always_there(url: str) -> None:
    assert is_reachable(create_engine(url))
