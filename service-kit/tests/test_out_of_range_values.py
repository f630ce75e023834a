"""A value that fits nowhere is its sender's fault, wherever it is noticed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import literal, select

from service_kit.clock import read_instant
from service_kit.database import Instant

from .conftest import Jar

BEFORE_THE_FIRST_YEAR = "0001-01-01T00:00:00+23:59"
EARLY = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=23)))
HEADERS = [
    *("Accept", "Accept-Encoding", "Authorization", "Content-Type", "Cookie"),
    *("If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "Range"),
    *("If-Unmodified-Since", "Referer", "User-Agent", "X-Request-ID", "X-Consumer"),
]
ODD = [
    "Mon, 01 Jan 0001 00:00:00 +2359",
    "Fri, 31 Dec 9999 23:59:59 -2359",
    "Thu, 99 Foo 99999999999999999999 99:99:99 +9999",
    "bytes=" + "9" * 5000 + "-",
    "bytes=-" + "9" * 5000,
    "application/json;q=1e999999",
    "application/json;q=" + "9" * 5000,
    'W/"' + "9" * 5000 + '"',
    "Bearer " + "A." * 500,
]


@pytest.mark.parametrize(
    "statement",
    [
        select(Jar).where(Jar.id == 2**80),
        select(literal(EARLY, Instant())),
    ],
    ids=["a number for no column", "an instant before the first year"],
)
def test_value_that_cannot_be_bound_is_a_400(
    app: Flask, db: SQLAlchemy, statement: object
) -> None:
    app.add_url_rule("/jar", view_func=lambda: str(db.session.scalar(statement)))

    answer = app.test_client().get("/jar")

    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize(
    "compute",
    [
        lambda: datetime.max.replace(tzinfo=UTC) + timedelta(days=1),
        lambda: int(float("1e400")),
        lambda: Decimal("1e999999999999999999") * 10,
        lambda: Decimal("1e9999999999999999999"),
    ],
    ids=range(4),
)
def test_value_that_breaks_arithmetic_is_a_400(
    app: Flask, compute: Callable[[], object]
) -> None:
    app.add_url_rule("/sum", view_func=lambda: str(compute()))

    assert app.test_client().get("/sum").status_code == 400


def test_fault_of_our_own_stays_a_500(app: Flask) -> None:
    app.add_url_rule("/sum", view_func=lambda: str(1 / 0))

    assert app.test_client().get("/sum").status_code == 500


@pytest.mark.parametrize(
    "text", [BEFORE_THE_FIRST_YEAR, "9999-12-31T23:59:59-01:00", "yesterday", ""]
)
def test_instant_that_utc_has_no_room_for_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="instant|isoformat"):
        read_instant(text)


@given(
    st.sampled_from(HEADERS),
    st.sampled_from(ODD)
    | st.text(st.characters(codec="latin-1", exclude_categories=["Cc"])),
)
@example("If-Modified-Since", ODD[0])
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_header_breaks_anything(client: FlaskClient, name: str, value: str) -> None:
    headers = {name: value}

    for path in ("/openapi.json", "/docs", "/docs/static/docs.css", "/nowhere"):
        with client.get(path, headers=headers) as answer:
            assert answer.status_code < 500
    assert client.post("/teas", headers=headers, data=b"{}").status_code < 500
