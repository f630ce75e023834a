"""The applications of a checkout on every database that is installed here."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import flask_migrate
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from pydantic import SecretStr

import order_service
import payment_sandbox
import product_service
import user_service
from order_service.config import Settings as OrderSettings
from payment_sandbox.config import Settings as BankSettings
from product_service.config import Settings as ProductSettings
from testing.resilience.databases.servers import NewDatabase, Server, find_servers
from user_service.config import Settings as UserSettings

T = TypeVar("T")
SERVERS = find_servers()
# Who does the same at the same moment.
CROWD = 8
AWAY = "http://nobody-is-called.invalid"
SECRET = SecretStr("a-secret-that-only-the-tests-know-4711")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-database",
        action="store_true",
        help="fail where the server of a database is not installed",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "server" in metafunc.fixturenames:
        installed = [name for name, server in SERVERS.items() if server]
        wanted = SERVERS if metafunc.config.option.every_database else installed
        metafunc.parametrize("server", wanted, indirect=True, scope="session")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for name, server in SERVERS.items():
        known = "tried" if server else "NOT TRIED: its server is not installed here"
        terminalreporter.write_line(f"{name}: {known}")


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[NewDatabase]:
    server: Server | None = SERVERS[request.param]
    assert server, f"Install the server of {request.param}, or do not demand it."
    with server() as new_database:
        yield new_database


@pytest.fixture(scope="session")
def catalogue(server: NewDatabase) -> Iterator[Flask]:
    yield from products_in(server("products"))


def products_in(database_url: str) -> Iterator[Flask]:
    settings = ProductSettings(
        environment="test", database_url=database_url, user_service_url=AWAY
    )
    app = product_service.create_app(settings)
    yield from migrated(app, product_service.database.db)


@pytest.fixture(scope="session")
def orders(server: NewDatabase) -> Iterator[Flask]:
    settings = OrderSettings(
        environment="test",
        log_level="ERROR",
        database_url=server("orders"),
        user_service_url=AWAY,
        product_service_url=AWAY,
        payment_url=AWAY,
        payment_secret=SECRET,
        service_secret=SECRET,
    )
    app = order_service.create_app(settings)
    yield from migrated(app, order_service.database.db)


@pytest.fixture(scope="session")
def people(server: NewDatabase) -> Iterator[Flask]:
    yield from people_in(server("people"))


def people_in(database_url: str) -> Iterator[Flask]:
    settings = UserSettings(
        environment="test",
        log_level="ERROR",
        database_url=database_url,
        signing_key=new_signing_key(),
        order_service_secret=SECRET,
        frontend_secret=SecretStr("another-secret-that-only-the-tests-know"),
        hash_memory_kib=8,
        hash_passes=1,
    )
    app = user_service.create_app(settings)
    yield from migrated(app, user_service.database.db)


def environment_of(people: Flask) -> dict[str, str]:
    """Name what another process needs to serve the same database."""
    return {
        "DATABASE_URL": people.config["SQLALCHEMY_DATABASE_URI"],
        "ENVIRONMENT": "test",
        "LOG_LEVEL": "ERROR",
        "SIGNING_KEY": new_signing_key().get_secret_value(),
        "ORDER_SERVICE_SECRET": SECRET.get_secret_value(),
        "FRONTEND_SECRET": "another-secret-that-only-the-tests-know",
        "HASH_PASSES": "1",
    }


def new_signing_key() -> SecretStr:
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return SecretStr(pem.decode())


@pytest.fixture(scope="session")
def bank(server: NewDatabase) -> Iterator[Flask]:
    settings = BankSettings(
        environment="test", database_url=server("payments"), payment_secret=SECRET
    )
    app = payment_sandbox.create_app(settings)
    yield from migrated(app, payment_sandbox.database.db)


def migrated(app: Flask, db: SQLAlchemy) -> Iterator[Flask]:
    with app.app_context():
        flask_migrate.upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


def at_once(app: Flask, deed: Callable[[int], T]) -> list[T]:
    """Do the same in many threads at the same moment."""
    start = Barrier(CROWD)

    def come(number: int) -> T:
        with app.app_context():
            start.wait()
            return deed(number)

    with ThreadPoolExecutor(CROWD) as crowd:
        return list(crowd.map(come, range(CROWD)))
