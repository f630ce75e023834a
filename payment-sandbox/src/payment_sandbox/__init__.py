"""The stand-in for a card provider: a process and a database of its own.

It keeps a provider's promises (idempotent calls, no capture of a cancelled payment), so
that checkout can be tested against a provider that can be stopped and killed.
"""

from pathlib import Path

from flask import Flask

from payment_sandbox import pages, routes
from payment_sandbox.config import Settings
from payment_sandbox.database import db
from payment_sandbox.doorkeeper import SharedSecretDoorkeeper
from payment_sandbox.failpoints import POINTS
from payment_sandbox.models import Payment
from service_kit.access import post_doorkeeper
from service_kit.application import new_service
from service_kit.configuration import load
from service_kit.currency import demand_currency
from service_kit.database import connect
from service_kit.failpoints import allow_failpoints
from service_kit.migrations import allow_migrations

NAME = "payment-sandbox"
MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; without settings it reads them from the environment."""
    settings = settings or load(Settings, NAME)
    app = new_service(__name__, NAME, settings, db, [routes.payments, pages.pages])
    app.extensions["settings"] = settings
    connect(app, db, settings.database_url)
    allow_migrations(app, db, MIGRATIONS)
    allow_failpoints(app, settings, POINTS)
    with app.app_context():
        demand_currency(db, Payment.currency, NAME, settings.currency)
    post_doorkeeper(app, SharedSecretDoorkeeper(settings.payment_secret))
    return app
