"""A storefront with three fake services behind it, and somebody who visits it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from pydantic import SecretStr

from service_kit.money import Money
from storefront import create_app
from storefront.clients.user_service import Browser, NewAccount
from storefront.config import Settings
from storefront.database import db
from storefront.service_clients import Services

from .fakes import FakeOrders, FakeProducts, FakeUsers, make_product
from .page_browser import HOME, Visitor

NOWHERE = "http://fake-this-call.invalid"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """Name a file; `nox -s databases` names a server's database, and empties it."""
    return os.environ.get("TEST_DATABASE_URL", f"sqlite:///{tmp_path}/sessions.db")


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(
        environment="test",
        log_level="ERROR",
        database_url=database_url,
        user_service_url=NOWHERE,
        product_service_url=NOWHERE,
        order_service_url=NOWHERE,
        service_secret=SecretStr("a-secret-that-only-the-tests-know-4711"),
        secret_key=SecretStr("another-secret-that-only-tests-know-0815"),
    )


@pytest.fixture
def products() -> FakeProducts:
    return FakeProducts(
        stock=[
            make_product(1, "Sunflower"),
            make_product(2, "Field Poppy", price=Money(180, "EUR"), quantity=3),
            make_product(3, "Basil", category="herbs", price=Money(190, "EUR")),
        ]
    )


@pytest.fixture
def users() -> FakeUsers:
    users = FakeUsers()
    ada = NewAccount("ada", "ada@example.org", "correct horse", "Ada", "Lovelace")
    users.register(ada, Browser("192.0.2.1"))
    users.tokens.clear()
    return users


@pytest.fixture
def orders(products: FakeProducts, users: FakeUsers) -> FakeOrders:
    return FakeOrders(products=products, users=users)


@pytest.fixture
def services(users: FakeUsers, products: FakeProducts, orders: FakeOrders) -> Services:
    return Services(users, products, orders)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates, compiled once for all tests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def open_shop(
    services: Services, compiled: FileSystemBytecodeCache
) -> Iterator[Callable[[Settings], Flask]]:
    """Opens a shop with the settings of the test, and closes it afterwards."""
    opened = []

    def open_with(settings: Settings) -> Flask:
        app = create_app(settings, services)
        app.jinja_env.bytecode_cache = compiled
        with app.app_context():
            db.create_all()
        opened.append(app)
        return app

    yield open_with
    for app in opened:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(open_shop: Callable[[Settings], Flask], settings: Settings) -> Flask:
    return open_shop(settings)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app.test_client())


@pytest.fixture
def ada(visitor: Visitor) -> Visitor:
    """Somebody with an account, who has signed in."""
    visitor.sign_in()
    return visitor


@pytest.fixture
def waiting(ada: Visitor, orders: FakeOrders) -> Visitor:
    """Somebody whose order for two sunflowers is being confirmed."""
    orders.settles_slowly = True
    ada.add(1, 2)
    ada.open("/checkout")
    ada.send("/checkout", **HOME)
    return ada
