"""The catalogue of the shop: products, prices, stock, reservations and pictures.

It answers for what can be bought and how much of it is left, and knows no shoppers.
"""

from pathlib import Path

from flask import Flask

from product_service.auth import TokenAuthenticator, UserService
from product_service.clients.user_service import UserServiceClient
from product_service.commands import catalogue_commands, expire_overdue
from product_service.config import Settings
from product_service.database import db
from product_service.failpoints import POINTS
from product_service.models import Product
from product_service.routes import BLUEPRINTS
from service_kit.access import set_authenticator
from service_kit.application import new_service
from service_kit.configuration import load
from service_kit.currency_check import check_currency
from service_kit.database import connect
from service_kit.failpoints import allow_failpoints
from service_kit.http_client import Connection
from service_kit.migrations import allow_migrations

NAME = "product-service"
MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def create_app(
    settings: Settings | None = None, user_service: UserService | None = None
) -> Flask:
    """Build the application; without settings it reads them from the environment."""
    settings = settings or load(Settings, NAME)
    app = new_service(__name__, NAME, settings, db, BLUEPRINTS)
    app.extensions["settings"] = settings
    connect(app, db, settings.database_url)
    allow_migrations(app, db, MIGRATIONS)
    allow_failpoints(app, settings, POINTS)
    with app.app_context():
        check_currency(db, Product.currency, NAME, settings.currency)
    set_authenticator(app, TokenAuthenticator(user_service or _user_service(settings)))
    app.cli.add_command(catalogue_commands)
    app.cli.add_command(expire_overdue)
    return app


def _user_service(settings: Settings) -> UserServiceClient:
    return UserServiceClient(
        Connection(
            NAME,
            "user-service",
            settings.user_service_url,
            read=settings.read_timeout,
        )
    )
