"""The stand-in for a card provider: a process and a database of its own.

It keeps a provider's promises (idempotent calls, no capture of a cancelled payment), so
that checkout can be tested against a provider that can be stopped and killed.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask

from payment_sandbox import pages, routes
from payment_sandbox.auth import SharedSecretAuthenticator
from payment_sandbox.config import Settings
from payment_sandbox.database import db
from payment_sandbox.failpoints import POINTS
from payment_sandbox.models import Payment
from service_kit.access import set_authenticator
from service_kit.application import new_service
from service_kit.configuration import load
from service_kit.currency_check import check_currency
from service_kit.database import connect
from service_kit.failpoints import allow_failpoints
from service_kit.migrations import allow_migrations

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

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
        check_currency(db, Payment.currency, NAME, settings.currency)
    _live_below(app, urlsplit(settings.payment_public_url).path.rstrip("/"))
    set_authenticator(app, SharedSecretAuthenticator(settings.payment_secret))
    return app


def _live_below(app: Flask, prefix: str) -> None:
    """Begin addresses on pages with the path under which browsers find them.

    A gateway may serve the sandbox below a path of the shop's own address; it takes the
    prefix off again, and no request has a say in it.
    """
    inner = app.wsgi_app

    def prefixed(
        environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        return inner({**environ, "SCRIPT_NAME": prefix}, start_response)

    if prefix:
        app.wsgi_app = prefixed  # type: ignore[method-assign]
