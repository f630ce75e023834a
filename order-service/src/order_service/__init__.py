"""Carts, checkout and orders. It never receives a password and keeps no stock."""

from pathlib import Path

from flask import Flask

from order_service.auth import TokenAuthenticator
from order_service.commands import reconcile, sweep_orders
from order_service.config import Settings
from order_service.database import db
from order_service.failpoints import POINTS
from order_service.models import Order
from order_service.routes import BLUEPRINTS
from order_service.service_clients import NAME, ServiceClients, connect_services
from service_kit.access import set_authenticator
from service_kit.application import new_service
from service_kit.configuration import load
from service_kit.currency_check import check_currency
from service_kit.database import connect
from service_kit.failpoints import allow_failpoints
from service_kit.migrations import allow_migrations

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def create_app(
    settings: Settings | None = None, services: ServiceClients | None = None
) -> Flask:
    """Build the application; what is not given comes from the environment."""
    settings = settings or load(Settings, NAME)
    services = services or connect_services(settings)
    app = new_service(__name__, NAME, settings, db, BLUEPRINTS)
    app.extensions["settings"] = settings
    app.extensions["services"] = services
    connect(app, db, settings.database_url)
    allow_migrations(app, db, MIGRATIONS)
    allow_failpoints(app, settings, POINTS)
    with app.app_context():
        check_currency(db, Order.currency, NAME, settings.currency)
    app.cli.add_command(sweep_orders)
    app.cli.add_command(reconcile)
    set_authenticator(app, TokenAuthenticator(services.users))
    return app
