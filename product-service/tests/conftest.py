"""A catalogue with an empty database for each test, and those who come to it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from product_service import create_app
from product_service.administration import add_product
from product_service.config import Settings
from product_service.database import db
from product_service.models import Product
from product_service.product_details import Details
from product_service.text_folding import slug_of
from service_kit.money import Money

from .fakes import FakeUserService

ADA = 1
MakeProduct = Callable[..., Product]
QuantityOf = Callable[[int], int]
Visit = Callable[[str], FlaskClient]


def settings(database_url: str) -> Settings:
    return Settings(
        environment="test",
        database_url=database_url,
        user_service_url="http://fake-this-call.invalid",
    )


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("empty") / "products.db"
    with create_app(settings(f"sqlite:///{database}"), FakeUserService()).app_context():
        db.create_all()
        db.engine.dispose()
    return database


@pytest.fixture
def user_service() -> FakeUserService:
    return FakeUserService()


@pytest.fixture
def new_database_url(tmp_path: Path) -> str:
    """Name a database without tables."""
    return os.environ.get("TEST_DATABASE_URL", f"sqlite:///{tmp_path}/new.db")


@pytest.fixture
def database_url(empty_database: Path, tmp_path: Path) -> str:
    """Copy a file; `nox -s databases` names a server's database, and empties it."""
    if lent := os.environ.get("TEST_DATABASE_URL"):
        return lent
    return f"sqlite:///{shutil.copy(empty_database, tmp_path / 'products.db')}"


@pytest.fixture
def app(database_url: str, user_service: FakeUserService) -> Iterator[Flask]:
    app = create_app(settings(database_url), user_service)
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def visit(app: Flask) -> Visit:
    def visit_with(token: str) -> FlaskClient:
        visitor = app.test_client()
        visitor.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return visitor

    return visit_with


@pytest.fixture
def admin(visit: Visit, user_service: FakeUserService) -> FlaskClient:
    return visit(user_service.sign_in(ADA, is_admin=True))


@pytest.fixture
def shopper(visit: Visit, user_service: FakeUserService) -> FlaskClient:
    return visit(user_service.sign_in(2))


@pytest.fixture
def orders(visit: Visit, user_service: FakeUserService) -> FlaskClient:
    return visit(user_service.service_token("order-service"))


@pytest.fixture
def make_product(app: Flask) -> MakeProduct:
    def make(
        name: str, price: str = "12.00", currency: str = "EUR", **details: object
    ) -> Product:
        members = {"slug": slug_of(name), "quantity": 10} | details
        with app.app_context():
            return add_product(
                Details(name, price=Money.parse(price, currency), **members)
            )

    return make


@pytest.fixture
def quantity_of(client: FlaskClient) -> QuantityOf:
    def look(product_id: int) -> int:
        found = client.get("/api/products", query_string={"id": product_id})
        return found.json["results"][0]["quantity"]

    return look
