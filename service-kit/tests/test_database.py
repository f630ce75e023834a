from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from threading import get_ident

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, OperationalError

from service_kit import clock
from service_kit.database import TRIES, reading, transactional, wal_is_safe

from .conftest import Jar


def test_writers_under_contention_lose_nothing(app: Flask, db: SQLAlchemy) -> None:
    @transactional(db)
    def add_bean() -> None:
        jar = db.session.get(Jar, 1) or Jar(id=1, beans=0)
        jar.beans += 1
        db.session.add(jar)

    def work(_: int) -> None:
        with app.app_context():
            for _ in range(25):
                add_bean()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))

    with app.app_context():
        assert db.session.get(Jar, 1).beans == 200


def test_writers_of_one_process_never_meet_at_the_file(
    app: Flask, db: SQLAlchemy
) -> None:
    there: set[int] = set()
    crowds: list[int] = []

    @transactional(db)
    def write() -> None:
        db.session.add(Jar())

    def arrive(*_: object) -> None:
        there.add(get_ident())
        crowds.append(len(there))

    def work(_: int) -> None:
        with app.app_context():
            for _ in range(10):
                write()

    with app.app_context():
        event.listen(db.engine, "checkout", arrive)
        event.listen(db.engine, "checkin", lambda *_: there.discard(get_ident()))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))

    assert set(crowds) == {1}


def test_failed_use_case_changes_nothing(app: Flask, db: SQLAlchemy) -> None:
    @transactional(db)
    def drop_jar() -> None:
        db.session.add(Jar(id=1, beans=9))
        db.session.flush()
        raise ValueError("oops")

    with app.app_context():
        with pytest.raises(ValueError, match="oops"):
            drop_jar()

        assert db.session.get(Jar, 1) is None


def test_use_case_within_another_joins_it(app: Flask, db: SQLAlchemy) -> None:
    @transactional(db)
    def inner() -> None:
        db.session.add(Jar(id=1, beans=1))

    @transactional(db)
    def outer() -> None:
        inner()
        raise ValueError("oops")

    with app.app_context():
        with pytest.raises(ValueError, match="oops"):
            outer()

        assert db.session.get(Jar, 1) is None


@pytest.mark.parametrize("code", [1020, 1205, 1213, 1305])
@pytest.mark.parametrize("failures", [1, 2])
def test_conflict_repeats_the_whole_use_case(
    app: Flask, db: SQLAlchemy, failures: int, code: int
) -> None:
    runs: list[int] = []

    @transactional(db)
    def fill() -> int:
        runs.append(1)
        if len(runs) <= failures:
            error = Exception(code)
            raise OperationalError("UPDATE", {}, error)
        return len(runs)

    with app.app_context():
        assert fill() == failures + 1


def test_lasting_conflict_is_reported_after_three_tries(
    app: Flask, db: SQLAlchemy
) -> None:
    runs: list[int] = []

    @transactional(db)
    def fill() -> None:
        runs.append(1)
        raise IntegrityError("INSERT", {}, Exception("taken"))

    with app.app_context(), pytest.raises(IntegrityError):
        fill()

    assert len(runs) == TRIES


def test_reading_keeps_no_writer_waiting(app: Flask, db: SQLAlchemy) -> None:
    @reading(db)
    def look() -> Jar | None:
        return db.session.get(Jar, 1)

    with app.app_context():
        look()

        assert not db.session().in_transaction()


def test_instants_keep_their_zone() -> None:
    berlin = timezone(timedelta(hours=1))

    written = clock.rfc3339(datetime(2026, 11, 21, 11, 0, 0, 999, berlin))

    assert written == "2026-11-21T10:00:00+00:00"
    assert clock.as_utc(datetime(2026, 1, 1)).tzinfo is UTC


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ("3.40.1", False),
        ("3.44.6", True),
        ("3.45.0", False),
        ("3.50.7", True),
        ("3.51.2", False),
        ("3.51.3", True),
        ("3.53.0", True),
    ],
)
def test_wal_waits_for_a_mended_sqlite(version: str, safe: bool) -> None:
    assert wal_is_safe(version) is safe
