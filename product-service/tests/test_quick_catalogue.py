from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from product_service.database import db

from .conftest import MakeProduct


@pytest.fixture
def asked(app: Flask) -> Iterator[list[tuple[str, object]]]:
    """What the database is asked during a test."""
    statements: list[tuple[str, object]] = []
    with app.app_context():
        engine = db.engine

    @event.listens_for(engine, "before_cursor_execute")
    def note(_c: object, _k: object, statement: str, given: object, *_: object) -> None:
        statements.append((statement, given))

    yield statements
    event.remove(engine, "before_cursor_execute", note)


def plans(app: Flask, asked: list[tuple[str, object]]) -> list[str]:
    selects = [entry for entry in asked if entry[0].startswith("SELECT")]
    with app.app_context(), db.engine.connect() as connection:
        return [
            row.detail
            for statement, given in selects
            for row in connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {statement}", given
            )
        ]


@pytest.mark.sqlite
@pytest.mark.parametrize("sort", ["featured", "name", "price", "-price", "newest"])
def test_page_costs_two_questions_answered_by_index(
    app: Flask,
    client: FlaskClient,
    make_product: MakeProduct,
    asked: list[tuple[str, object]],
    sort: str,
) -> None:
    for number in range(9):
        make_product(f"Packet {number}")
    first = client.get(f"/api/products?sort={sort}&limit=3").json["next"]
    asked.clear()

    client.get(f"/api/products?sort={sort}&limit=3&cursor={first}")

    selects = plans(app, asked)
    assert len(selects) == 2
    assert all("USING" in plan and "TEMP" not in plan for plan in selects), selects


def test_whole_catalogue_costs_one_question(
    client: FlaskClient, make_product: MakeProduct, asked: list[tuple[str, object]]
) -> None:
    make_product("Basil")
    asked.clear()

    client.get("/api/products")

    assert len([entry for entry in asked if entry[0].startswith("SELECT")]) == 1
