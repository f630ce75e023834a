import json

import flask_migrate
from sqlalchemy import select, text

from product_service import create_app
from product_service.database import db
from product_service.models import Product, ReservationLine
from product_service.product_details import Facts
from product_service.search import stems_of
from service_kit.migrations import missing_migrations

from .conftest import settings
from .fakes import FakeUserService

_OLD_TOMATO = """
INSERT INTO product (slug, name, name_key, searchable, brand, category, description,
    price, currency, available, facts, is_active, position, version, created_at,
    updated_at)
VALUES ('tomato', 'Cherry Tomatoes', 'cherry tomatoes', 'cherry tomatoes', 'Furrow',
    'herbs', 'Sweet, for pots.', 240, 'EUR', 5, :facts, TRUE, 1, 1,
    '2026-11-01 00:00:00.000000', '2026-11-01 00:00:00.000000')
"""
# What is sold keeps its product from being dropped with the table.
_OLD_SALE = (
    "INSERT INTO reservation (id, state, fingerprint, currency, total)"
    " VALUES ('order-1', 'committed', '', 'EUR', 480)",
    "INSERT INTO reservation_line (reservation_id, product_id, quantity, unit_amount)"
    " VALUES ('order-1', 1, 2, 240)",
)


def test_migrations_make_what_models_say(new_database_url: str) -> None:
    app = create_app(settings(new_database_url), FakeUserService())

    with app.app_context():
        flask_migrate.upgrade()

        assert missing_migrations(db) == []
        db.engine.dispose()


def test_products_from_before_are_found_as_new_ones_are(new_database_url: str) -> None:
    app = create_app(settings(new_database_url), FakeUserService())
    facts = json.dumps(Facts("Solanum", (4,), 90, 40, 10).to_json())

    with app.app_context():
        flask_migrate.upgrade(revision="0001")
        with db.engine.begin() as connection:
            connection.execute(text("INSERT INTO category VALUES ('herbs','Herbs',1)"))
            connection.execute(text(_OLD_TOMATO), {"facts": facts})
            for row in _OLD_SALE:
                connection.execute(text(row))
        flask_migrate.upgrade()
        found = app.test_client().get("/api/products?q=cherry+tomatoes+solanum+herb")
        written = db.session.scalar(select(Product.stems))
        sold = db.session.scalar(select(ReservationLine.quantity))
        db.session.remove()
        db.engine.dispose()

    assert found.json["total"] == 1
    assert sold == 2
    shelf = ("Herbs", "Solanum", "Furrow")
    assert written == stems_of("Cherry Tomatoes", shelf, "Sweet, for pots.")


def test_migrations_can_be_taken_back(new_database_url: str) -> None:
    app = create_app(settings(new_database_url), FakeUserService())

    with app.app_context():
        flask_migrate.upgrade()
        flask_migrate.downgrade(revision="base")

        assert db.inspect(db.engine).get_table_names() == ["alembic_version"]
        db.engine.dispose()
